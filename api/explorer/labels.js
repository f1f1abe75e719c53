"use strict";
// What is written in the graph: of one size at every zoom, the weightiest first, and only where nothing is written yet.
const Labels = (() => {
  const PLAIN = { size: 12.5, height: 17, pad: 3 }, THEME = { size: 15, height: 28, pad: 10 };
  const ROW = 28, GAP = 2, MANY = 250, AIR = 14;
  const face = getComputedStyle(document.body).fontFamily;
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const form = (label) => (label.theme ? THEME : PLAIN);
  const font = (label) => `${label.theme || label.strong ? 600 : 400} ${form(label).size}px ${face}`;

  function width(label) {
    const key = font(label).slice(0, 3) + label.text;
    if (!widths.has(key)) { pen.font = font(label); widths.set(key, pen.measureText(label.text).width); }
    return widths.get(key);
  }

  // Of labels {id, text, theme, strong, x, y, radius} in pixels, the weightiest first, those that have room in a window
  // of this size, each with its box; a theme's stands on its node, any other below it. Among many nodes they stand apart.
  function fitting(labels, across, down) {
    const rows = new Map(), placed = [], air = labels.length > MANY ? AIR : 0;
    for (const label of labels) {
      if (label.x < 0 || label.y < 0 || label.x > across || label.y > down) continue;
      const { height, pad } = form(label), half = width(label) / 2 + pad;
      const x = Math.max(half, Math.min(across - half, label.x));
      // A theme is never without its name: it moves up or down where another name is in the way.
      const tops = label.theme ? [0, 1, -1].map((way) => label.y + (way - 0.5) * height) : [label.y + label.radius + GAP];
      const boxes = tops.map((top) => ({ ...label, x, left: x - half, right: x + half, top, bottom: top + height }));
      const box = boxes.find((one) => !taken(rows, one));
      if (!box) continue;
      enter(rows, { left: box.left - air, right: box.right + air, top: box.top - air, bottom: box.bottom + air });
      placed.push(box);
    }
    return placed;
  }

  const rowsOf = (box) => Array.from({ length: Math.floor(box.bottom / ROW) - Math.floor(box.top / ROW) + 1 }, (_, i) => Math.floor(box.top / ROW) + i);
  const covers = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const taken = (rows, box) => rowsOf(box).some((row) => rows.get(row)?.some((other) => covers(box, other)));

  function enter(rows, box) {
    for (const row of rowsOf(box)) {
      if (!rows.has(row)) rows.set(row, []);
      rows.get(row).push(box);
    }
  }

  // On a canvas whose unit is a pixel, the weightiest on top.
  function draw(context, placed, colours) {
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 });
    for (const box of [...placed].reverse()) {
      const middle = (box.top + box.bottom) / 2 + 0.5;
      context.font = font(box);
      if (box.theme) {
        context.fillStyle = colours.theme;
        context.beginPath();
        context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 6);
        context.fill();
      } else {
        context.strokeStyle = colours.paper;
        context.strokeText(box.text, box.x, middle);
      }
      context.fillStyle = box.theme ? colours.onTheme : colours.ink;
      context.fillText(box.text, box.x, middle);
    }
  }

  const under = (placed, { x, y }) => placed.find((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom)?.id;

  return { fitting, draw, under, face, form, remeasure: () => widths.clear() };
})();
