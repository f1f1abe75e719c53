"use strict";
// The state of the page, held by the part of the URL after #, so that every view is a link.
const State = (() => {
  // `select` is a node or an edge (from|predicate|to), `at` the highlighted evidence (document:start-end), `doc` the
  // document that is read, `path` two ends (from|to), `v` the state of the data that a link was made from; `hidden` are
  // classes, `without` bases, `limit` how many nodes are drawn, `open` expanded nodes, `folded` collapsed ones, `gone` removed ones, with commas;
  // `pins` are nodes with their places (id:x:y), `compare` indicators.
  const defaults = {
    q: "", mode: "ask", lang: "", theme: "", status: "", year: "", document: "", limit: "", hidden: "", without: "", open: "", folded: "", gone: "", pins: "", compare: "",
    path: "", select: "", at: "", doc: "", view: "", v: "",
  };
  const lists = ["hidden", "without", "open", "folded", "gone", "pins", "compare"];
  const views = ["ask", "graph", "list", "text", "indicators", "trace"];
  const narrow = window.matchMedia("(max-width: 700px)");
  const values = { ...defaults };

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const key of Object.keys(defaults)) values[key] = given.get(key) ?? defaults[key];
    values.lang ||= navigator.language.startsWith("zh") ? "zh" : "en";
    if (!views.includes(values.view)) values.view = narrow.matches ? "ask" : "graph";
  }

  function hash() {
    return "#" + new URLSearchParams(Object.entries(values).filter(([key, value]) => value !== defaults[key]));
  }

  function set(changes) {
    Object.assign(values, changes);
    if (hash() !== location.hash) history.pushState(null, "", hash());
  }

  const list = (key) => values[key].split(",").filter(Boolean);

  function toggle(key, item, wanted = !list(key).includes(item)) {
    if (!lists.includes(key)) throw new Error(`${key} is no list`);
    const rest = list(key).filter((other) => other !== item);
    set({ [key]: (wanted ? [...rest, item] : rest).join(",") });
  }

  return { values, read, set, list, toggle, narrow };
})();
