"use strict";
// The page as a whole: its state, which the URL holds, and what follows from a change of it.
const Explorer = (() => {
  const classes = ["Theme", "Goal", "Project", "Programme", "Reform", "Task", "Agency", "Indicator"];
  const by = (id) => document.getElementById(id);
  const state = { q: "", mode: "ask", lang: "", theme: "", status: "", document: "", hidden: "", select: "" };
  const cards = new Map();
  let pathStart = null;

  function readUrl() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const key of Object.keys(state)) state[key] = given.get(key) ?? (key === "mode" ? "ask" : "");
    state.lang ||= navigator.language.startsWith("zh") ? "zh" : "en";
  }

  function writeUrl() {
    const kept = Object.entries(state).filter(([key, value]) => value && !(key === "mode" && value === "ask"));
    history.replaceState(null, "", "#" + new URLSearchParams(kept));
  }

  function set(changes) {
    Object.assign(state, changes);
    writeUrl();
  }

  async function guarded(work) {
    try { await work(); } catch (error) { by("graph-note").textContent = `${Words.text("failed")}: ${error.message}`; }
  }

  const shownClasses = () => classes.filter((name) => !state.hidden.split(",").includes(name));

  async function drawGraph() {
    const graph = await Client.graph({ theme: state.theme, status: state.status, document: state.document, class: shownClasses().join(",") });
    Picture.draw(graph);
    by("graph-note").textContent = graph.nodes.length ? Words.text("shown", graph.nodes.length, graph.total) : Words.text("empty");
    drawList();
  }

  function drawList() {
    const groups = new Map();
    for (const item of Picture.items()) groups.set(item.class, [...(groups.get(item.class) || []), item]);
    by("list").replaceChildren(...[...groups].map(([name, items]) => Detail.element("section", "", Detail.element("h3", "", Words.text(name), Detail.element("span", "count", String(items.length))),
      Detail.element("ul", "", ...items.map((item) => Detail.element("li", "", Detail.thing(item)))))));
  }

  async function select(id) {
    set({ select: id });
    if (!cards.has(id)) cards.set(id, await Client.entity(id));
    const card = cards.get(id);
    Detail.entity(card);
    if (!Picture.has(id)) Picture.add(await Client.neighbors(id));
    await nextFrame();
    Picture.focus(id);
    const place = card.mentions[0] || card.outgoing[0]?.evidence[0] || card.incoming[0]?.evidence[0];
    if (place) await Reader.show(place.doc, place.start, place.end);
  }

  // The detail panel narrows the canvas; the picture knows its new size a frame later.
  const nextFrame = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });

  async function selectEdge(edge) {
    if (!cards.has(edge.from)) cards.set(edge.from, await Client.entity(edge.from));
    const claims = cards.get(edge.from).outgoing.filter((c) => c.object.id === edge.to && c.predicate === edge.predicate);
    const [subject, object] = [edge.from, edge.to].map((id) => Picture.items().find((item) => item.id === id));
    Detail.edge(edge, subject, object, claims);
    const place = claims[0]?.evidence[0];
    if (place) await Reader.show(place.doc, place.start, place.end);
  }

  async function expand(id) {
    Picture.add(await Client.neighbors(id), id);
    by("graph-note").textContent = Words.text("shown", Picture.count(), Picture.count());
    drawList();
  }

  async function path(to) {
    const found = await Client.paths(pathStart.id, to);
    if (!found.nodes.length) { by("graph-note").textContent = Words.text("noPath"); return; }
    Picture.add(found, pathStart.id);
    Picture.mark(found.edges.map((e) => e.id), found.nodes.map((n) => n.id));
    by("graph-note").textContent = found.nodes.map((n) => n.label).join(" — ");
  }

  function startPath(card) {
    pathStart = card;
    by("graph-note").textContent = `${Words.text("pathStart")}: ${card.label}`;
  }

  async function run(q, mode = state.mode) {
    set({ q, mode });
    by("question").value = q;
    for (const radio of document.querySelectorAll("input[name=mode]")) radio.checked = radio.value === mode;
    if (!q.trim()) { Results.welcome(); return; }
    Results.message(Words.text("loading"));
    try {
      if (mode === "ask") Results.answers(await Client.ask(q));
      else Results.passages(await Client.search(q));
    } catch (error) {
      Results.message(`${Words.text("failed")}: ${error.message}`, "abstained");
    }
  }

  function legend() {
    by("legend").replaceChildren(...classes.map((name) => {
      const node = Detail.button(Words.text(name), () => {
        const hidden = new Set(state.hidden.split(",").filter(Boolean));
        if (hidden.has(name)) hidden.delete(name); else hidden.add(name);
        set({ hidden: [...hidden].join(",") });
        legend();
        guarded(drawGraph);
      }, "kind " + name);
      node.setAttribute("aria-pressed", String(shownClasses().includes(name)));
      return node;
    }));
  }

  const option = (value, label) => { const node = Detail.element("option", "", label); node.value = value; return node; };

  async function filters() {
    const { themes } = await Client.themes();
    const { documents } = await Client.documents();
    const label = (theme) => (Words.language === "zh" ? theme.zh : theme.en);
    by("filter-theme").replaceChildren(option("", Words.text("anyTheme")), ...themes.map((t) => option(t.id, label(t))));
    by("filter-status").replaceChildren(option("", Words.text("anyStatus")), ...["completed", "ongoing", "planned"].map((s) => option(s, Words.text(s))));
    by("filter-document").replaceChildren(option("", Words.text("anyDocument")), ...documents.map((d) => option(d.id, d.title || d.id)));
    for (const key of ["theme", "status", "document"]) by("filter-" + key).value = state[key];
  }

  async function relabel() {
    Words.use(state.lang);
    legend();
    await filters();
    Picture.repaint();
    drawList();
    if (state.select && cards.has(state.select)) Detail.entity(cards.get(state.select));
    await run(state.q);
  }

  function toggleList() {
    const asList = by("list").hidden;
    by("list").hidden = !asList;
    by("graph").hidden = asList;
    by("as-list").setAttribute("aria-pressed", String(asList));
    by("as-list").textContent = Words.text(asList ? "picture" : "list");
  }

  async function start() {
    readUrl();
    for (const node of document.querySelectorAll("[data-online]")) node.hidden = Client.offline;
    by("question-form").addEventListener("submit", (event) => {
      event.preventDefault();
      guarded(() => run(by("question").value, document.querySelector("input[name=mode]:checked").value));
    });
    by("language").addEventListener("click", () => { set({ lang: state.lang === "zh" ? "en" : "zh" }); guarded(relabel); });
    by("as-list").addEventListener("click", toggleList);
    by("reset").addEventListener("click", () => { set({ theme: "", status: "", document: "", hidden: "" }); legend(); guarded(async () => { await filters(); await drawGraph(); }); });
    for (const key of ["theme", "status", "document"]) by("filter-" + key).addEventListener("change", (event) => { set({ [key]: event.target.value }); guarded(drawGraph); });
    await relabel();
    await drawGraph();
    if (state.select) await select(state.select);
    document.body.dataset.ready = "true";
  }

  window.addEventListener("DOMContentLoaded", () => guarded(start));
  return {
    select: (id) => guarded(() => select(id)), selectEdge: (edge) => guarded(() => selectEdge(edge)), expand: (id) => guarded(() => expand(id)),
    path: (id) => guarded(() => path(id)), hide: (id) => Picture.hide(id), run: (q) => guarded(() => run(q)), startPath, get pathStart() { return pathStart; },
  };
})();
