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
    neighbors: (id) => get(entityPath(id) + "/neighbors", { limit: 24 }),
    paths: (from, to) => get("paths", { from, to }),
    ask: (q) => get("ask", { q }),
    search: (q) => get("search", { q }),
    documents: () => get("documents"),
    document: (id) => get("documents/" + encodeURIComponent(id)),
    themes: () => get("themes"),
    version: () => get("health"),
  };

  function held(things, id) {
    if (!Object.hasOwn(things, id)) throw new Error(Words.text("notInFile"));
    return things[id];
  }

  const filtered = ({ theme, status, document: doc, class: kinds }) => theme || status || doc || kinds !== undefined;

  const embedded = offline && {
    graph: async (filters) => (filtered(filters) ? Offline.filter(offline.graph, filters) : offline.picture),
    entity: async (id) => held(offline.entities, id),
    neighbors: async (id) => Offline.neighbors(offline.graph, id),
    paths: async (from, to) => Offline.paths(offline.graph, from, to),
    ask: async (q) => ({
      question: q, abstained: true, reason: Words.text("offlineAsk"), reading: null, answers: [], passages: Offline.search(offline.documents, q),
    }),
    search: async (q) => ({ query: q, hits: Offline.search(offline.documents, q) }),
    documents: async () => ({ documents: Object.values(offline.documents) }),
    document: async (id) => held(offline.documents, id),
    themes: async () => ({ themes: offline.themes }),
    version: async () => offline.version,
  };

  return { ...(embedded || online), offline: Boolean(offline) };
})();
