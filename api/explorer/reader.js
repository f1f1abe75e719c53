"use strict";
// The source text beside what is selected, or, in the view of the text, as the page itself.
const Reader = (() => {
  const by = (id) => document.getElementById(id);
  const body = by("reader-text");
  let latest = 0, shown = null;

  async function show(id, start, end) {
    const turn = (latest += 1);
    const doc = await Client.document(id);
    if (turn !== latest) return;
    render(doc);
    by("reader-title").textContent = Contents.label(doc);
    by("reader-title").title = Words.short(doc.title || doc.id, 300);
    by("reader").hidden = false;
    if (!whole()) by("detail").hidden = false;
    const mark = shown.light(start, end);
    if (mark) scroll(mark);
    else if (end <= start) body.scrollTop = 0;
  }

  function render(doc) {
    if (shown?.id !== doc.id || shown.language !== Words.language) shown = { ...Source.render(doc, body), language: Words.language };
  }

  // Where nothing is read yet, put a document there that will be, while the page has nothing else to do.
  async function prepare(id) {
    const doc = await Client.document(id);
    requestIdleCallback(() => { if (!shown) render(doc); });
  }

  body.addEventListener("pointerover", ({ target }) => { const mention = target.closest(".mention"); if (mention) Explorer.expect(mention.dataset.entity); });

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

  return { show, prepare, hide, place, scroll, get doc() { return shown?.doc; } };
})();
