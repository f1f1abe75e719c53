"use strict";
// What stands around the graph: filters, the legend, which also hides classes, and the graph read as a list.
const Controls = (() => {
  const classes = ["Theme", "Goal", "Project", "Programme", "Reform", "Task", "Agency", "Indicator", "Place"];
  const bases = ["stated", "section", "inferred"];
  const filtering = ["theme", "status", "year", "document", "limit"];
  const limits = ["300", "1000", "5000"];
  const by = (id) => document.getElementById(id);
  const { element, button, thing, kind } = Detail;

  const shown = () => classes.filter((name) => !State.list("hidden").includes(name));

  const grounds = () => bases.filter((name) => !State.list("without").includes(name));

  // A button that shows or hides a kind of node or edge.
  function switching(key, name, label, on) {
    const node = button("", () => { State.toggle(key, name); legend(); Explorer.redraw(); }, "kind-button");
    node.append(label);
    node.dataset.kind = name;
    node.setAttribute("aria-pressed", String(on));
    return node;
  }

  function legend() {
    by("legend").replaceChildren(...classes.map((name) => switching("hidden", name, kind(name), shown().includes(name))));
    by("lines").replaceChildren(...bases.map((name) => switching("without", name, element("span", "line " + name, Words.text(name)), grounds().includes(name))),
      element("span", "wide", Words.text("widthNote")));
  }

  const option = (value, label) => {
    const node = element("option", "", Words.short(label, 60));
    node.value = value;
    return node;
  };

  async function filters() {
    const [{ themes }, { documents }] = await Promise.all([Client.themes(), Client.documents()]);
    const label = (theme) => (Words.language === "zh" ? theme.zh : theme.en);
    const below = (theme) => themes.filter((t) => t.broader === theme.id);
    const ordered = themes.filter((t) => !t.broader).flatMap((t) => [option(t.id, label(t)), ...below(t).map((b) => option(b.id, "\u2003" + label(b)))]);
    by("filter-theme").replaceChildren(option("", Words.text("anyTheme")), ...ordered);
    by("filter-status").replaceChildren(option("", Words.text("anyStatus")), ...["completed", "ongoing", "planned"].map((s) => option(s, Words.text(s))));
    by("filter-document").replaceChildren(option("", Words.text("anyDocument")), ...documents.map((d) => option(d.id, Contents.label(d))));
    const years = [...new Set(documents.flatMap(yearsOf))].sort((a, b) => b - a).map(String);
    by("filter-year").replaceChildren(option("", Words.text("anyYear")), ...years.map((year) => option(year, year)));
    by("filter-limit").replaceChildren(option("", Words.text("mainNodes")), ...limits.map((n) => option(n, Words.text("upTo", Number(n).toLocaleString("en")))));
    for (const key of filtering) by("filter-" + key).value = State.values[key];
  }

  // The years that a document reports on or plans for, else that of its date.
  function yearsOf(doc) {
    const told = ((doc.period || doc.date || "").match(/(?<!\d)\d{4}(?!\d)/g) || []).map(Number);
    const first = Math.min(...told);
    return told.length ? Array.from({ length: Math.max(...told) - first + 1 }, (_, i) => first + i) : [];
  }

  // Thousands of names are only written where they are read.
  function list() {
    if (State.values.view !== "list") { by("list").replaceChildren(); return; }
    const groups = new Map(classes.map((name) => [name, []]));
    for (const item of Picture.items()) groups.set(item.class, [...(groups.get(item.class) || []), item]);
    by("list").replaceChildren(...[...groups].filter(([, items]) => items.length).map(([name, items]) => element("section", "",
      element("h2", "label", Words.text(name), element("span", "count", String(items.length))),
      element("ul", "", ...items.map((item) => element("li", "", thing(item)))))));
  }

  function view() {
    const asList = State.values.view === "list";
    by("list").hidden = !asList;
    by("graph").hidden = asList;
    by("lines").hidden = asList;
    by("as-list").setAttribute("aria-pressed", String(asList));
    if (asList && !by("list").childElementCount) list();
    by("as-list").textContent = Words.text(asList ? "picture" : "list");
  }

  function listen() {
    by("as-list").addEventListener("click", () => { Explorer.view(State.values.view === "list" ? "graph" : "list"); });
    by("reset").addEventListener("click", () => {
      State.set({ theme: "", status: "", year: "", document: "", limit: "", hidden: "", without: "", open: "", folded: "", gone: "", pins: "", path: "" });
      legend();
      Explorer.redraw(filters);
    });
    for (const key of filtering) {
      by("filter-" + key).addEventListener("change", (event) => { State.set({ [key]: event.target.value }); Explorer.redraw(); });
    }
  }

  return { legend, filters, list, view, listen, shown, grounds, yearsOf };
})();
