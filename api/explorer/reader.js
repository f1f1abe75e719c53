"use strict";
// The source text beside what is selected, or, in the view of the text, as the page itself.
const Reader = (() => {
  const cache = new Map();
  const by = (id) => document.getElementById(id);
  const body = by("reader-text");
  let latest = 0, shown = null;

  async function load(id) {
    if (!cache.has(id)) cache.set(id, await Client.document(id));
    return cache.get(id);
  }

  async function show(id, start, end) {
    const turn = (latest += 1);
    const doc = await load(id);
    if (turn !== latest) return;
    if (shown?.id !== id || shown.language !== Words.language) shown = { ...Source.render(doc, body), language: Words.language };
    by("reader-title").textContent = Contents.label(doc);
    by("reader-title").title = Words.short(doc.title || doc.id, 300);
    by("reader").hidden = false;
    if (!whole()) by("detail").hidden = false;
    const mark = shown.light(start, end);
    if (mark) scroll(mark);
    else if (end <= start) body.scrollTop = 0;
  }

  const whole = () => by("reader").parentElement.id === "page";

  function scroll(node) {
    body.scrollTop += node.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 3;
  }

  // Where the reader stands: in the view of the text it is the page, elsewhere it is below the detail.
  function place(asPage) {
    if (whole() !== asPage) by(asPage ? "page" : "detail").append(by("reader"));
    by("reader-whole").hidden = by("reader-close").hidden = asPage;
  }

  function hide() {
    latest += 1;
    if (!whole()) by("reader").hidden = true;
  }

  return { show, hide, load, place, scroll, get doc() { return shown?.doc; } };
})();
