"use strict";
// What a view shows, as a drawing for print: an SVG that needs nothing else.
const Drawing = (() => {
  const { shape } = Chart;
  const EDGE = 60;

  const outlines = {
    hexagon: (r) => polygon([0, 60, 120, 180, 240, 300], r), diamond: (r) => polygon([0, 90, 180, 270], r),
    triangle: (r) => polygon([30, 150, 270], r), triangleDown: (r) => polygon([90, 210, 330], r),
    square: (r) => polygon([45, 135, 225, 315], r * 1.25),
    star: (r) => polygon([270, 306, 342, 18, 54, 90, 126, 162, 198, 234], r, (i) => (i % 2 ? 0.45 : 1.15)),
  };

  function polygon(angles, r, factor = () => 1) {
    return angles.map((a, i) => [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)].map((c) => (c * r * factor(i)).toFixed(1)).join(",")).join(" ");
  }

  function graph() {
    const items = Picture.items();
    const at = new Map(items.map((n) => [n.id, Picture.position(n.id)]));
    const all = [...at.values()];
    const [x0, y0] = [Math.min(...all.map((p) => p.x)) - EDGE * 2, Math.min(...all.map((p) => p.y)) - EDGE];
    const [w, h] = [Math.max(...all.map((p) => p.x)) + EDGE * 2 - x0, Math.max(...all.map((p) => p.y)) + EDGE - y0];
    const moved = (id) => ({ x: at.get(id).x - x0, y: at.get(id).y - y0 });
    return shape("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [0, 0, w, h].map(Math.round).join(" "), width: Math.round(w), height: Math.round(h), "font-family": Labels.face },
      shape("rect", { width: w, height: h, fill: Picture.colour("paper") }), ...Picture.links().map((e) => edge(e, moved)), ...items.map((n) => node(n, moved(n.id))),
      ...Picture.labels(moved, 1, w, h).reverse().map(label));
  }

  function edge(item, at) {
    const [a, b] = [at(item.from), at(item.to)], style = Picture.style(item.id);
    return shape("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: style.color.color, "stroke-width": style.width.toFixed(1), ...(style.dashes ? { "stroke-dasharray": style.dashes.join(" ") } : {}) },
      shape("title", {}, Words.text(item.predicate)));
  }

  function node(item, { x, y }) {
    const style = Picture.style(item.id), fill = style.color.background, title = shape("title", {}, Words.short(item.label, 200));
    return outlines[style.shape] ? shape("polygon", { points: outlines[style.shape](style.size), transform: `translate(${x} ${y})`, fill }, title)
      : shape("circle", { cx: x, cy: y, r: style.size, fill }, title);
  }

  function label(box) {
    const { size } = Labels.form(box), y = (box.top + box.bottom) / 2 + size * 0.36;
    const text = { x: box.x, y, "text-anchor": "middle", "font-size": size, ...(box.theme || box.strong ? { "font-weight": 600 } : {}) };
    if (!box.theme) return shape("text", { ...text, fill: Picture.colour("ink"), stroke: Picture.colour("paper"), "stroke-width": 3, "paint-order": "stroke" }, box.text);
    return shape("g", {}, shape("rect", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, rx: 6, fill: Picture.colour("Theme") }),
      shape("text", { ...text, fill: Picture.colour("on-theme") }, box.text));
  }

  // A chart with its style inside, so that it looks the same elsewhere.
  function chart(svg) {
    const copy = svg.cloneNode(true);
    const pairs = [[svg, copy], ...[...svg.querySelectorAll("*")].map((n, i) => [n, copy.querySelectorAll("*")[i]])];
    for (const [from, to] of pairs) {
      const style = getComputedStyle(from);
      for (const key of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "opacity"]) to.setAttribute(key, style.getPropertyValue(key));
    }
    const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
    copy.prepend(shape("rect", { width: w, height: h, fill: Picture.colour("paper") }));
    for (const [key, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width: w, height: h })) copy.setAttribute(key, value);
    return copy;
  }

  // A page's own layout as a drawing: its boxes, its arrows, and each line of its words where it stands.
  function laidOut(root) {
    const frame = root.getBoundingClientRect(), moved = (box) => ({ x: box.left - frame.left + EDGE / 4, y: box.top - frame.top + EDGE / 4 });
    const [w, h] = [root.scrollWidth + EDGE / 2, root.scrollHeight + EDGE / 2];
    const arrows = [...root.querySelectorAll(".arrow")].map((node) => arrow(node, moved)), boxes = [...root.querySelectorAll(".node")].map((node) => {
      const box = node.getBoundingClientRect();
      return shape("rect", { ...moved(box), width: box.width, height: box.height, rx: 8, fill: Picture.colour("paper"), stroke: Picture.colour("line") });
    });
    return shape("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${Math.ceil(w)} ${Math.ceil(h)}`, width: Math.ceil(w), height: Math.ceil(h), "font-family": Labels.face },
      shape("rect", { width: w, height: h, fill: Picture.colour("paper") }), ...arrows, ...boxes, ...lines(root, moved));
  }

  function arrow(node, moved) {
    const box = node.getBoundingClientRect(), from = moved({ left: box.left, top: box.bottom }), x2 = from.x + box.width;
    const dashes = node.classList.contains("section") ? "7 5" : node.classList.contains("inferred") ? "2 4" : "none", stroke = getComputedStyle(node).borderBottomColor;
    return shape("g", {}, shape("line", { x1: from.x, y1: from.y, x2, y2: from.y, stroke, "stroke-width": 2, "stroke-dasharray": dashes }),
      shape("polygon", { points: `${x2},${from.y} ${x2 - 8},${from.y - 5} ${x2 - 8},${from.y + 5}`, fill: stroke }));
  }

  // Words in lines as the page broke them; a line ends where the next character stands lower.
  function* lines(root, moved) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode, style = getComputedStyle(node.parentElement), size = parseFloat(style.fontSize);
      let line = null;
      for (let i = 0; i < node.length; i++) {
        range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (line && Math.abs(line.bottom - box.bottom) < size / 2) { line.text += node.data[i]; continue; }
        if (line) yield written(line, style, size, moved);
        line = { left: box.left, top: box.top, bottom: box.bottom, text: node.data[i] };
      }
      if (line) yield written(line, style, size, moved);
    }
  }

  function written(line, style, size, moved) {
    const { x, y } = moved(line);
    return shape("text", { x, y: y + (line.bottom - line.top) / 2 + size * 0.36, "font-size": size, "font-weight": style.fontWeight, fill: style.color }, line.text);
  }

  function view() {
    const first = document.querySelector("#indicators .chart"), chain = document.querySelector("#trace .chain");
    if (State.values.view === "indicators") return first && chart(first);
    return State.values.view === "trace" ? chain && laidOut(chain) : graph();
  }

  return { view };
})();
