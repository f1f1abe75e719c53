"use strict";
// The left panel: answers, passages, or the welcome.
const Results = (() => {
  const body = document.getElementById("results-body");
  const { element, button, quote, kind } = Detail;

  function welcome() {
    const examples = Words.text("examples").map((text) => element("li", "", button(text, () => Explorer.run(text), "example")));
    body.replaceChildren(element("h1", "", Words.text("welcome")), element("p", "", Words.text("welcomeText")),
      element("p", "hint", Client.offline ? Words.text("offline") : ""), element("h3", "", Words.text("tryThese")), element("ul", "examples", ...examples));
  }

  const label = (item) => button(item.label, () => Explorer.select(item.id), "thing " + item.class);

  function answers(answer) {
    const parts = [];
    const reading = answer.reading;
    if (reading && reading.chips?.length) {
      parts.push(element("p", "reading", element("span", "hint", Words.text("understood") + " "),
        ...reading.chips.map((chip) => element("span", "chip", chip[Words.language === "zh" ? "label_zh" : "label_en"] || chip.value))));
    }
    if (answer.abstained) parts.push(element("p", "abstained", Words.text("abstained"), answer.reason ? element("span", "hint", answer.reason) : null));
    else parts.push(element("h3", "", `${answer.answers.length} ${Words.text("answers")}`));
    for (const item of answer.answers) {
      parts.push(element("section", "answer", element("div", "", item.class && item.class !== "Observation" ? kind(item.class) : null,
        item.id ? label(item) : element("b", "", item.label), item.value ? element("b", "figure", item.value) : null), ...item.evidence.slice(0, 2).map(quote)));
    }
    if (answer.sparql) parts.push(element("details", "", element("summary", "", Words.text("sparql")), element("pre", "", answer.sparql)));
    if (answer.passages.length) parts.push(element("h3", "", Words.text("passages")), ...answer.passages.map(passage));
    body.replaceChildren(...parts);
  }

  function passage(hit) {
    const open = button("", () => Reader.show(hit.doc, hit.start, hit.end), "passage");
    open.append(...highlighted(hit));
    return element("section", "hit", element("div", "where", [hit.title || hit.doc, ...(hit.section || [])].join(" › ")), open,
      hit.entities?.length ? element("div", "tags", ...hit.entities.slice(0, 8).map(label)) : null);
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
    body.replaceChildren(...(result.hits.length ? [element("h3", "", Words.text("passages"), element("span", "count", String(result.hits.length))), ...result.hits.map(passage)]
      : [element("p", "abstained", Words.text("nothing"))]));
  }

  const message = (text, className = "hint") => body.replaceChildren(element("p", className, text));
  return { welcome, answers, passages, message };
})();
