"use strict";
// What is known about the selected node or edge, each statement with its quotes.
const Detail = (() => {
  const body = document.getElementById("detail-body");
  const panel = document.getElementById("detail");

  const element = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children.filter((child) => child != null));
    return node;
  };

  const button = (label, action, className = "") => {
    const node = element("button", className, label);
    node.type = "button";
    node.addEventListener("click", action);
    return node;
  };

  const kind = (name) => element("span", "kind " + name, Words.text(name));
  const thing = (item) => button(name(item), () => Explorer.select(item.id), "thing " + item.class);
  const name = (item) => (Words.language === "en" && item.labelEn) || item.label;

  function quote(evidence) {
    const text = evidence.quote.replace(/\s+/g, " ");
    const node = button(`“${text}”`, () => Reader.show(evidence.doc, evidence.start, evidence.end), "quote");
    node.title = Words.text("openSource");
    return node;
  }

  function claim(item, other, outgoing) {
    const facts = [Words.text(item.basis), item.role && Words.text(item.role), item.confidence && `${Words.text("confidence")} ${Number(item.confidence).toFixed(2)}`];
    return element("li", "claim",
      element("div", "triple", outgoing ? element("span", "predicate", Words.text(item.predicate)) : null, thing(other),
        outgoing ? null : element("span", "predicate", Words.text(item.predicate)), outgoing ? null : "·"),
      element("div", "facts " + item.basis, facts.filter(Boolean).join(" · ")),
      ...item.evidence.slice(0, 3).map(quote));
  }

  const heading = (key, count) => element("h3", "", Words.text(key), count == null ? null : element("span", "count", String(count)));

  function value(item) {
    const number = item.text || (item.valueMax != null ? `${item.value}–${item.valueMax}` : item.value);
    const bound = { ">=": "≥ ", "<=": "≤ ", "~": "≈ " }[item.bound] || "";
    return element("li", "value",
      element("b", "", `${bound}${number}${item.unit || ""}`),
      element("span", "facts", [Words.text(item.kind), item.period].filter(Boolean).join(" · ")), ...item.evidence.slice(0, 1).map(quote));
  }

  function entity(card) {
    panel.hidden = false;
    const actions = element("div", "actions", button(Words.text("expand"), () => Explorer.expand(card.id)),
      button(Words.text("pathFrom"), () => Explorer.startPath(card)), Explorer.pathStart && Explorer.pathStart.id !== card.id
        ? button(`${Words.text("pathTo")} (${Explorer.pathStart.label})`, () => Explorer.path(card.id)) : null,
      button(Words.text("hide"), () => Explorer.hide(card.id)));
    const parts = [element("header", "", kind(card.class), card.status ? element("span", "status " + card.status, Words.text(card.status)) : null, element("h2", "", name(card))),
      card.aliases.length ? element("p", "aliases", `${Words.text("aliases")} ${card.aliases.slice(0, 6).join("、")}`) : null, actions];
    if (card.observations.length) parts.push(heading("observations", card.observations.length), element("ul", "values", ...card.observations.map(value)));
    const claims = [...card.outgoing.map((c) => claim(c, c.object, true)), ...card.incoming.map((c) => claim(c, c.subject, false))];
    if (claims.length) parts.push(heading("claims", claims.length), element("ul", "claims", ...claims.slice(0, 80)));
    if (card.mentions.length) parts.push(heading("mentions", card.mentions.length), element("div", "quotes", ...card.mentions.slice(0, 20).map(quote)));
    body.replaceChildren(...parts.filter(Boolean));
  }

  function edge(item, subject, object, claims) {
    panel.hidden = false;
    body.replaceChildren(
      element("header", "", thing(subject), element("span", "predicate", ` ${Words.text(item.predicate)} → `), thing(object)),
      heading("evidence", claims.length),
      element("ul", "claims", ...claims.map((c) => element("li", "claim", element("div", "facts " + c.basis,
        [Words.text(c.basis), c.role && Words.text(c.role), `${Words.text("confidence")} ${Number(c.confidence).toFixed(2)}`, `${Words.text("rule")} ${c.rule}`].filter(Boolean).join(" · ")),
        ...c.evidence.map(quote)))));
  }

  return { entity, edge, element, button, kind, thing, quote };
})();
