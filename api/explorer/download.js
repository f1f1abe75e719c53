"use strict";
// The view as a file: a picture, a table, or the triples of what is selected; or on paper.
const Download = (() => {
  const by = (id) => document.getElementById(id);
  const { button } = Detail;
  const PREFIX = "https://w3id.org/zhengce/";
  const SCALE = 2;

  function save(name, type, content) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  const named = (extension) => ["zhengce", State.values.view, State.values.select.split("|")[0].replace(/[^\w-]+/g, "-"), Explorer.version.data].filter(Boolean).join("-") + "." + extension;

  async function drawn() {
    const svg = Drawing.view();
    if (!svg) throw new Error(Words.text("nothingToSave"));
    await Typeface.embed(svg);
    return svg;
  }

  const svg = async () => save(named("svg"), "image/svg+xml", new XMLSerializer().serializeToString(await drawn()));

  async function png() {
    const node = await drawn();
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(node)], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [node.getAttribute("width") * SCALE, node.getAttribute("height") * SCALE];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    save(named("png"), "image/png", await new Promise((done) => { canvas.toBlob(done); }));
  }

  const edges = ["from", "fromLabel", "predicate", "to", "toLabel", "basis", "confidence", "claims"].map((key) => ({ key }));

  function table() {
    if (State.values.view === "indicators") return [Indicators.columns(), Indicators.rows];
    if (State.values.view === "trace") return [Trace.columns, Trace.rows()];
    if (["ask", "text"].includes(State.values.view)) return [Results.columns, Results.rows()];
    const labels = new Map(Picture.items().map((n) => [n.id, n.label]));
    return [edges, Picture.links().map((e) => ({ ...e, fromLabel: labels.get(e.from), toLabel: labels.get(e.to) }))];
  }

  function csv() {
    const [columns, rows] = table();
    if (!rows.length) throw new Error(Words.text("nothingToSave"));
    save(named("csv"), "text/csv", Table.csv(columns, rows));
  }

  // What is selected, its claims and values, and their quotes.
  async function triples(type, extension) {
    const [from, , to] = State.values.select.split("|");
    if (!from) throw new Error(Words.text("selectFirst"));
    const iri = (id) => `<${PREFIX}${id.startsWith("theme/") ? "" : "id/"}${encodeURI(id)}>`;
    const about = to ? `?c zc:claimSubject ${iri(from)} ; zc:claimObject ${iri(to)} .`
      : `{ ?c zc:claimSubject ${iri(from)} } UNION { ?c zc:claimObject ${iri(from)} } UNION { ?c zc:indicator ${iri(from)} }`;
    const query = `PREFIX zc: <${PREFIX}ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> CONSTRUCT { ?s ?p ?o } WHERE {
  { ${iri(from)} ?p ?o BIND(${iri(from)} AS ?s) } UNION { ${about} ?c ?p ?o BIND(?c AS ?s) } UNION { ${about} ?c zc:evidence ?s . ?s ?p ?o }
  UNION { ${about} ?c zc:evidence/oa:hasSelector ?s . ?s ?p ?o } }`;
    save(named(extension), type, await Client.triples(query, type));
  }

  const forms = [["PNG", png, ["graph", "list", "indicators", "trace"]], ["SVG", svg, ["graph", "list", "indicators", "trace"]], ["CSV", csv, null],
    ["Turtle", () => triples("text/turtle", "ttl"), null], ["JSON-LD", () => triples("application/ld+json", "jsonld"), null]];

  function menu() {
    const entries = forms.filter(([name]) => !(Client.offline && ["Turtle", "JSON-LD"].includes(name)))
      .map(([name, act, views]) => { const node = button(name, () => chosen(act)); node.dataset.views = (views || []).join(" "); return node; });
    const cite = button(Words.text("cite"), () => { by("export").open = false; by("cite").click(); }, "narrow");
    by("export-forms").replaceChildren(cite, ...entries, button(Words.text("print"), () => chosen(() => window.print())));
  }

  function chosen(act) {
    by("export").open = false;
    Explorer.guarded(async () => act());
  }

  // Of the forms only those that the view has.
  by("export").addEventListener("toggle", () => {
    for (const node of by("export-forms").children) node.hidden = Boolean(node.dataset.views) && !node.dataset.views.split(" ").includes(State.values.view);
  });
  document.addEventListener("click", (event) => { if (!by("export").contains(event.target)) by("export").open = false; });

  return { menu };
})();
