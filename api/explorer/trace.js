"use strict";
// The view of a trace: from a reform, project or task to the bodies that answer for it, from left to right.
const Trace = (() => {
  const panel = document.getElementById("trace");
  const { element, button, thing, quote, facts, rule, kind } = Detail;
  const KINDS = ["Reform", "Programme", "Project", "Task", "Goal", "Agency", "Indicator"];
  const QUOTES = 2, DEEPEST = 8, MOST = 60, BETWEEN = 6;
  let list = null, shown = [];

  async function show() {
    const id = State.values.select.split("|")[0];
    const [card, node] = await Promise.all([id && !id.startsWith("theme/") ? Explorer.card(id) : null, list?.language === Words.language ? list.node : chooser()]);
    list = { node, language: Words.language };
    for (const choice of list.node.querySelectorAll(".choice")) choice.toggleAttribute("aria-current", choice.dataset.id === id);
    panel.classList.toggle("chosen", Boolean(card));
    const traced = card && KINDS.includes(card.class);
    panel.replaceChildren(list.node, traced ? await chain(card) : element("p", "hint figures", Words.text("chooseTrace")));
  }

  function chooser() {
    const find = async (q) => {
      const found = await Client.entities(q, q ? "" : "Reform", MOST);
      return { items: found.nodes.filter((n) => KINDS.includes(n.class)), total: q ? 0 : found.total };
    };
    return Chooser.open(Words.text("findTrace"), find, (item) => {
      const open = button("", () => Explorer.select(item.id), "choice");
      open.dataset.id = item.id;
      open.append(kind(item.class), element("b", "", Words.short(item.label, 50)));
      return open;
    });
  }

  async function chain(card) {
    const found = await Client.trace(card);
    const steps = found.steps.map((s) => ({ ...s, from: local(s.subject.iri), to: local(s.object.iri) }));
    shown = steps;
    const head = element("div", "node", kind(card.class), thing(card), ...card.mentions.slice(0, 1).map((e) => quote(e)));
    if (!steps.length) return element("div", "figures", head, element("p", "abstained", Words.text("noTrace"), element("span", "hint", found.reason)));
    const seen = new Set();
    return element("div", "figures", element("div", "chain", head, branch(card.id, steps, seen, 0)), ...Conflicts.draw(await conflicts(card, steps)));
  }

  // Where sources disagree on what is traced, or on what stands between it and the bodies.
  async function conflicts(card, steps) {
    const between = [...new Set(steps.map((s) => s.from))].filter((id) => id !== card.id && steps.some((s) => s.to === id)).slice(0, BETWEEN);
    const others = await Promise.all(between.map(Explorer.card));
    return [...Conflicts.of(card), ...others.flatMap((other) => Conflicts.of(other).map((c) => ({ ...c, about: `${Words.short(other.label, 30)} · ${c.about}` })))];
  }

  const local = (iri) => iri.replace(/^https:\/\/w3id\.org\/zhengce\/(id\/)?/, "");
  const classOf = (id) => { const name = id.split("-")[0]; return name.charAt(0).toUpperCase() + name.slice(1); };

  // Each thing is left once, so that circles end.
  function branch(id, steps, seen, depth) {
    if (seen.has(id) || depth > DEEPEST) return null;
    seen.add(id);
    const mine = steps.filter((s) => s.from === id);
    return mine.length ? element("ol", "steps", ...mine.map((step) => one(step, steps, seen, depth))) : null;
  }

  function one(step, steps, seen, depth) {
    const label = [Words.text(step.predicate), step.role && Words.text(step.role)].filter(Boolean).join(" · ");
    const object = { id: step.to, label: step.object.label, class: classOf(step.to) };
    const named = step.rule === "issuer-default" ? element("b", "", Words.short(object.label, 60)) : thing(object);
    return element("li", "step", element("div", "arrow " + step.basis, element("span", "predicate", label)),
      element("div", "node", Words.has(object.class) ? kind(object.class) : null, named, facts(step.basis), rule(step.rule),
        ...step.evidence.slice(0, QUOTES).map((e) => quote(e))),
      branch(step.to, steps, seen, depth + 1));
  }

  const columns = ["subject", "predicate", "role", "object", "basis", "rule", "document", "start", "end", "quote"].map((key) => ({ key }));
  const rows = () => shown.map((s) => ({
    subject: s.subject.label, predicate: s.predicate, role: s.role || "", object: s.object.label, basis: s.basis, rule: s.rule,
    document: s.evidence[0]?.doc, start: s.evidence[0]?.start, end: s.evidence[0]?.end, quote: s.evidence[0]?.quote,
  }));

  return { show, columns, rows, traces: (kind_) => KINDS.includes(kind_) };
})();
