"use strict";
// Values over years as a drawing: outcomes as a line with dots, targets as diamonds, spans as bars across their years.
const Chart = (() => {
  const HEIGHT = 290, LOW = 130, LEFT = 64, RIGHT = 20, TOP = 30, BOTTOM = 34;
  const NS = "http://www.w3.org/2000/svg";

  function shape(tag, attributes, ...children) {
    const node = document.createElementNS(NS, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  // Round steps (1, 2 or 5 times a power of ten) that cover the values in at most six.
  function ticks(low, high) {
    const span = high - low || Math.abs(high) || 1;
    const rough = span / 5, power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
    const first = Math.floor(low / step) * step, found = [];
    for (let i = 0; first + i * step < high + step * 0.999; i += 1) found.push(Number((first + i * step).toPrecision(12)));
    return found;
  }

  // `width` is in pixels; `series` are lists of points {year, from, value, max, target, label, act}.
  function draw(title, series, width) {
    const points = series.flatMap((s) => s.points);
    const height = points.length > 1 ? HEIGHT : LOW;
    const years = points.flatMap((p) => [p.year, p.from]);
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const values = points.flatMap((p) => [p.value, p.max ?? p.value]);
    const low = Math.min(...values), high = Math.max(...values);
    // From zero, unless that would flatten everything at the top.
    const marks = ticks(low > 0 && low > high * 0.75 ? low : Math.min(0, low), high);
    const x = (year) => (last === first ? (LEFT + width - RIGHT) / 2 : LEFT + 14 + ((year - first) / (last - first)) * (width - LEFT - RIGHT - 28));
    const [bottom, top] = [marks[0], marks[marks.length - 1]];
    const y = (value) => height - BOTTOM - ((value - bottom) / (top - bottom || 1)) * (height - TOP - BOTTOM);
    const every = Math.max(1, Math.ceil(((last - first) * 56) / width));
    const labels = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every);
    return shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "group", "aria-label": title },
      ...marks.map((m) => shape("g", { class: "tick" }, shape("line", { x1: LEFT, x2: width - RIGHT, y1: y(m), y2: y(m) }),
        shape("text", { x: LEFT - 8, y: y(m) + 4, "text-anchor": "end" }, m.toLocaleString("en")))),
      ...labels.map((year) => shape("text", { class: "year", x: x(year), y: height - BOTTOM + 20, "text-anchor": "middle" }, String(year))),
      shape("text", { class: "unit", x: 0, y: 12 }, title),
      ...series.map((s, i) => one(s, i, x, y)));
  }

  function one(series, index, x, y) {
    const reached = series.points.filter((p) => !p.target && p.from === p.year).sort((a, b) => a.year - b.year);
    const line = reached.map((p, i) => `${i ? "L" : "M"}${x(p.year).toFixed(1)} ${y(p.value).toFixed(1)}`).join("");
    return shape("g", { class: `series s${index}` }, ...(reached.length > 1 ? [shape("path", { class: "run", d: line })] : []),
      ...series.points.map((p) => point(p, x, y)));
  }

  function point(p, x, y) {
    const [cx, cy] = [x(p.year), y(p.value)];
    const parts = [];
    if (p.from !== p.year) parts.push(shape("line", { class: "span", x1: x(p.from), x2: cx, y1: cy, y2: cy }));
    if (p.max != null) parts.push(shape("line", { class: "range", x1: cx, x2: cx, y1: cy, y2: y(p.max) }));
    parts.push(p.target ? shape("path", { class: "target", d: `M${cx} ${cy - 7}l7 7l-7 7l-7 -7z` }) : shape("circle", { class: "reached", cx, cy, r: 5 }));
    if (p.bound === ">=") parts.push(shape("path", { class: "bound", d: `M${cx - 4} ${cy - 10}l4 -4l4 4` }));
    if (p.bound === "<=") parts.push(shape("path", { class: "bound", d: `M${cx - 4} ${cy + 10}l4 4l4 -4` }));
    const group = shape("g", { class: "point", tabindex: "0", role: "button", "aria-label": p.label }, shape("title", {}, p.label),
      shape("circle", { class: "hit", cx, cy, r: 13 }), ...parts);
    group.addEventListener("click", p.act);
    group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); p.act(); } });
    return group;
  }

  return { draw, shape };
})();
