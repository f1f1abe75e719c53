"use strict";
// A list to choose from, narrowed by typing: documents, indicators, or things to trace.
const Chooser = (() => {
  const { element } = Detail;
  const PAUSE = 150;

  // `find` takes the words and gives {items, total}; `draw` makes what stands in the list for an item.
  async function open(label, find, draw) {
    const input = element("input", "narrowing");
    input.type = "search";
    input.placeholder = label;
    input.setAttribute("aria-label", label);
    input.maxLength = 200;
    const list = element("ul", "choices"), note = element("p", "hint");
    let turn = 0, waiting = 0;

    async function fill() {
      const mine = (turn += 1);
      const { items, total } = await find(input.value.trim());
      if (mine !== turn) return;
      list.replaceChildren(...items.map((item) => element("li", "", draw(item))));
      note.textContent = total > items.length ? Words.text("more", total - items.length) : items.length ? "" : Words.text("nothing");
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => Explorer.guarded(fill), PAUSE);
    });
    await fill();
    return element("div", "chooser", input, list, note);
  }

  return { open };
})();
