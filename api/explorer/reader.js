"use strict";
// The source text with every mention underlined and the evidence highlighted. Offsets count code points.
const Reader = (() => {
  const cache = new Map();
  const panel = document.getElementById("reader");
  const body = document.getElementById("reader-text");

  async function show(docId, start, end) {
    if (!cache.has(docId)) cache.set(docId, Client.document(docId));
    const doc = await cache.get(docId);
    document.getElementById("reader-title").textContent = doc.title || doc.id;
    body.replaceChildren(...pieces(doc, start, end));
    panel.hidden = false;
    document.getElementById("detail").hidden = false;
    body.querySelector("mark")?.scrollIntoView({ block: "center" });
  }

  // Cut the text at every boundary of a mention or of the evidence, and build one element per piece.
  function pieces(doc, start, end) {
    const points = Array.from(doc.text);
    const mentions = outermost(doc.mentions || []);
    const cuts = new Set([0, points.length, start, end]);
    for (const mention of mentions) { cuts.add(mention.start); cuts.add(mention.end); }
    const places = [...cuts].filter((p) => p >= 0 && p <= points.length).sort((a, b) => a - b);
    const nodes = [];
    let next = 0;
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [from, to] = [places[i], places[i + 1]];
      while (next < mentions.length && mentions[next].end <= from) next += 1;
      const mention = mentions[next] && mentions[next].start <= from && to <= mentions[next].end ? mentions[next] : null;
      const text = points.slice(from, to).join("");
      let node = document.createTextNode(text);
      if (mention) {
        node = document.createElement("button");
        node.type = "button";
        node.className = "mention " + mention.class;
        node.textContent = text;
        node.title = `${Words.text(mention.class)} · ${mention.label}`;
        node.addEventListener("click", () => Explorer.select(mention.entity));
      }
      if (from >= start && to <= end) {
        const mark = document.createElement("mark");
        mark.append(node);
        node = mark;
      }
      nodes.push(node);
    }
    return nodes;
  }

  function outermost(mentions) {
    const kept = [];
    for (const mention of [...mentions].sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (!kept.length || mention.start >= kept[kept.length - 1].end) kept.push(mention);
    }
    return kept;
  }

  document.getElementById("reader-close").addEventListener("click", () => { panel.hidden = true; });
  return { show };
})();
