"use strict";
// The graph: positions come computed, so nothing moves unless a person moves it.
const Picture = (() => {
  const styles = {
    Theme: { shape: "box" }, Project: { shape: "dot" }, Programme: { shape: "hexagon" }, Reform: { shape: "diamond" },
    Task: { shape: "triangleDown" }, Goal: { shape: "star" }, Agency: { shape: "square" }, Indicator: { shape: "triangle" },
    Place: { shape: "dot" },
  };
  const dashes = { stated: false, section: [8, 4], inferred: [2, 4] };
  const container = document.getElementById("graph");
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const face = getComputedStyle(document.body).fontFamily;
  const pinned = new Set(), folded = new Map();
  let network = null, places = new Map();

  function node(item) {
    const theme = item.class === "Theme";
    const fill = colour(item.class);
    const label = (Words.language === "en" && item.labelEn) || item.label;
    const more = folded.has(item.id) ? ` +${folded.get(item.id)}` : "";
    const facts = [Words.text(item.class), Words.short(label, 60), item.status && Words.text(item.status)];
    return {
      id: item.id, x: item.x, y: item.y, item, label: Words.short(label, theme ? 30 : 14) + more, title: tip(facts),
      ...styles[item.class], size: theme ? 22 : 9 + 2 * Math.sqrt(item.degree || 1),
      color: {
        background: fill, border: pinned.has(item.id) ? colour("ink") : theme ? fill : colour("paper"),
        highlight: { background: fill, border: colour("ink") }, hover: { background: fill, border: colour("ink") },
      },
      font: theme ? { color: colour("on-theme"), size: 19, face }
        : { color: colour("ink"), size: 13, face, strokeWidth: 3, strokeColor: colour("paper") },
      margin: theme ? 10 : undefined, borderWidth: pinned.has(item.id) ? 3 : 1.5,
    };
  }

  function edge(item) {
    return {
      id: item.id, from: item.from, to: item.to, item, dashes: dashes[item.basis],
      width: 0.7 + 0.6 * Math.log2(1 + (item.claims || 1)), arrows: { to: { enabled: true, scaleFactor: 0.4 } },
      title: tip([Words.text(item.predicate), Words.text(item.basis), Words.text("claimCount", item.claims || 1)]),
      color: { color: colour(item.basis === "stated" ? "edge-stated" : "edge"), highlight: colour("accent"), hover: colour("accent") },
    };
  }

  // An element, not a string: vis-network would read a string as text too, but only as one line.
  function tip(facts) {
    const box = document.createElement("div");
    box.textContent = facts.filter(Boolean).join(" · ");
    return box;
  }

  function draw(graph, pins = new Map()) {
    for (const set of [nodes, edges, pinned, folded]) set.clear();
    for (const id of pins.keys()) pinned.add(id);
    places = pins;
    nodes.add(graph.nodes.map((item) => node({ ...item, ...pins.get(item.id) })));
    link(graph.edges);
    if (!network) start();
    fit();
  }

  const link = (items) => edges.update(items.filter((item) => nodes.get(item.from) && nodes.get(item.to)).map(edge));

  // The nearest place that no label covers, going round in a spiral.
  function free(centre) {
    const taken = Object.values(network.getPositions());
    for (let step = 1; ; step += 1) {
      const [angle, radius] = [2.4 * step, 22 * Math.sqrt(step)];
      const place = { x: centre.x + 1.5 * radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
      if (step > 4000 || !taken.some((t) => Math.abs(t.x - place.x) < 150 && Math.abs(t.y - place.y) < 48)) return place;
    }
  }

  // New nodes stand near `around`; that one, where new itself, near what it is linked to.
  function add(graph, around) {
    const fresh = graph.nodes.filter((item) => !nodes.get(item.id));
    for (const item of fresh.sort((a, b) => (b.id === around) - (a.id === around))) {
      const near = graph.edges.flatMap((e) => (e.from === item.id ? [e.to] : e.to === item.id ? [e.from] : [])).find((id) => nodes.get(id));
      const anchor = nodes.get(around) ? around : near;
      const place = anchor ? network.getPosition(anchor) : network.getViewPosition();
      nodes.add(node({ ...item, ...(places.get(item.id) || free(place)) }));
    }
    link(graph.edges);
  }

  function start() {
    network = new vis.Network(container, { nodes, edges }, {
      physics: false, edges: { smooth: { type: "continuous", roundness: 0.3 }, selectionWidth: 2 },
      interaction: { hover: true, tooltipDelay: 120, keyboard: { enabled: true, bindToWindow: false }, hideEdgesOnDrag: true },
    });
    network.on("click", ({ nodes: picked, edges: touched }) => {
      if (picked.length) Explorer.select(picked[0]);
      else if (touched.length) Explorer.select(touched[0]);
    });
    network.on("dragEnd", ({ nodes: moved }) => { for (const id of moved) Graph.pin(id, network.getPosition(id)); });
    network.on("doubleClick", ({ nodes: picked }) => picked.length && Explorer.expand(picked[0]));
  }

  const fit = (options = {}) => network?.fit({ animation: false, maxZoomLevel: 1.4, ...options });

  function focus(id) {
    const link = edges.get(id);
    if (link) { mark([id], [link.from, link.to], false); return; }
    if (!network || !nodes.get(id)) return;
    network.selectNodes([id]);
    const scale = Math.max(network.getScale(), 0.85);
    const { x, y } = network.getPosition(id);
    const all = Object.values(network.getPositions());
    const position = { x: within(x, all.map((p) => p.x), container.clientWidth / scale), y: within(y, all.map((p) => p.y), container.clientHeight / scale) };
    network.moveTo({ position, scale, animation: { duration: 200 } });
  }

  // The middle of a window of this width around `wanted` that shows as little as can be of what is beyond the nodes.
  function within(wanted, places, width) {
    const [low, high] = [Math.min(...places) - 60 + width / 2, Math.max(...places) + 60 - width / 2];
    return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, wanted));
  }

  function mark(edgeIds, nodeIds, whole = true) {
    const shown = nodeIds.filter((id) => nodes.get(id));
    network?.setSelection({ nodes: whole ? shown : [], edges: edgeIds.filter((id) => edges.get(id)) }, { highlightEdges: false });
    fit({ nodes: shown, animation: { duration: 200 } });
  }

  const again = (id) => { if (nodes.get(id)) nodes.update(node({ ...nodes.get(id).item, ...network.getPosition(id) })); };

  function pin(id, wanted) {
    if (wanted) pinned.add(id); else pinned.delete(id);
    again(id);
  }

  // Take away the nodes that hang on this one alone; its label says how many.
  function fold(id) {
    if (!nodes.get(id)) return;
    const around = (one) => new Set(edges.get().filter((e) => nodes.get(e.from) && nodes.get(e.to)).flatMap((e) => (e.from === one ? [e.to] : e.to === one ? [e.from] : [])));
    const leaves = [...around(id)].filter((other) => around(other).size === 1 && nodes.get(other).item.class !== "Theme");
    nodes.remove(leaves);
    if (leaves.length) folded.set(id, leaves.length);
    again(id);
  }

  function unfold(id) {
    folded.delete(id);
    again(id);
  }

  const repaint = () => {
    nodes.update(nodes.get().map((n) => node({ ...n.item, ...(network ? network.getPosition(n.id) : {}) })));
    edges.update(edges.get().map((e) => edge(e.item)));
  };
  dark.addEventListener("change", repaint);

  return {
    aspect: () => Math.min(4, Math.max(0.4, container.clientWidth / (container.clientHeight || 1))).toFixed(1),
    draw, add, focus, mark, repaint, fit, pin, fold, unfold,
    position: (id) => network.getPosition(id),
    style: (id) => nodes.get(id) || edges.get(id),
    colour, face,
    clear: () => network?.unselectAll(),
    has: (id) => Boolean(nodes.get(id)),
    item: (id) => (nodes.get(id) || edges.get(id))?.item,
    hide: (id) => nodes.remove(id),
    items: () => nodes.get().map((n) => n.item),
    links: () => edges.get().filter((e) => nodes.get(e.from) && nodes.get(e.to)).map((e) => e.item),
    count: () => nodes.length,
    // For tests: where a node, or the middle of an edge, is in the canvas, and what a click there would hit.
    place: (id) => network.canvasToDOM(nodes.get(id) ? network.getPosition(id) : network.body.edges[id].edgeType.getPoint(0.5)),
    under: (place) => network.getNodeAt(place) ?? network.getEdgeAt(place),
  };
})();
