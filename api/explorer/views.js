"use strict";
// The five views of one selection, of which one is shown.
const Views = (() => {
  const by = (id) => document.getElementById(id);
  const tabs = [...document.querySelectorAll("#views [data-view]")];
  const sections = { ask: "results", graph: "canvas", list: "canvas", text: "text", indicators: "indicators", trace: "trace" };
  const nouns = { graph: Graph, list: Graph, text: Contents, indicators: Indicators, trace: Trace };

  // What such a view shows of its own selection need not stand beside it once more.
  const subject = (card) => (State.values.view === "indicators" && card.class === "Indicator") || (State.values.view === "trace" && Trace.traces(card.class));

  const tabOf = (view) => (view === "list" ? "graph" : view);

  async function show() {
    const { view } = State.values;
    document.querySelector("main").dataset.view = tabOf(view);
    for (const id of Object.values(sections)) if (id !== "results") by(id).hidden = sections[view] !== id;
    for (const tab of tabs) {
      if (tab.dataset.view === tabOf(view)) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
    }
    if (view !== "text") Reader.place(false);
    Controls.view();
    await nouns[view]?.show();
  }

  function listen() {
    for (const tab of tabs) tab.addEventListener("click", () => Explorer.view(tab.dataset.view));
  }

  return { show, listen, subject };
})();
