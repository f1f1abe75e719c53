"use strict";
// The state of the page, held by the part of the URL after #, so that every view is a link.
const State = (() => {
  // `select` is a node or an edge (from|predicate|to), `at` the highlighted evidence (document:start-end),
  // `path` two ends (from|to); `hidden` are classes, `open` expanded nodes, `gone` removed ones, with commas.
  const defaults = {
    q: "", mode: "ask", lang: "", theme: "", status: "", document: "", hidden: "", open: "", gone: "", path: "",
    select: "", at: "", view: "graph",
  };
  const lists = ["hidden", "open", "gone"];
  const values = { ...defaults };

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const key of Object.keys(defaults)) values[key] = given.get(key) ?? defaults[key];
    values.lang ||= navigator.language.startsWith("zh") ? "zh" : "en";
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

  return { values, read, set, list, toggle };
})();
