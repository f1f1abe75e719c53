"use strict";
// The page as a whole: what follows from a change of its state.
const Explorer = (() => {
  const by = (id) => document.getElementById(id);
  const state = State.values;
  const cards = new Map();
  const NARROW = window.matchMedia("(max-width: 700px)");
  let pathStart = null, version = null, latest = 0, drawing = 0;

  const note = (text) => { by("graph-note").textContent = text; };
  // The panels narrow the canvas; the picture knows its new size a frame later.
  const nextFrame = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });

  // Assistive technology, and whoever drives the page, can tell by `aria-busy` that what was asked for is not all there yet.
  let working = 0;
  function busy(change) {
    working += change;
    document.querySelector("main").setAttribute("aria-busy", String(working > 0));
  }

  async function guarded(work) {
    busy(+1);
    try { await work(); } catch (error) { note(`${Words.text("failed")}: ${error.message}`); } finally { busy(-1); }
  }

  async function cardOf(id) {
    if (!cards.has(id)) cards.set(id, await Client.entity(id));
    return cards.get(id);
  }

  async function drawGraph() {
    const turn = (drawing += 1);
    const filters = { theme: state.theme, status: state.status, document: state.document };
    if (State.list("hidden").length) filters.class = Controls.shown().join(",") || "none";
    if (NARROW.matches) filters.limit = 24;
    filters.aspect = Picture.aspect();
    const graph = Controls.shown().length ? await Client.graph(filters) : { nodes: [], edges: [], total: 0 };
    if (turn !== drawing) return;
    Picture.draw(graph);
    note(graph.nodes.length ? Words.text("shown", graph.nodes.length, graph.total) : Words.text("empty"));
    for (const id of State.list("open")) Picture.add(await Client.neighbors(id), id);
    for (const id of State.list("gone")) Picture.hide(id);
    if (state.path) await drawPath(...state.path.split("|"));
    Controls.list();
  }

  async function drawPath(from, to) {
    const found = await Client.paths(from, to);
    if (!found.nodes.length) { note(Words.text("noPath")); return; }
    const order = [from];
    for (const e of found.edges) order.push(e.from === order[order.length - 1] ? e.to : e.from);
    Picture.add(found, from);
    await nextFrame();
    Picture.mark(found.edges.map((e) => e.id), order);
    note(order.map((id) => Detail.name(found.nodes.find((n) => n.id === id))).map((label) => Words.short(label, 30)).join(" — "));
  }

  // `id` is a node, an edge (from|predicate|to) or empty; `evidence` is what to show of it, else its first quote.
  async function select(id, evidence) {
    const turn = (latest += 1);
    State.set({ select: id, at: evidence ? place(evidence) : "" });
    if (!id) { close(); return; }
    const [from, predicate, to] = id.split("|");
    const card = await cardOf(from);
    if (turn !== latest) return;
    const claims = predicate ? card.outgoing.filter((c) => c.object.id === to && c.predicate === predicate) : [];
    if (predicate) Detail.edge(predicate, claims); else Detail.entity(card);
    title(predicate ? [card.label, Words.text(predicate), claims[0].object.label].join(" ") : Detail.name(card));
    if (!Picture.has(from)) await bring(from);
    if (to && !Picture.has(to)) await bring(to);
    await nextFrame();
    if (turn !== latest) return;
    Picture.focus(id);
    const first = evidence || (predicate ? claims : [card, ...card.outgoing, ...card.incoming]).flatMap((x) => x.mentions || x.evidence)[0];
    if (first) await read(first, Boolean(evidence)); else Reader.hide();
    if (NARROW.matches) by("detail").scrollIntoView({ block: "start" });
  }

  // A node that is not in the picture comes with its links to what is; where there are none, with its best neighbours.
  async function bring(id) {
    const near = await Client.neighbors(id);
    const linked = near.edges.some((e) => Picture.has(e.from === id ? e.to : e.from));
    Picture.add(linked ? { ...near, nodes: near.nodes.filter((n) => n.id === id) } : { ...near, nodes: near.nodes.slice(0, 12) }, id);
    Controls.list();
  }

  function close() {
    Detail.hide();
    Reader.hide();
    Picture.clear();
    title(state.q);
  }

  const place = (evidence) => `${evidence.doc}:${evidence.start}-${evidence.end}`;

  function placed(text) {
    const found = /^(.*):(\d+)-(\d+)$/.exec(text);
    return found && { doc: found[1], start: Number(found[2]), end: Number(found[3]) };
  }

  async function read(evidence, kept = true) {
    if (kept) State.set({ at: place(evidence) });
    reading = evidence.doc;
    await Reader.show(evidence.doc, evidence.start, evidence.end);
    if (NARROW.matches && !state.select) by("reader").scrollIntoView({ block: "start" });
  }
  let reading = "";

  async function run(q, mode = state.mode) {
    State.set({ q, mode });
    by("question").value = q;
    for (const radio of document.querySelectorAll("input[name=mode]")) radio.checked = radio.value === mode;
    if (!state.select) title(q);
    if (!q.trim()) { Results.welcome(); return; }
    Results.message(Words.text("loading"));
    try {
      const found = await (mode === "ask" ? Client.ask(q) : Client.search(q));
      if (q !== state.q || mode !== state.mode) return;
      if (mode === "ask") Results.answers(found); else Results.passages(found);
    } catch (error) {
      Results.message(`${Words.text("failed")}: ${error.message}`, "abstained");
    }
  }

  const source = () => (version ? Words.text("dataVersion", version.version, version.generation) : "");
  function title(subject) {
    document.title = [Words.short(subject.replace(/\s+/g, " "), 80), Words.text("siteTitle"), source()].filter(Boolean).join(" · ");
  }

  async function cite() {
    const text = `${document.title}. ${location.href}`;
    try { await navigator.clipboard.writeText(text); note(`${Words.text("copied")} ${text}`); } catch { note(text); }
  }

  async function relabel() {
    Words.use(state.lang);
    Controls.legend();
    Controls.view();
    await Controls.filters();
    await run(state.q);
  }

  async function switchLanguage() {
    State.set({ lang: state.lang === "zh" ? "en" : "zh" });
    await restore();
  }

  // Everything on the page follows from the state.
  async function restore() {
    State.read();
    await relabel();
    await drawGraph();
    if (state.select) await select(state.select, placed(state.at));
    else { close(); if (state.at) await read(placed(state.at)); }
    if (state.path) await drawPath(...state.path.split("|"));
  }

  async function start() {
    for (const node of document.querySelectorAll("[data-online]")) node.hidden = Client.offline;
    by("question-form").addEventListener("submit", (event) => {
      event.preventDefault();
      guarded(() => run(by("question").value, document.querySelector("input[name=mode]:checked").value));
    });
    by("language").addEventListener("click", () => guarded(switchLanguage));
    by("reader-close").addEventListener("click", () => { State.set({ at: "" }); Reader.hide(); if (!state.select) close(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !by("detail").hidden) guarded(() => select("")); });
    window.addEventListener("popstate", () => guarded(restore));
    Controls.listen();
    State.read();
    version = await Client.version();
    await restore();
  }

  window.addEventListener("DOMContentLoaded", async () => {
    await guarded(start);
    document.body.dataset.ready = "true";
  });

  return {
    select: (id, evidence) => guarded(() => select(id, evidence)),
    read: (evidence) => guarded(() => read(evidence)),
    run: (q, mode) => guarded(() => run(q, mode)),
    redraw: (after) => guarded(async () => { await after?.(); await drawGraph(); }),
    expand: (id) => { State.toggle("open", id, true); return guarded(async () => { Picture.add(await Client.neighbors(id), id); Controls.list(); note(Words.text("expanded", Picture.count())); }); },
    hide: (id) => { State.toggle("gone", id, true); Picture.hide(id); Controls.list(); note(Words.text("expanded", Picture.count())); },
    path: (from, to) => { State.set({ path: `${from}|${to}` }); return guarded(async () => { await drawPath(from, to); Controls.list(); }); },
    startPath: (card) => { pathStart = card; note(Words.text("pathStart", Detail.name(card))); },
    cite: () => guarded(cite),
    get pathStart() { return pathStart; },
    get reading() { return reading; },
  };
})();
