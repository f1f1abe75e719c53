"use strict";
// The left panel: answers, passages, or the welcome.
const Results = (() => {
  const body = document.getElementById("results-body");
  const { element, button, quote, kind, thing, facts } = Detail;

  const SHELF = 6;
  let shown = [];

  async function welcome() {
    shown = [];
    const { documents } = await Client.documents();
    const examples = Words.text("examples").map(([mode, text]) => element("li", "", button(text, () => Explorer.run(text, mode), "example")));
    const shelf = documents.slice(0, SHELF).map((d) => element("li", "", button(Contents.label(d), () => Explorer.open(d.id), "example")));
    if (documents.length > SHELF) shelf.push(element("li", "", button(Words.text("more", documents.length - SHELF), () => Explorer.open(""), "example")));
    body.replaceChildren(element("h1", "", Words.text("welcome")), element("p", "", Words.text("welcomeText")),
      Client.offline ? element("p", "hint", Words.text("offline")) : "",
      element("h2", "label", Words.text("tryThese")), element("ul", "examples", ...examples),
      element("h2", "label", Words.text("documents", documents.length)), element("ul", "examples", ...shelf), Uploads.chooser() || "", ...await Marks.gone());
  }

  const counted = (key, count) => element("h2", "label", Words.text(key, count));
  const chip = (item) => element("span", "chip", item[Words.language === "zh" ? "label_zh" : "label_en"] || item.value);

  async function answers(answer) {
    const { documents } = await Client.documents();
    const titles = documents.length > 1 ? new Map(documents.map((d) => [d.id, Contents.label(d)])) : new Map();
    const parts = [];
    if (answer.reading?.chips?.length) {
      parts.push(element("p", "reading", element("span", "hint", Words.text("understood") + " "), ...answer.reading.chips.map(chip)));
    }
    if (answer.abstained) {
      const reason = Client.offline ? null : element("span", "hint", answer.reason);
      parts.push(element("p", "abstained", Client.offline ? answer.reason : Words.text("abstained"), reason));
    } else parts.push(counted("answers", answer.answers.length), ...answer.answers.map((item) => one(item, titles)));
    shown = answer.answers.flatMap((a) => a.evidence.map((e) => ({ label: a.label, class: a.class, value: a.value ?? "", basis: e.basis ?? "", document: e.doc, start: e.start, end: e.end, text: e.quote })));
    if (answer.sparql) parts.push(element("details", "", element("summary", "", Words.text("sparql")), element("pre", "", answer.sparql)));
    if (answer.passages.length) parts.push(counted("passages", answer.passages.length), ...answer.passages.map(passage));
    body.replaceChildren(...parts);
  }

  function one(item, titles) {
    const label = item.id ? thing(item) : element("b", "", item.label);
    const quotes = item.evidence.slice(0, 2).flatMap((evidence) => [
      quote(evidence, () => (item.id ? Explorer.select(item.id, evidence) : Explorer.read(evidence))),
      evidence.basis ? facts(evidence.basis, titles.get(evidence.doc)) : titles.has(evidence.doc) ? element("div", "where", titles.get(evidence.doc)) : null,
    ]);
    return element("section", "answer",
      element("div", "named", Words.has(item.class) ? kind(item.class) : null, label, item.value ? element("b", "figure", item.value) : null), ...quotes);
  }

  function passage(hit) {
    const open = button("", () => Explorer.read(hit), "passage");
    open.append(...highlighted(hit));
    const where = element("div", "where", [hit.title || hit.doc, ...(hit.section || [])].map((part) => Words.short(part, 40)).join(" › "));
    return element("section", "hit", where, open,
      hit.entities?.length ? element("div", "tags", ...hit.entities.slice(0, 8).map(thing)) : null);
  }

  function highlighted(hit) {
    const points = Array.from(hit.text);
    const nodes = [];
    let last = 0;
    for (const { start, end } of hit.highlights || []) {
      nodes.push(points.slice(last, start).join(""), element("mark", "", points.slice(start, end).join("")));
      last = end;
    }
    nodes.push(points.slice(last).join(""));
    return nodes;
  }

  function passages(result) {
    shown = result.hits.map((hit) => ({ label: hit.title, class: "Passage", value: "", basis: "", document: hit.doc, start: hit.start, end: hit.end, text: hit.text }));
    body.replaceChildren(...(result.hits.length ? [counted("passages", result.hits.length), ...result.hits.map(passage)]
      : [element("p", "abstained", Words.text("nothing"))]));
  }

  const message = (text, className = "hint") => body.replaceChildren(element("p", className, text));
  const columns = ["label", "class", "value", "basis", "document", "start", "end", "text"].map((key) => ({ key }));
  return { columns, rows: () => shown, welcome, answers, passages, message };
})();
