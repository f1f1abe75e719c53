"use strict";
// A source text, line by line, with every mention underlined in the colour of its class. Offsets count code points.
const Source = (() => {
  const ALONE = 6;

  function outermost(mentions) {
    const kept = [];
    for (const mention of [...mentions].sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (!kept.length || mention.start >= kept[kept.length - 1].end) kept.push(mention);
    }
    return kept;
  }

  function named(doc, mention, text) {
    const node = document.createElement("button");
    node.type = "button";
    node.className = "mention " + mention.class;
    node.textContent = text;
    node.dataset.entity = mention.entity;
    node.title = `${Words.text(mention.class)} · ${Words.short(mention.label, 60)}`;
    node.addEventListener("click", () => Explorer.select(mention.entity, { doc: doc.id, start: mention.start, end: mention.end }));
    return node;
  }

  // Cut a line at every boundary of a mention or of what is highlighted, and build one node per piece.
  function pieces(doc, line, lit) {
    const cuts = new Set([line.start, line.end, lit.start, lit.end]);
    for (const mention of line.mentions) { cuts.add(mention.start); cuts.add(mention.end); }
    const places = [...cuts].filter((p) => p >= line.start && p <= line.end).sort((a, b) => a - b);
    const nodes = [];
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [from, to] = [places[i], places[i + 1]];
      const mention = line.mentions.find((m) => m.start <= from && to <= m.end);
      const text = doc.points.slice(from, to).join("");
      const node = mention ? named(doc, mention, text) : document.createTextNode(text);
      if (from >= lit.start && to <= lit.end) {
        const mark = document.createElement("mark");
        mark.append(node);
        nodes.push(mark);
      } else nodes.push(node);
    }
    return nodes;
  }

  // The lines of a document, each with the mentions that touch it; headings know their section.
  function lines(doc) {
    const mentions = outermost(doc.mentions || []);
    const heads = new Map((doc.sections || []).map((s) => [s.start, s]));
    const found = [];
    let start = 0, next = 0;
    for (let at = 0; at < doc.points.length; at += 1) {
      if (doc.points[at] !== "\n" && at + 1 < doc.points.length) continue;
      const line = { start, end: at + 1, mentions: [], section: null };
      while (next < mentions.length && mentions[next].end <= start) next += 1;
      for (let i = next; i < mentions.length && mentions[i].start < line.end; i += 1) line.mentions.push(mentions[i]);
      for (let i = start; i <= at && !line.section; i += 1) line.section = heads.get(i) || null;
      found.push(line);
      start = at + 1;
    }
    return found;
  }

  // Fill `body` with a document; what it returns highlights a range and says where it begins.
  function render(given, body) {
    const doc = { ...given, points: Array.from(given.text) };
    const all = lines(doc);
    const none = { start: -1, end: -1 };
    for (const line of all) {
      line.node = document.createElement("div");
      line.node.className = doc.points.slice(line.start, line.end).join("").trim() ? "line-of-text" : "line-of-text blank";
      if (line.section) {
        line.node.dataset.section = line.section.index;
        // A heading may run on into its paragraph; only one that stands alone is set as one.
        const length = Array.from(line.section.number + line.section.title).length;
        line.node.classList.toggle("headline", line.end - line.start <= length + ALONE);
      }
      line.node.append(...pieces(doc, line, none));
    }
    body.replaceChildren(...all.map((line) => line.node));
    let touched = [];

    function light(start, end) {
      for (const line of touched) line.node.replaceChildren(...pieces(doc, line, none));
      touched = all.filter((line) => line.start < end && start < line.end);
      for (const line of touched) line.node.replaceChildren(...pieces(doc, line, { start, end }));
      return touched[0]?.node.querySelector("mark") || null;
    }

    return { id: doc.id, doc, light };
  }

  return { render };
})();
