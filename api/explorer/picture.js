"use strict";
// The graph: positions come computed, so nothing moves unless a person moves it.
const Picture = (() => {
  const styles = {
    Theme: { shape: "box" }, Project: { shape: "dot" }, Programme: { shape: "hexagon" }, Reform: { shape: "diamond" },
    Task: { shape: "triangleDown" }, Goal: { shape: "star" }, Agency: { shape: "square" }, Indicator: { shape: "triangle" },
    Place: { shape: "dot" },
  };
  const container = document.getElementById("graph");
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  let network = null;

  const short = (label, length = 14) => {
    const points = Array.from(label);
    return points.length > length ? points.slice(0, length).join("") + "…" : label;
  };

  function node(item) {
    const theme = item.class === "Theme";
    const fill = colour(item.class);
    return {
      id: item.id, x: item.x, y: item.y, item, label: theme ? (Words.language === "en" && item.labelEn || item.label) : short(item.label),
      title: tip(`${Words.text(item.class)} · ${item.label}${item.status ? " · " + Words.text(item.status) : ""}`),
      ...styles[item.class], size: theme ? 22 : 9 + 2 * Math.sqrt(item.degree || 1),
      color: { background: fill, border: theme ? fill : colour("paper"), highlight: { background: fill, border: colour("ink") } },
      font: theme ? { color: colour("on-theme"), size: 19 } : { color: colour("ink"), size: 13, strokeWidth: 3, strokeColor: colour("paper") },
      margin: theme ? 10 : undefined, borderWidth: 1.5,
    };
  }

  function edge(item) {
    return {
      id: item.id, from: item.from, to: item.to, item, dashes: item.basis === "inferred" ? [3, 5] : item.basis === "section" ? [8, 4] : false,
      width: 0.7 + Math.log2(1 + (item.claims || 1)) * 0.6, arrows: { to: { enabled: true, scaleFactor: 0.4 } },
      title: tip(`${Words.text(item.predicate)} · ${Words.text(item.basis)}`),
      color: { color: colour(item.basis === "stated" ? "edge-stated" : "edge"), highlight: colour("accent"), hover: colour("accent") },
    };
  }

  function tip(text) {
    const box = document.createElement("div");
    box.textContent = text;
    return box;
  }

  function draw(graph) {
    nodes.clear();
    edges.clear();
    add(graph);
    if (!network) start();
    network.fit({ animation: false });
  }

  // New nodes without a position are laid on a ring around the node they were asked from.
  function add(graph, around) {
    const fresh = graph.nodes.filter((item) => !nodes.get(item.id));
    const centre = around && network ? network.getPosition(around) : { x: 0, y: 0 };
    fresh.forEach((item, index) => {
      const angle = (2 * Math.PI * index) / fresh.length;
      const radius = 140 + 10 * Math.sqrt(fresh.length);
      const placed = around ? { ...item, x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) } : item;
      nodes.add(node(placed));
    });
    edges.update(graph.edges.filter((item) => nodes.get(item.from) && nodes.get(item.to)).map(edge));
  }

  function start() {
    network = new vis.Network(container, { nodes, edges }, {
      physics: false, interaction: { hover: true, tooltipDelay: 120, keyboard: { enabled: true, bindToWindow: false }, hideEdgesOnDrag: true },
      edges: { smooth: { type: "continuous", roundness: 0.3 }, selectionWidth: 2 }, nodes: { chosen: true },
    });
    network.on("click", ({ nodes: picked, edges: touched }) => {
      if (picked.length) Explorer.select(picked[0]);
      else if (touched.length) Explorer.selectEdge(edges.get(touched[0]).item);
    });
    network.on("doubleClick", ({ nodes: picked }) => picked.length && Explorer.expand(picked[0]));
  }

  function focus(id) {
    if (!network || !nodes.get(id)) return;
    network.selectNodes([id]);
    network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: { duration: 250 } });
  }

  function mark(edgeIds, nodeIds) {
    network?.setSelection({ nodes: nodeIds.filter((id) => nodes.get(id)), edges: edgeIds.filter((id) => edges.get(id)) }, { highlightEdges: false });
    network?.fit({ nodes: nodeIds.filter((id) => nodes.get(id)), animation: { duration: 250 } });
  }

  const repaint = () => {
    nodes.update(nodes.get().map((n) => node({ ...n.item, ...(network ? network.getPosition(n.id) : {}) })));
    edges.update(edges.get().map((e) => edge(e.item)));
  };
  dark.addEventListener("change", repaint);

  return {
    draw, add, focus, mark, repaint,
    has: (id) => Boolean(nodes.get(id)),
    hide: (id) => nodes.remove(id),
    items: () => nodes.get().map((n) => n.item),
    links: () => edges.get().map((e) => e.item),
    count: () => nodes.length,
    // For tests and for screen readers: where a node or the middle of an edge is in the page.
    place: (id) => network.canvasToDOM(network.getPosition(id)),
  };
})();
