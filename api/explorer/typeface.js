"use strict";
// The Chinese font that comes with the page, of which a browser loads the slices that the machine's own fonts lack.
const Typeface = (() => {
  const FAMILY = "Zhengce Han";

  // Text on a canvas is drawn once with what is there; whoever draws it is told when more has come.
  const whenLoaded = (act) => document.fonts.addEventListener("loadingdone", act);

  const plain = (name) => name.replace(/["']/g, "");
  const loaded = () => new Set([...document.fonts].filter((face) => plain(face.family) === FAMILY && face.status === "loaded").map((face) => face.unicodeRange));
  const rules = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule && plain(rule.style.getPropertyValue("font-family")) === FAMILY);

  function holds(range, points) {
    return range.split(",").some((part) => {
      const [first, last = first] = part.trim().slice(2).split("-").map((end) => parseInt(end, 16));
      return points.some((point) => first <= point && point <= last);
    });
  }

  // Slices that this page needed and the drawing uses go into it, so that it looks the same elsewhere, also as a picture.
  async function embed(svg) {
    const here = loaded(), points = [...new Set(svg.textContent)].map((c) => c.codePointAt(0)), faces = [];
    for (const rule of rules()) {
      const range = rule.style.getPropertyValue("unicode-range");
      if (here.has(range) && holds(range, points)) faces.push(`@font-face { font-family: "${FAMILY}"; src: url(${await inside(rule)}) format("woff2"); unicode-range: ${range}; }`);
    }
    if (faces.length) svg.prepend(Chart.shape("style", {}, faces.join("\n")));
  }

  async function inside(rule) {
    const [, address] = /url\(["']?([^"')]*)["']?\)/.exec(rule.style.getPropertyValue("src"));
    if (address.startsWith("data:")) return address;
    const file = await (await fetch(new URL(address, rule.parentStyleSheet.href))).blob();
    return new Promise((done, failed) => {
      const reader = new FileReader();
      Object.assign(reader, { onload: () => done(reader.result), onerror: () => failed(reader.error) });
      reader.readAsDataURL(file);
    });
  }

  return { whenLoaded, embed };
})();
