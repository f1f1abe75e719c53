"use strict";
// The view of the graph: which part is drawn, and what a person has added to it, folded, pinned or taken away.
const Graph = (() => {
  const state = State.values;
  const by = (id) => document.getElementById(id);
  const PARTS = ["theme", "status", "year", "document", "limit", "hidden", "without", "open", "folded", "gone", "pins", "path"];
  let drawn = "", drawing = null, pathStart = null, told = () => "";

  // `text` gives the note in the language of the page, which may change.
  function note(text) {
    told = text;
    by("graph-note").textContent = text();
  }

  const count = () => note(() => Words.text("expanded", Picture.count()));
  const key = () => PARTS.map((part) => state[part]).join("\n");

  async function show() {
    // A second call while the first still waits for the server must not touch a picture that is not there yet.
    if (drawn !== key()) drawing = draw();
    await drawing;
    if (state.select) await focus(state.select); else Picture.clear();
  }

  function filters() {
    const wanted = { theme: state.theme, status: state.status, year: state.year, document: state.document };
    if (State.list("hidden").length) wanted.class = Controls.shown().join(",") || "none";
    if (State.list("without").length) wanted.basis = Controls.grounds();
    if (state.limit || State.narrow.matches) wanted.limit = state.limit || 24;
    return { ...wanted, aspect: Picture.aspect() };
  }

  async function draw() {
    const mine = drawn = key();
    const none = !Controls.shown().length || !Controls.grounds().length;
    const graph = none ? { nodes: [], edges: [], total: 0 } : await Client.graph(filters());
    if (mine !== key()) return;
    const pins = new Map(State.list("pins").map((pin) => { const [id, x, y] = pin.split(":"); return [id, { x: Number(x), y: Number(y) }]; }));
    await Picture.draw(graph, pins, () => mine === key());
    if (mine !== key()) return;
    note(() => (graph.nodes.length ? Words.text("shown", graph.nodes.length, graph.total) : Words.text("empty")));
    for (const id of State.list("open")) Picture.add(await Client.neighbors(id), id);
    for (const id of pins.keys()) if (!Picture.has(id)) await bring(id);
    for (const id of State.list("gone")) Picture.hide(id);
    for (const id of State.list("folded")) Picture.fold(id);
    if (state.path) await path(...state.path.split("|"));
    Controls.list();
    drawn = key();
  }

  async function path(from, to) {
    const found = await Client.paths(from, to);
    if (!found.nodes.length) { note(() => Words.text("noPath")); return; }
    const order = [from];
    for (const e of found.edges) order.push(e.from === order[order.length - 1] ? e.to : e.from);
    Picture.add(found, from);
    Picture.resize();
    Picture.mark(found.edges.map((e) => e.id), order);
    note(() => order.map((id) => Detail.name(found.nodes.find((n) => n.id === id))).map((label) => Words.short(label, 30)).join(" — "));
  }

  async function focus(id) {
    const [from, , to] = id.split("|");
    for (const end of [from, to]) if (end && !Picture.has(end)) await bring(end);
    Picture.resize();
    if (state.select === id) Picture.focus(id);
  }

  // In another language the same nodes stand at the same places.
  function relabel() {
    Picture.relabel();
    Controls.list();
    note(told);
  }

  // What the view will want, asked for before it is shown.
  const ahead = () => (["graph", "list"].includes(state.view) ? Client.graph(filters()) : Promise.resolve());

  // A node that is not in the picture comes with its links to what is; where there are none, with its best neighbours.
  async function bring(id) {
    const near = await Client.neighbors(id);
    const linked = near.edges.some((e) => Picture.has(e.from === id ? e.to : e.from));
    Picture.add(linked ? { ...near, nodes: near.nodes.filter((n) => n.id === id) } : { ...near, nodes: near.nodes.slice(0, 12) }, id);
    Controls.list();
  }

  // A change that the picture can follow without being drawn anew.
  async function change(key_, id, wanted, work) {
    State.toggle(key_, id, wanted);
    await work();
    drawn = key();
    Controls.list();
    count();
  }

  async function expand(id) {
    if (State.list("folded").includes(id)) State.toggle("folded", id, false);
    await change("open", id, true, async () => { Picture.unfold(id); Picture.add(await Client.neighbors(id), id); });
  }

  async function fold(id) {
    if (State.list("open").includes(id)) State.toggle("open", id, false);
    await change("folded", id, true, async () => Picture.fold(id));
  }

  const pinned = (id) => State.list("pins").find((pin) => pin.startsWith(id + ":"));

  function pin(id, place) {
    const old = pinned(id);
    const rest = State.list("pins").filter((other) => other !== old);
    State.set({ pins: [...rest, ...(place ? [`${id}:${Math.round(place.x)}:${Math.round(place.y)}`] : [])].join(",") });
    Picture.pin(id, Boolean(place));
    drawn = key();
  }

  return {
    show, ahead, relabel, expand, fold, pin, pinned, note,
    hide: (id) => change("gone", id, true, async () => Picture.hide(id)),
    path: async (from, to) => { State.set({ path: `${from}|${to}` }); await path(from, to); drawn = key(); Controls.list(); },
    startPath: (card) => { pathStart = card; note(() => Words.text("pathStart", Detail.name(card))); },
    get pathStart() { return pathStart; },
  };
})();
