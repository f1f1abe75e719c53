"use strict";
// What the tests ask of a page; put into every page before its own scripts.
window.Probe = {
  // The first of these nodes or edges that a click would hit, and where it is in the graph.
  clickable(ids) {
    const graph = document.getElementById("graph");
    const inside = (at) => at.x > 0 && at.y > 0 && at.x < graph.clientWidth && at.y < graph.clientHeight;
    const found = ids.map((id) => ({ id, at: Picture.place(id) }));
    return found.find(({ id, at }) => inside(at) && Picture.under(at) === id) || null;
  },

  everyNodeServes: (theme) => Picture.items().every(
    (n) => n.id === theme || Picture.links().some((e) => e.from === n.id && e.to === theme)),

  ids: (kind) => Picture.items().filter((n) => !kind || n.class === kind).map((n) => n.id),

  // What a person sees, as far as the URL promises to keep it.
  seen: () => ({
    answers: document.getElementById("results-body").textContent,
    detail: document.getElementById("detail-body").textContent,
    mark: document.querySelector("#reader-text mark")?.textContent,
    nodes: Picture.items().map((n) => n.id).sort(),
    title: document.title,
    list: !document.getElementById("list").hidden,
    filters: [...document.querySelectorAll("select")].map((s) => s.value),
    lang: document.documentElement.lang,
  }),

  labels: () => [...document.querySelectorAll("[data-i18n], #language, #legend .kind, .line, .actions button, option[value='']")]
    .map((n) => n.textContent)
    .concat([...document.querySelectorAll("[data-i18n-label]")].map((n) => n.getAttribute("aria-label"))),

  // Texts with less contrast than WCAG 2.2, 1.4.3 (AA) asks for. Colours are composed on a canvas, because
  // computed ones may be mixtures in any colour space.
  weak() {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const composed = (layers) => {
      for (const layer of ["#fff", ...layers]) { pen.fillStyle = layer; pen.fillRect(0, 0, 1, 1); }
      return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const light = (rgb) => rgb.map((c) => linear(c / 255)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const found = [];
    for (const node of document.querySelectorAll("body *")) {
      const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
      if (!own || !node.checkVisibility() || ["SCRIPT", "OPTION", "STYLE"].includes(node.tagName)) continue;
      const under = [];
      for (let at = node; at; at = at.parentElement) under.unshift(getComputedStyle(at).backgroundColor);
      const style = getComputedStyle(node);
      const [text, ground] = [light(composed([...under, style.color])), light(composed(under))];
      const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
      if (ratio < (large ? 3 : 4.5)) found.push(`${node.tagName}.${node.className} ${ratio.toFixed(2)} ${node.textContent.slice(0, 20)}`);
    }
    return found;
  },
};
