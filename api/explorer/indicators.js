"use strict";
// The view of indicators: one indicator's targets and outcomes over years, others of its name beside it, and a table.
const Indicators = (() => {
  const panel = document.getElementById("indicators");
  const { element, button, thing, quote, heading } = Detail;
  const MOST = 60, COMPARED = 5;
  let shown = null, list = null;

  const bounds = { ">=": "≥ ", "<=": "≤ ", "~": "≈ " };

  function figure(o) {
    const number = o.text || (o.valueMax != null ? `${o.value}–${o.valueMax}` : o.value);
    return `${bounds[o.bound] || ""}${number}${o.unit || ""}`;
  }

  // Of growth: that it is growth, and whether it was aimed at; of a level: whether it was reached or aimed at.
  const nature = (o) => [o.growth ? Words.text("growth") : "", o.growth && o.kind !== "target" ? "" : Words.text(o.kind)].filter(Boolean).join(" · ");

  async function show() {
    const id = State.values.select.split("|").find((part) => part.startsWith("indicator-"));
    const [card, node] = await Promise.all([id ? Explorer.card(id) : null, list?.language === Words.language ? list.node : chooser()]);
    list = { node, language: Words.language };
    for (const choice of list.node.querySelectorAll(".choice")) choice.toggleAttribute("aria-current", choice.dataset.id === id);
    panel.classList.toggle("chosen", Boolean(card));
    panel.replaceChildren(list.node, element("div", "figures", ...(card ? await figures(card) : [element("p", "hint", Words.text("chooseIndicator"))])));
    panel.querySelector(".figures").scrollTop = 0;
  }

  function chooser() {
    const find = async (q) => {
      const found = await Client.indicators(q, MOST);
      return { items: found.indicators, total: found.total };
    };
    return Chooser.open(Words.text("findIndicator"), find, (item) => {
      const open = button("", () => Explorer.select(item.id), "choice");
      open.dataset.id = item.id;
      open.lang = "zh";
      const years = item.years.length ? (item.years.length > 1 ? `${item.years[0]}–${item.years[item.years.length - 1]}` : item.years[0]) : "";
      open.append(element("b", "", Words.short(item.label, 40)), element("span", "where", [item.jurisdiction, years, Words.text("valueCount", item.values)].filter(Boolean).join(" · ")));
      return open;
    });
  }

  async function figures(card) {
    const { indicators: same } = await Client.indicators(card.label, 200);
    const alike = same.filter((i) => i.label === card.label && i.id !== card.id);
    const wanted = State.list("compare").filter((id) => alike.some((i) => i.id === id)).slice(0, COMPARED);
    const cards = [card, ...await Promise.all(wanted.map(Explorer.card))];
    const places = new Map(same.map((i) => [i.id, i.jurisdiction]));
    const rows = cards.flatMap((c) => c.observations.map((o) => row(c, o, places.get(c.id) || "")));
    rows.sort((a, b) => (a.place === b.place ? 0 : 1) && a.place.localeCompare(b.place) || a.period.slice(-4).localeCompare(b.period.slice(-4)));
    shown = { card, rows };
    const drawn = panels(rows, cards, places);
    const undated = rows.filter((r) => !r.year || r.value === "").length;
    return [element("header", "named", thing(card), element("span", "where", places.get(card.id) || "")), comparison(alike, wanted),
      drawn.length ? key(cards, places) : null, element("div", "plots", ...drawn), undated ? element("p", "hint", Words.text("undated", undated)) : null,
      ...Conflicts.draw(cards.flatMap((c) => Conflicts.ofValues(c))),
      Table.draw(Words.text("valuesOf", card.label), columns(), rows)].filter(Boolean);
  }

  function row(card, o, place) {
    return {
      o, card: card.id, place, period: o.period, year: Number(o.period.slice(-4)) || 0, from: Number(o.period.slice(0, 4)) || 0, kind: o.kind, growth: o.growth,
      value: o.value ?? "", value_max: o.valueMax ?? "", text: o.text || "", unit: o.unit, bound: o.bound, base_value: o.baseValue ?? "", base_unit: o.baseUnit || "",
      document: o.doc, quote: o.evidence[0]?.quote || "", start: o.evidence[0]?.start ?? "", end: o.evidence[0]?.end ?? "",
    };
  }

  const columns = () => [
    { key: "period", label: Words.text("year") }, { key: "kind", label: Words.text("kind"), cell: (r) => Indicators.nature(r) },
    { key: "value", label: Words.text("value"), cell: (r) => figure(r.o) }, { key: "place", label: Words.text("Place") },
    { key: "quote", label: Words.text("evidence"), cell: (r) => (r.o.evidence[0] ? quote(r.o.evidence[0]) : "") }, { key: "document", label: Words.text("document") },
  ];

  // One drawing for each scale: levels by their base unit, growth apart.
  function panels(rows, cards, places) {
    const groups = new Map();
    for (const r of rows.filter((r) => r.year && r.value !== "")) {
      const rate = r.growth || r.kind === "change";
      const name = `${rate ? "rate" : "level"} ${r.base_unit && r.unit !== "%" ? r.base_unit : r.unit}`;
      groups.set(name, [...(groups.get(name) || []), r]);
    }
    const room = panel.clientWidth - (window.innerWidth > 1100 ? 350 : 40);
    const width = Math.max(280, Math.min(860, room > 950 && groups.size > 1 ? room / 2 - 20 : room));
    return [...groups].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0])).map(([name, group]) => {
      const unit = commonest(group.map((r) => r.unit));
      const like = group.find((r) => r.unit === unit && r.base_value !== "" && r.value);
      const scale = like ? like.value / like.base_value : 0;
      const amount = (r) => (scale && r.base_value !== "" ? Number((r.base_value * scale).toPrecision(10)) : r.value);
      const series = cards.map((c) => ({ points: group.filter((r) => r.card === c.id).map((r) => ({
        year: r.year, from: r.from, value: amount(r), max: r.value_max === "" ? null : r.value_max * (amount(r) / r.value || 1), target: r.kind === "target", bound: r.bound,
        label: [places.get(r.card), r.period, nature(r), figure(r.o)].filter(Boolean).join(" · "), act: () => r.o.evidence[0] && Explorer.read(r.o.evidence[0]),
      })) }));
      const title = [Words.text(name.startsWith("rate") ? "growth" : "level"), unit].filter(Boolean).join(" · ");
      return element("figure", "", Chart.draw(title, series, width));
    });
  }

  function commonest(texts) {
    const counts = new Map();
    for (const text of texts) counts.set(text, (counts.get(text) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1])[0][0];
  }

  function key(cards, places) {
    const signs = ["actual", "target"].map((kind) => element("span", "sign " + kind, Words.text(kind)));
    const names = cards.length > 1 ? cards.map((c, i) => element("span", `sign place s${i}`, places.get(c.id) || c.label)) : [];
    return element("p", "key", ...signs, ...names);
  }

  function comparison(alike, wanted) {
    if (!alike.length) return null;
    const chips = alike.slice(0, 40).map((i) => {
      const chip = button(Words.short(i.jurisdiction || i.label, 24), () => { State.toggle("compare", i.id); Explorer.redraw(); }, "chip");
      chip.setAttribute("aria-pressed", String(wanted.includes(i.id)));
      return chip;
    });
    return element("div", "compare", element("span", "hint", Words.text("compareWith")), ...chips);
  }

  return { show, figure, nature, get rows() { return shown?.rows || []; }, columns: () => [
    "place", "period", "kind", "growth", "bound", "value", "value_max", "text", "unit", "base_value", "base_unit", "document", "start", "end", "quote",
  ].map((name) => ({ key: name })) };
})();
