"use strict";
// What the server computes, over the graph and the texts inside an exported file.
const Offline = (() => {
  const LIMIT = 80, HITS = 20;

  function filter({ graph: whole, documents }, { theme, status, year, document: doc, class: kinds, basis, limit }) {
    const graph = basis ? { ...whole, edges: whole.edges.filter((e) => basis.includes(e.basis)) } : whole;
    const linked = basis && new Set(graph.edges.flatMap((e) => [e.from, e.to]));
    const about = year && new Set(Object.values(documents).filter((d) => Controls.yearsOf(d).includes(Number(year))).map((d) => d.id));
    const wanted = kinds == null ? null : new Set(kinds.split(","));
    const themed = theme && new Set(graph.edges.filter((e) => e.to === theme).map((e) => e.from).concat(theme));
    const fits = (n) => (!wanted || wanted.has(n.class)) && (!themed || themed.has(n.id)) && (!linked || linked.has(n.id))
      && (n.class === "Theme" ? Boolean(theme) || !status : (!status || n.status === status) && (!doc || n.documents.includes(doc)) && (!about || n.documents.some((d) => about.has(d))));
    const found = graph.nodes.filter(fits);
    const best = [...found].sort((a, b) => (b.class === "Theme") - (a.class === "Theme") || b.degree - a.degree).slice(0, limit || LIMIT);
    return { ...within(graph, new Set(best.map((n) => n.id))), total: found.length };
  }

  function within(graph, kept) {
    return { nodes: graph.nodes.filter((n) => kept.has(n.id)), edges: graph.edges.filter((e) => kept.has(e.from) && kept.has(e.to)) };
  }

  function neighbors(graph, id) {
    const edges = graph.edges.filter((e) => e.from === id || e.to === id).sort((a, b) => b.claims - a.claims).slice(0, 24);
    const near = new Set(edges.flatMap((e) => [e.from, e.to]).concat(id));
    return { nodes: graph.nodes.filter((n) => near.has(n.id)), edges, total: near.size };
  }

  function named(graph, q, kind, limit) {
    const found = graph.nodes.filter((n) => (!kind || n.class === kind) && n.label.toLowerCase().includes(q.toLowerCase())).sort((a, b) => b.degree - a.degree);
    return { nodes: found.slice(0, limit), edges: [], total: found.length };
  }

  function indicators(entities, q, limit) {
    const found = Object.values(entities).filter((card) => card.observations.length && card.label.toLowerCase().includes(q.toLowerCase())).map((card) => ({
      id: card.id, label: card.label, jurisdiction: "", values: card.observations.length,
      years: [...new Set(card.observations.map((o) => Number(o.period.slice(-4))).filter(Boolean))].sort(), documents: card.documents,
    })).sort((a, b) => b.years.length - a.years.length || b.values - a.values);
    return { indicators: found.slice(0, limit), total: found.length };
  }

  // From a thing to its wholes and its bodies, as far as the cards of this file tell.
  function trace(entities, card) {
    const steps = [], seen = new Set(), level = [card.id];
    while (level.length) {
      const id = level.shift();
      if (seen.has(id) || !Object.hasOwn(entities, id)) continue;
      seen.add(id);
      for (const c of entities[id].outgoing) {
        if (!["partOf", "responsibleBody", "establishes"].includes(c.predicate)) continue;
        if (steps.some((s) => s.subject.iri === c.subject.id && s.object.iri === c.object.id && s.role === c.role)) continue;
        steps.push({ ...c, subject: { iri: c.subject.id, label: c.subject.label }, object: { iri: c.object.id, label: c.object.label } });
        if (c.predicate === "partOf") level.push(c.object.id);
      }
    }
    return { steps, reason: "" };
  }

  // A shortest path, breadth first, whichever way the relations point.
  function paths(graph, from, to) {
    const before = new Map([[from, null]]);
    const queue = [from];
    while (queue.length && !before.has(to)) {
      const here = queue.shift();
      for (const edge of graph.edges) {
        const next = edge.from === here ? edge.to : edge.to === here ? edge.from : null;
        if (next !== null && !before.has(next)) { before.set(next, [here, edge]); queue.push(next); }
      }
    }
    if (!before.has(to)) return { nodes: [], edges: [] };
    const ids = [to], edges = [];
    for (let step = before.get(to); step; step = before.get(step[0])) { ids.push(step[0]); edges.push(step[1]); }
    return { nodes: ids.reverse().map((id) => graph.nodes.find((n) => n.id === id)), edges: edges.reverse() };
  }

  // Words as they are; runs of Chinese as pairs of characters.
  function terms(query) {
    const found = [];
    for (const run of query.toLowerCase().match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) || []) {
      const points = Array.from(run);
      if (points.length < 3 || !/\p{Script=Han}/u.test(run)) found.push(run);
      else for (let i = 0; i + 1 < points.length; i += 1) found.push(points[i] + points[i + 1]);
    }
    return [...new Set(found)];
  }

  function search(documents, query) {
    const wanted = terms(query);
    const hits = [];
    for (const doc of Object.values(documents)) {
      const points = Array.from(doc.text);
      for (const passage of doc.passages) {
        const text = points.slice(passage.start, passage.end).join("");
        const score = wanted.filter((term) => text.toLowerCase().includes(term)).length;
        if (score) hits.push({ ...passage, doc: doc.id, title: doc.title, text, score, highlights: highlights(text, wanted), entities: [] });
      }
    }
    return hits.sort((a, b) => b.score - a.score || a.text.length - b.text.length).slice(0, HITS);
  }

  function highlights(text, wanted) {
    const points = Array.from(text.toLowerCase());
    const marked = new Array(points.length + 1).fill(false);
    for (const term of wanted.map((t) => Array.from(t))) {
      for (let i = 0; i + term.length <= points.length; i += 1) {
        if (term.every((c, j) => points[i + j] === c)) marked.fill(true, i, i + term.length);
      }
    }
    const ranges = [];
    for (let i = 0, start = -1; i < marked.length; i += 1) {
      if (marked[i] && start < 0) start = i;
      if (!marked[i] && start >= 0) { ranges.push({ start, end: i }); start = -1; }
    }
    return ranges;
  }

  return { filter, neighbors, paths, search, named, indicators, trace };
})();
