"use strict";
// The source text with every mention underlined and the evidence highlighted. Offsets count code points.
const Reader = (() => {
  const cache = new Map();
  const panel = document.getElementById("reader");
  const body = document.getElementById("reader-text");
  let latest = 0;

  async function show(docId, start, end) {
    const turn = (latest += 1);
    if (!cache.has(docId)) cache.set(docId, await Client.document(docId));
    if (turn !== latest) return;
    const doc = cache.get(docId);
    const title = document.getElementById("reader-title");
    title.textContent = Words.short(doc.title || doc.id, 60);
    title.title = doc.title || doc.id;
    body.replaceChildren(...pieces(doc, start, end));
    panel.hidden = false;
    document.getElementById("detail").hidden = false;
    const mark = body.querySelector("mark");
    if (mark) body.scrollTop += mark.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 3;
  }

  function hide() {
    latest += 1;
    panel.hidden = true;
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
      const node = mention ? named(mention, text) : document.createTextNode(text);
      if (from >= start && to <= end) {
        const mark = document.createElement("mark");
        mark.append(node);
        nodes.push(mark);
      } else nodes.push(node);
    }
    return nodes;
  }

  function named(mention, text) {
    const node = document.createElement("button");
    node.type = "button";
    node.className = "mention " + mention.class;
    node.textContent = text;
    node.title = `${Words.text(mention.class)} · ${Words.short(mention.label, 60)}`;
    node.addEventListener("click", () => Explorer.select(mention.entity, { doc: Explorer.reading, start: mention.start, end: mention.end }));
    return node;
  }

  function outermost(mentions) {
    const kept = [];
    for (const mention of [...mentions].sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (!kept.length || mention.start >= kept[kept.length - 1].end) kept.push(mention);
    }
    return kept;
  }

  return { show, hide };
})();
