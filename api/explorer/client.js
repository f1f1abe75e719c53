"use strict";
// Where the page's data come from: the server, or, in an exported file, the data block inside the page.
const Client = (() => {
  const block = document.getElementById("offline-data");
  const offline = block ? JSON.parse(block.textContent) : null;

  const MOST = 300;
  const known = new Map();

  async function fresh(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail || answer.statusText);
    return body;
  }

  // What was asked for is at hand while the page is open, which keeps to the data that it was opened with; so a thing
  // may be asked for before it is wanted. Whoever asks while the answer is on its way waits for the same one.
  function get(path, parameters = {}) {
    const pairs = Object.entries(parameters).flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one) => [key, one]));
    const query = new URLSearchParams(pairs.filter(([, value]) => value !== "" && value != null));
    const address = query.size ? `${path}?${query}` : path;
    if (!known.has(address)) {
      if (known.size >= MOST) known.delete(known.keys().next().value);
      known.set(address, fresh(address).catch((error) => { known.delete(address); throw error; }));
    }
    return known.get(address);
  }

  async function triples(query, type) {
    const answer = await fetch("sparql", { method: "POST", headers: { Accept: type, "Content-Type": "application/sparql-query" }, body: query });
    if (!answer.ok) throw new Error((await answer.json()).detail || answer.statusText);
    return answer.text();
  }

  // The names of things that documents state and queries no longer see, by their ids.
  async function lost(ids) {
    const iri = (id) => `<https://w3id.org/zhengce/id/${encodeURI(id)}>`;
    const query = `PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?thing (MIN(?name) AS ?label) {
  VALUES ?thing { ${ids.map(iri).join(" ")} } GRAPH ?graph { ?thing skos:prefLabel ?name } FILTER NOT EXISTS { ?thing skos:prefLabel ?seen } } GROUP BY ?thing`;
    const found = JSON.parse(await triples(query, "application/sparql-results+json"));
    return new Map(found.results.bindings.filter((row) => row.thing).map((row) => [decodeURI(row.thing.value.split("/id/")[1]), row.label.value]));
  }

  // What is written: never as a form would send it, so that no other page can.
  async function write(method, path, type, body, token) {
    const headers = { Accept: "application/json", "Content-Type": type, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const answer = await fetch(path, { method, headers, body });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.detail || answer.statusText);
    return told;
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
    entities: (q, kind, limit) => get("entities", { q, class: kind, limit }),
    indicators: (q, limit) => get("indicators", { q: Array.from(q).slice(0, 400).join(""), limit }),
    trace: (card) => get("trace", { q: Array.from(card.label).slice(0, 400).join("") }),
    version: () => fresh("health"),
    triples, lost,
    access: () => fresh("access"),
    marks: () => fresh("marks"),
    mark: (mark, token) => write("POST", "marks", "application/json", JSON.stringify(mark), token),
    undo: (id, author, token) => write("DELETE", "marks/" + encodeURIComponent(id), "application/json", JSON.stringify({ author }), token),
    upload: (file, token) => write("POST", "uploads?name=" + encodeURIComponent(file.name), "application/octet-stream", file, token),
    uploaded: (id) => fresh("uploads/" + encodeURIComponent(id)),
  };

  function held(things, id) {
    if (!Object.hasOwn(things, id)) throw new Error(Words.text("notInFile"));
    return things[id];
  }

  const filtered = ({ theme, status, year, document: doc, class: kinds, basis, limit }) => theme || status || year || doc || basis || limit || kinds !== undefined;

  const embedded = offline && {
    graph: async (filters) => (filtered(filters) ? Offline.filter(offline, filters) : offline.picture),
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
    entities: async (q, kind, limit) => Offline.named(offline.graph, q, kind, limit),
    indicators: async (q, limit) => Offline.indicators(offline.entities, q, limit),
    trace: async (card) => Offline.trace(offline.entities, card),
    version: async () => offline.version,
    access: async () => ({ marks: "closed", uploads: "closed", types: [], megabytes: 0 }),
    marks: async () => ({ marks: [] }),
  };

  return { ...(embedded || online), offline: Boolean(offline) };
})();
