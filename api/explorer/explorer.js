"use strict";
// The page as a whole: what follows from a change of its state.
const Explorer = (() => {
  const by = (id) => document.getElementById(id);
  const state = State.values;
  const wide = window.matchMedia("(min-width: 1101px)");
  const POINTED = 40;  // milliseconds; whoever passes over a thing does not mean it
  let version = null, latest = 0;

  const note = (text) => { by("note").textContent = text; };

  // Assistive technology, and whoever drives the page, can tell by `aria-busy` that what was asked for is not all there yet.
  let working = 0;
  function busy(change) {
    working += change;
    document.querySelector("main").setAttribute("aria-busy", String(working > 0));
  }

  async function guarded(work) {
    busy(+1);
    try { note(""); await work(); } catch (error) { note(`${Words.text("failed")}: ${error.message}`); } finally { busy(-1); }
  }

  // Of a node or an edge: the card of the node that it is or begins at, the edge's claims, and the first quote.
  async function told(id) {
    const [from, predicate, to] = id.split("|");
    const found = await Client.entity(from);
    const claims = predicate ? found.outgoing.filter((c) => c.object.id === to && c.predicate === predicate) : [];
    const [first] = (predicate ? claims : [found, ...found.outgoing, ...found.incoming]).flatMap((x) => x.mentions || x.evidence);
    return { found, predicate, claims, first };
  }

  // Asked for before it is wanted; whoever wants it tells of a failure.
  const ahead = (asked) => asked.catch(() => {});

  // What a click would show is asked for when it is pointed at.
  let expected = 0;
  function expect(id, evidence) {
    clearTimeout(expected);
    expected = setTimeout(() => ahead((async () => {
      const { first } = id ? await told(id) : {};
      if (evidence || first) await Client.document((evidence || first).doc);
    })()), POINTED);
  }

  // `id` is a node, an edge (from|predicate|to) or empty; `evidence` is what to show of it, else its first quote.
  async function select(id, evidence) {
    State.set({ select: id, at: evidence ? place(evidence) : "", ...(evidence ? { doc: evidence.doc } : {}) });
    await selected(evidence);
  }

  async function selected(evidence) {
    const turn = (latest += 1);
    const id = state.select;
    if (!id) close();
    else {
      const { found, predicate, claims, first: quoted } = await told(id);
      if (turn !== latest) return;
      if (predicate && !claims.length) throw new Error(Words.text("noClaim"));
      const alone = !predicate && Views.subject(found);
      if (predicate) Detail.edge(predicate, claims); else if (alone) Detail.hide(); else Detail.entity(found);
      title(predicate ? [found.label, Words.text(predicate), claims[0].object.label].join(" ") : Detail.name(found));
      const first = evidence || quoted;
      if (first) ahead(Client.document(first.doc));
      if (state.view === "text" && first) state.doc = first.doc;
      await Views.show();
      if (turn !== latest) return;
      if (first && (evidence || !alone)) await Reader.show(first.doc, first.start, first.end); else Reader.hide();
      return;
    }
    await Views.show();
    if (evidence && turn === latest) await Reader.show(evidence.doc, evidence.start, evidence.end);
  }

  function close() {
    Detail.hide();
    Reader.hide();
    title(state.q);
  }

  const place = (evidence) => `${evidence.doc}:${evidence.start}-${evidence.end}`;

  function placed(text) {
    const found = /^(.*):(\d+)-(\d+)$/.exec(text);
    return found && { doc: found[1], start: Number(found[2]), end: Number(found[3]) };
  }

  async function read(evidence) {
    State.set({ at: place(evidence), doc: evidence.doc });
    if (state.view === "text") await Views.show(); else await Reader.show(evidence.doc, evidence.start, evidence.end);
  }

  // In the view of the text: open a document, or the list of all where `id` is empty.
  async function open(id) {
    State.set({ doc: id, at: "", document: id ? state.document : "", view: "text" });
    await Views.show();
  }

  async function run(q, mode = state.mode) {
    const view = ["ask", "graph", "list"].includes(state.view) && (wide.matches || !q) ? state.view : "ask";
    State.set({ q, mode, view });
    await Promise.all([answer(), Views.show()]);
  }

  async function answer() {
    const { q, mode } = state;
    by("question").value = q;
    for (const radio of document.querySelectorAll("input[name=mode]")) radio.checked = radio.value === mode;
    if (!state.select) title(q);
    if (!q.trim()) { await Results.welcome(); return; }
    Results.message(Words.text("loading"));
    try {
      const found = await (mode === "ask" ? Client.ask(q) : Client.search(q));
      if (q !== state.q || mode !== state.mode) return;
      if (mode === "ask") await Results.answers(found); else Results.passages(found);
    } catch (error) {
      Results.message(`${Words.text("failed")}: ${error.message}`, "abstained");
    }
  }

  const source = () => (version ? Words.text("dataVersion", version.version, version.data) : "");
  function title(subject) {
    document.title = [Words.short(subject.replace(/\s+/g, " "), 80), Words.text("siteTitle"), source()].filter(Boolean).join(" · ");
  }

  async function cite() {
    State.set({ v: version.data });
    const text = Words.text("citation", document.title, new Date().toISOString().slice(0, 10), location.href);
    try { await navigator.clipboard.writeText(text); note(`${Words.text("copied")} ${text}`); } catch { note(text); }
  }

  function relabel() {
    const before = Words.language;
    Words.use(state.lang);
    Controls.legend();
    Download.menu();
    if (Words.language !== before) Graph.relabel();
    return Controls.filters();
  }

  async function switchLanguage() {
    State.set({ lang: state.lang === "zh" ? "en" : "zh" });
    await restore();
  }

  // What a link selects may be gone from the data; the rest of the view still stands.
  async function reselected() {
    try {
      await selected(placed(state.at));
    } catch (error) {
      Object.assign(state, { select: "", at: "" });
      await selected();
      throw error;
    }
  }

  // Everything on the page follows from the state.
  async function restore() {
    State.read();
    state.v ||= version.data;
    await Promise.all([relabel(), answer(), reselected()]);
    if (state.v !== version.data) note(Words.text("otherData", state.v, version.data));
  }

  async function start() {
    for (const node of document.querySelectorAll("[data-online]")) node.hidden = Client.offline;
    by("question-form").addEventListener("submit", (event) => {
      event.preventDefault();
      guarded(() => run(by("question").value, document.querySelector("input[name=mode]:checked").value));
    });
    by("language").addEventListener("click", () => guarded(switchLanguage));
    by("cite").addEventListener("click", () => guarded(cite));
    by("reader-whole").addEventListener("click", () => guarded(async () => { State.set({ view: "text" }); await selected(placed(state.at)); }));
    by("reader-close").addEventListener("click", () => { State.set({ at: "" }); Reader.hide(); if (!Detail.open) close(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !by("detail").hidden) guarded(() => select("")); });
    window.addEventListener("popstate", () => guarded(restore));
    Controls.listen();
    Views.listen();
    State.read();
    Words.use(state.lang);
    Controls.legend();
    // First of all, since it has the server open what was built last; whatever is asked meanwhile is told of the data before.
    version = await Client.version();
    for (const asked of [Client.documents(), Client.themes(), Graph.ahead()]) ahead(asked);
    const access = await Marks.load();
    Uploads.allow(access);
    await restore();
  }

  window.addEventListener("DOMContentLoaded", async () => {
    await guarded(start);
    document.body.dataset.ready = "true";
    const { documents } = await Client.documents();
    if (documents.length === 1) ahead(Reader.prepare(documents[0].id));
  });

  return {
    card: Client.entity, expect, placed, guarded, note,
    select: (id, evidence) => guarded(() => select(id, evidence)),
    read: (evidence) => guarded(() => read(evidence)),
    open: (id) => guarded(() => open(id)),
    run: (q, mode) => guarded(() => run(q, mode)),
    redraw: (after) => guarded(async () => { await after?.(); await Views.show(); }),
    view: (name) => guarded(async () => { State.set({ view: name }); await selected(placed(state.at)); }),
    expand: (id) => guarded(() => Graph.expand(id)),
    fold: (id) => guarded(() => Graph.fold(id)),
    hide: (id) => guarded(() => Graph.hide(id)),
    path: (from, to) => guarded(() => Graph.path(from, to)),
    get version() { return version; },
  };
})();
