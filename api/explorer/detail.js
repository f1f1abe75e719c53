"use strict";
// What is known about the selected node or edge, each statement with its quotes.
const Detail = (() => {
  const body = document.getElementById("detail-body");
  const panel = document.getElementById("detail");
  const CLAIMS = 60, MENTIONS = 20, QUOTES = 3;

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

  const expecting = (node, id, evidence) => {
    for (const event of ["pointerenter", "focus"]) node.addEventListener(event, () => Explorer.expect(id, evidence));
    return node;
  };

  const kind = (name) => element("span", "kind " + name, element("i", "shape"), Words.text(name));
  const name = (item) => (Words.language === "en" && item.labelEn) || item.label;

  function thing(item) {
    const node = expecting(button(Words.short(name(item), 60), () => Explorer.select(item.id), "thing " + item.class), item.id);
    if (node.textContent === item.label) node.lang = "zh";
    return node;
  }

  // A line break inside Chinese is the page's, not the sentence's.
  const flowing = (text) => text.replace(/([\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])/g, "$1").replace(/\s+/g, " ").trim();

  function quote(evidence, action = () => Explorer.read(evidence)) {
    const node = expecting(button(`“${Words.short(flowing(evidence.quote), 200)}”`, action, "quote"), "", evidence);
    node.title = Words.text("openSource");
    node.lang = "zh";
    return node;
  }

  const facts = (basis, ...more) => element("div", "facts " + basis, [Words.text(basis), ...more].filter(Boolean).join(" · "));

  // By which rule something was read, in words, with the rule's name in small print.
  function rule(id) {
    if (!id) return null;
    const said = id.split("+").flatMap((part) => (Object.hasOwn(RULES, part) ? [RULES[part][Words.language]] : [])).join(" · ");
    return element("div", "rule", Words.text("rule"), said ? `${said} ` : "", element("code", "", Words.short(id, 60)));
  }

  const confidence = (item) => item.confidence && `${Words.text("confidence")} ${Number(item.confidence).toFixed(2)}`;

  function claim(item, other, arrow) {
    const end = other.class === "Status" ? element("span", "status " + other.id, Words.text(other.id)) : thing(other);
    const about = [item.subject.id, item.predicate, item.object.id].join("|");
    return element("li", "claim" + (Marks.doubted(about) ? " doubted" : ""), Marks.controls(about), element("div", "triple", element("span", "predicate", `${Words.text(item.predicate)} ${arrow}`), end),
      facts(item.basis, item.role && Words.text(item.role), confidence(item), item.holds), ...item.evidence.slice(0, QUOTES).map((e) => quote(e)));
  }

  const heading = (key, count) => element("h3", "label", Words.text(key), element("span", "count", String(count)));
  const more = (count) => (count > 0 ? element("p", "hint", Words.text("more", count)) : null);

  function value(item, id) {
    const [first] = item.evidence;
    const about = first && `${id}|value|${first.doc}:${first.start}-${first.end}`;
    return element("li", "value" + (about && Marks.doubted(about) ? " doubted" : ""), about ? Marks.controls(about) : null, element("b", "", Indicators.figure(item)),
      element("span", "facts", [Indicators.nature(item), item.period].filter(Boolean).join(" · ")),
      ...item.evidence.slice(0, 1).map((e) => quote(e)));
  }

  function fill(...parts) {
    const close = button("×", () => Explorer.select(""), "close");
    close.setAttribute("aria-label", Words.text("close"));
    panel.hidden = false;
    body.replaceChildren(close, ...parts.filter(Boolean));
    body.scrollTop = 0;
  }

  function actions(card) {
    const start = Graph.pathStart, drawn = ["graph", "list"].includes(State.values.view);
    const onGraph = drawn ? [button(Words.text("expand"), () => Explorer.expand(card.id)), button(Words.text("fold"), () => Explorer.fold(card.id)),
      Graph.pinned(card.id) ? button(Words.text("unpin"), () => { Graph.pin(card.id, null); entity(card); })
        : button(Words.text("pin"), () => { Graph.pin(card.id, Picture.position(card.id)); entity(card); }),
      button(Words.text("pathFrom"), () => Graph.startPath(card)),
      start && start.id !== card.id ? button(Words.text("pathTo", Words.short(name(start), 12)), () => Explorer.path(start.id, card.id)) : null,
      button(Words.text("hide"), () => Explorer.hide(card.id))] : [button(Words.text("inGraph"), () => Explorer.view("graph"))];
    const others = [card.class === "Indicator" && ["indicators", "inChart"], Trace.traces(card.class) && ["trace", "inTrace"]]
      .filter((other) => other && other[0] !== State.values.view).map(([view, key]) => button(Words.text(key), () => Explorer.view(view)));
    const box = element("div", "same");
    const same = Marks.open && card.class !== "Theme" ? button(Words.text("same"), () => Explorer.guarded(() => Marks.same(card, box))) : null;
    return [element("div", "actions", ...others, ...onGraph, same, card.class === "Theme" ? null : Marks.controls(card.id)), box];
  }

  function entity(card) {
    const title = element("h2", "", Words.short(name(card), 120));
    if (!card.labelEn) title.lang = "zh";
    const claims = [...card.outgoing.map((c) => claim(c, c.object, "→")), ...card.incoming.map((c) => claim(c, c.subject, "←"))];
    const aliases = card.aliases.slice(0, 6).map((alias) => Words.short(alias, 40)).join(Words.text("comma"));
    fill(element("header", "", kind(card.class), card.status ? element("span", "status " + card.status, Words.text(card.status)) : null, title),
      ...Conflicts.draw(Conflicts.of(card)),
      aliases ? element("p", "aliases", Words.text("aliases", aliases)) : null, ...actions(card),
      ...(card.observations.length ? [heading("observations", card.observations.length), element("ul", "values", ...card.observations.map((o) => value(o, card.id)))] : []),
      ...(claims.length ? [heading("claims", claims.length), element("ul", "claims", ...claims.slice(0, CLAIMS)), more(claims.length - CLAIMS)] : []),
      ...Marks.withheld(card),
      ...(card.mentions.length ? [heading("mentions", card.mentions.length),
        element("div", "quotes", ...card.mentions.slice(0, MENTIONS).map((e) => quote(e))), more(card.mentions.length - MENTIONS)] : []));
  }

  function edge(predicate, claims) {
    const { subject, object } = claims[0];
    fill(element("header", "statement", thing(subject), element("span", "predicate", `${Words.text(predicate)} →`), thing(object)),
      Marks.controls([subject.id, predicate, object.id].join("|")), heading("evidence", claims.length),
      element("ul", "claims", ...claims.map((c) => element("li", "claim",
        facts(c.basis, c.role && Words.text(c.role), confidence(c), c.holds), rule(c.rule), ...c.evidence.map((e) => quote(e))))));
  }

  function hide() {
    panel.hidden = true;
    body.replaceChildren();
  }

  return { entity, edge, hide, element, button, kind, thing, quote, facts, rule, name, heading, get open() { return body.childElementCount > 0; } };
})();
