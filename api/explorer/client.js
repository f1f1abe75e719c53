"use strict";
// Where the page's data come from: the server, or, in an exported file, the data block inside the page.
const Client = (() => {
  const block = document.getElementById("offline-data");
  const offline = block ? JSON.parse(block.textContent) : null;

  async function get(path, parameters = {}) {
    const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value != null));
    const answer = await fetch(query.size ? `${path}?${query}` : path, { headers: { Accept: "application/json" } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail || answer.statusText);
    return body;
  }

  const entityPath = (id) => "entities/" + id.split("/").map(encodeURIComponent).join("/");

  const online = {
    graph: (filters) => get("graph", filters),
    entity: (id) => get(entityPath(id)),
    neighbors: (id) => get(entityPath(id) + "/neighbors"),
    paths: (from, to) => get("paths", { from, to }),
    ask: (q) => get("ask", { q }),
    search: (q) => get("search", { q }),
    documents: () => get("documents"),
    document: (id) => get("documents/" + encodeURIComponent(id)),
    themes: () => get("themes"),
  };

  const embedded = offline && {
    graph: async (filters) => Offline.filter(offline.graph, filters),
    entity: async (id) => offline.entities[id],
    neighbors: async (id) => Offline.neighbors(offline.graph, id),
    paths: async (from, to) => Offline.paths(offline.graph, from, to),
    ask: async (q) => ({ question: q, abstained: true, reading: null, answers: [], passages: Offline.search(offline.documents, q) }),
    search: async (q) => ({ query: q, hits: Offline.search(offline.documents, q) }),
    documents: async () => ({ documents: Object.values(offline.documents) }),
    document: async (id) => offline.documents[id],
    themes: async () => ({ themes: offline.themes }),
  };

  // What the server computes, over the exported graph.
  const Offline = {
    filter(graph, { theme, status, document: doc, class: kinds }) {
      const wanted = kinds ? new Set(kinds.split(",")) : null;
      const themed = theme && new Set(graph.edges.filter((e) => e.to === theme).map((e) => e.from).concat(theme));
      const nodes = graph.nodes.filter((n) => (!wanted || wanted.has(n.class)) && (!themed || themed.has(n.id))
        && (!status || n.status === status) && (!doc || n.documents.includes(doc)));
      const kept = new Set(nodes.map((n) => n.id));
      return { nodes, edges: graph.edges.filter((e) => kept.has(e.from) && kept.has(e.to)), total: graph.nodes.length };
    },
    neighbors(graph, id) {
      const edges = graph.edges.filter((e) => e.from === id || e.to === id);
      const near = new Set(edges.flatMap((e) => [e.from, e.to]).concat(id));
      return { nodes: graph.nodes.filter((n) => near.has(n.id)), edges, total: near.size };
    },
    paths(graph, from, to) {
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
      const wanted = new Set(ids);
      return { nodes: graph.nodes.filter((n) => wanted.has(n.id)), edges };
    },
    search(documents, words) {
      const terms = words.toLowerCase().split(/\s+/).filter(Boolean);
      const hits = [];
      for (const doc of Object.values(documents)) {
        const points = Array.from(doc.text);
        for (const passage of doc.passages) {
          const text = points.slice(passage.start, passage.end).join("");
          const score = terms.filter((term) => text.toLowerCase().includes(term)).length;
          if (score) hits.push({ ...passage, doc: doc.id, title: doc.title, text, score, entities: [] });
        }
      }
      return hits.sort((a, b) => b.score - a.score).slice(0, 20);
    },
  };

  return { ...(embedded || online), offline: Boolean(offline) };
})();
