"use strict";
// What stands around the graph: filters, the legend, which also hides classes, and the graph read as a list.
const Controls = (() => {
  const classes = ["Theme", "Goal", "Project", "Programme", "Reform", "Task", "Agency", "Indicator", "Place"];
  const by = (id) => document.getElementById(id);
  const { element, button, thing, kind } = Detail;

  const shown = () => classes.filter((name) => !State.list("hidden").includes(name));

  function legend() {
    by("legend").replaceChildren(...classes.map((name) => {
      const node = button("", () => { State.toggle("hidden", name); legend(); Explorer.redraw(); }, "kind-button");
      node.append(kind(name));
      node.dataset.kind = name;
      node.setAttribute("aria-pressed", String(shown().includes(name)));
      return node;
    }));
    by("lines").replaceChildren(...["stated", "section", "inferred"].map((basis) => element("span", "line " + basis, Words.text(basis))),
      element("span", "", Words.text("widthNote")));
  }

  const option = (value, label) => {
    const node = element("option", "", Words.short(label, 40));
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
    by("filter-document").replaceChildren(option("", Words.text("anyDocument")), ...documents.map((d) => option(d.id, d.title || d.id)));
    for (const key of ["theme", "status", "document"]) by("filter-" + key).value = State.values[key];
  }

  function list() {
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
    by("as-list").textContent = Words.text(asList ? "picture" : "list");
  }

  function listen() {
    by("as-list").addEventListener("click", () => { State.set({ view: State.values.view === "list" ? "graph" : "list" }); view(); });
    by("reset").addEventListener("click", () => {
      State.set({ theme: "", status: "", document: "", hidden: "", open: "", gone: "", path: "" });
      legend();
      Explorer.redraw(filters);
    });
    for (const key of ["theme", "status", "document"]) {
      by("filter-" + key).addEventListener("change", (event) => { State.set({ [key]: event.target.value }); Explorer.redraw(); });
    }
  }

  return { legend, filters, list, view, listen, shown, all: classes };
})();
