"use strict";
// Where documents, or two places of one, contradict each other: both sides, side by side.
const Conflicts = (() => {
  const { element, quote } = Detail;
  const MOST = 6;

  function grouped(items, key) {
    const groups = new Map();
    for (const item of items) {
      const name = key(item);
      if (name) groups.set(name, [...(groups.get(name) || []), item]);
    }
    return [...groups.values()];
  }

  // Outcomes for one period in one unit whose numbers differ.
  function ofValues(card) {
    const exact = card.observations.filter((o) => o.kind === "actual" && o.period && o.bound === "=" && o.value != null && o.valueMax == null && !o.period.includes("/"));
    const amount = (o) => (o.baseValue ?? o.value);
    return grouped(exact, (o) => `${o.period} ${o.growth} ${o.baseUnit || o.unit}`)
      .filter((group) => new Set(group.map(amount)).size > 1)
      .map((group) => ({ about: group[0].period, sides: distinct(group, amount).map((o) => ({ says: Indicators.figure(o), doc: o.doc, evidence: o.evidence[0] })) }));
  }

  // Statuses for one period that differ.
  function ofStatus(card) {
    const claims = card.outgoing.filter((c) => c.predicate === "hasStatus" && c.holds);
    return grouped(claims, (c) => c.holds).filter((group) => new Set(group.map((c) => c.object.id)).size > 1)
      .map((group) => ({ about: group[0].holds, sides: distinct(group, (c) => c.object.id).map((c) => ({ says: Words.text(c.object.id), doc: c.doc, evidence: c.evidence[0] })) }));
  }

  // Bodies that lead by one document where another names none of them.
  function ofLead(card) {
    const groups = grouped(card.outgoing.filter((c) => c.predicate === "responsibleBody" && c.role === "lead"), (c) => c.doc);
    const sides = distinct(groups.map((group) => ({ group, ids: [...new Set(group.map((c) => c.object.id))].sort() })), (side) => side.ids.join());
    const apart = sides.some((a) => sides.some((b) => !a.ids.some((id) => b.ids.includes(id))));
    const names = (group) => [...new Set(group.map((c) => Words.short(c.object.label, 40)))].join(Words.text("comma"));
    return apart ? [{ about: Words.text("lead"), sides: sides.map(({ group }) => ({ says: names(group), doc: group[0].doc, evidence: group[0].evidence[0] })) }] : [];
  }

  const of = (card) => [...ofLead(card), ...ofStatus(card), ...ofValues(card)];

  function distinct(group, by) {
    const seen = new Map();
    for (const item of group) if (!seen.has(by(item))) seen.set(by(item), item);
    return [...seen.values()];
  }

  function draw(conflicts) {
    return conflicts.slice(0, MOST).map((conflict) => element("section", "conflict", element("h3", "", Words.text("conflict", conflict.about)),
      element("div", "sides", ...conflict.sides.slice(0, 4).map((side) => element("div", "side", element("b", "figure", side.says),
        element("span", "where", side.doc), side.evidence ? quote(side.evidence) : null)))));
  }

  return { of, ofValues, draw };
})();
