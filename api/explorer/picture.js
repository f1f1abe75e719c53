"use strict";
// The graph: positions come computed, so nothing moves unless a person moves it.
const Picture = (() => {
  const styles = {
    Theme: { shape: "square" }, Project: { shape: "dot" }, Programme: { shape: "hexagon" }, Reform: { shape: "diamond" },
    Task: { shape: "triangleDown" }, Goal: { shape: "star" }, Agency: { shape: "square" }, Indicator: { shape: "triangle" },
    Place: { shape: "dot" },
  };
  const dashes = { stated: false, section: [8, 4], inferred: [2, 4] };
  const CROWD = 250;  // nodes from which on edges are plain lines
  const PORTION = 500;
  const CURVED = { type: "continuous", roundness: 0.3 };
  const container = document.getElementById("graph");
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const palette = new Map();
  const pinned = new Set(), folded = new Map();
  let network = null, places = new Map(), crowded = false, order = null, written = [], hovered = null, filling = false;

  function colour(name) {
    if (!palette.has(name)) palette.set(name, getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim());
    return palette.get(name);
  }

  // Themes are boxes as wide as their labels, which are of one size at every zoom; what is clicked lies below them.
  function node(item) {
    const theme = item.class === "Theme", fill = colour(item.class);
    return {
      id: item.id, x: item.x, y: item.y, item, title: tip(item), ...styles[item.class], size: size(item),
      color: {
        background: fill, border: pinned.has(item.id) ? colour("ink") : theme ? fill : colour("paper"),
        highlight: { background: fill, border: colour("ink") }, hover: { background: fill, border: colour("ink") },
      },
      borderWidth: pinned.has(item.id) ? 3 : 1.5,
    };
  }

  const size = (item) => (item.class === "Theme" ? 9 : (crowded ? 11 : 9) + 2 * Math.sqrt(Math.min(item.degree || 1, 60)));

  // What is written at a node; of long names the beginning.
  function label(item) {
    const name = (Words.language === "en" && item.labelEn) || item.label;
    return Words.short(name, item.class === "Theme" ? 30 : 14) + (folded.has(item.id) ? ` +${folded.get(item.id)}` : "");
  }

  function edge(item) {
    return {
      id: item.id, from: item.from, to: item.to, item, dashes: crowded ? false : dashes[item.basis],
      width: (crowded ? 0.4 : 0.7) + 0.6 * Math.log2(1 + (item.claims || 1)), arrows: { to: { enabled: !crowded, scaleFactor: 0.4 } },
      title: tip(item),
      color: { color: colour(item.basis === "stated" ? "edge-stated" : "edge"), highlight: colour("accent"), hover: colour("accent") },
    };
  }

  const facts = (item) => (item.predicate ? [Words.text(item.predicate), Words.text(item.basis), Words.text("claimCount", item.claims || 1)]
    : [Words.text(item.class), Words.short(item.label, 60), item.status && Words.text(item.status)]).filter(Boolean).join(" · ");

  // An element, not a string: vis-network would read a string as text too, but only as one line.
  function tip(item) {
    const box = document.createElement("div");
    box.textContent = facts(item);
    return box;
  }

  // Heard before the network hears of it, which may draw at once.
  for (const event of ["add", "update", "remove"]) nodes.on(event, () => { order = null; });

  // In portions, so that the page answers meanwhile; ends early when it is no longer `wanted`.
  async function draw(graph, pins = new Map(), wanted = () => true) {
    for (const set of [nodes, edges, pinned, folded]) set.clear();
    for (const id of pins.keys()) pinned.add(id);
    places = pins;
    crowded = graph.nodes.length > CROWD;
    if (!network) start();
    network.setOptions({ edges: { smooth: crowded ? false : CURVED } });
    const items = [...graph.nodes].sort((a, b) => weight(b) - weight(a));
    filling = true;
    for (const [set, all, make, most] of [[nodes, items, (item) => node({ ...item, ...pins.get(item.id) }), PORTION], [edges, graph.edges, edge, 3 * PORTION]]) {
      for (let i = 0; i < all.length; i += most) {
        if (i) await breath();
        if (!wanted()) return;
        set.add(all.slice(i, i + most).map(make));
        if (!i) fit();
      }
    }
    filling = false;
    fit();
  }

  const breath = () => new Promise((done) => { setTimeout(done); });

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
      physics: false, edges: { smooth: crowded ? false : CURVED, selectionWidth: 2 },
      interaction: { hover: true, tooltipDelay: 120, keyboard: { enabled: true, bindToWindow: false }, hideEdgesOnDrag: true, hideEdgesOnZoom: true },
    });
    network.on("click", ({ pointer }) => { const picked = under(pointer.DOM); if (picked !== undefined) Explorer.select(picked); });
    network.on("hoverNode", ({ node: id }) => { hovered = id; Explorer.expect(id); });
    network.on("hoverEdge", ({ edge: id }) => Explorer.expect(id));
    network.on("blurNode", () => { hovered = null; });
    network.on("afterDrawing", write);
    network.on("dragEnd", ({ nodes: moved }) => { for (const id of moved) Graph.pin(id, network.getPosition(id)); });
    network.on("doubleClick", ({ nodes: picked }) => picked.length && Explorer.expand(picked[0]));
  }

  // Names go on top of everything, those of what is looked at and of what it is linked to before all others.
  function write(context) {
    if (filling) return;
    const { a: scale, e: left, f: top } = context.getTransform(), ratio = context.canvas.width / container.clientWidth;
    const at = (id) => { const { x, y } = network.body.nodes[id]; return { x: (scale * x + left) / ratio, y: (scale * y + top) / ratio }; };
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    written = labels(at, scale / ratio, container.clientWidth, container.clientHeight);
    Labels.draw(context, written, { theme: colour("Theme"), onTheme: colour("on-theme"), ink: colour("ink"), paper: colour("paper") });
    context.restore();
  }

  const weight = (item) => (item.class === "Theme" ? 1e6 : 0) + (pinned.has(item.id) ? 1e5 : 0) + (item.class === "Goal" ? 2 : 1) * (item.degree || 1);

  // The labels that have room where `at` gives the place of a node, and a pixel of the picture is `scale` of the window's.
  function labels(at, scale, across, down) {
    order ||= nodes.get().map((n) => n.item).sort((a, b) => weight(b) - weight(a));
    const chosen = [...network.getSelectedNodes(), hovered].filter((id) => id !== null && nodes.get(id));
    const near = new Set([...chosen, ...(chosen.length ? network.getConnectedNodes(chosen[0]) : [])]);
    const first = [...near].map((id) => nodes.get(id)?.item).filter(Boolean);
    const all = [...first, ...order.filter((item) => !near.has(item.id))].map((item) => ({
      id: item.id, text: label(item), theme: item.class === "Theme", strong: chosen.includes(item.id) || item.class === "Goal", radius: size(item) * scale, ...at(item.id),
    }));
    return Labels.fitting(all, across, down);
  }

  const under = (place) => Labels.under(written, place) ?? network.getNodeAt(place) ?? network.getEdgeAt(place);

  const fit = (options = {}) => network?.fit({ animation: false, maxZoomLevel: 1.4, ...options });

  // Panels narrow the canvas, which would learn of it a frame later.
  const resize = () => network?.setSize("100%", "100%");
  const moving = () => (still.matches ? false : { duration: 200 });

  function focus(id) {
    const link = edges.get(id);
    if (link) { mark([id], [link.from, link.to], false); return; }
    if (!network || !nodes.get(id)) return;
    network.selectNodes([id]);
    const scale = Math.max(network.getScale(), 0.85);
    const { x, y } = network.getPosition(id);
    const all = Object.values(network.getPositions());
    const position = { x: within(x, all.map((p) => p.x), container.clientWidth / scale), y: within(y, all.map((p) => p.y), container.clientHeight / scale) };
    network.moveTo({ position, scale, animation: moving() });
  }

  // The middle of a window of this width around `wanted` that shows as little as can be of what is beyond the nodes.
  function within(wanted, places, width) {
    const [low, high] = [Math.min(...places) - 60 + width / 2, Math.max(...places) + 60 - width / 2];
    return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, wanted));
  }

  function mark(edgeIds, nodeIds, whole = true) {
    const shown = nodeIds.filter((id) => nodes.get(id));
    network?.setSelection({ nodes: whole ? shown : [], edges: edgeIds.filter((id) => edges.get(id)) }, { highlightEdges: false });
    fit({ nodes: shown, animation: moving() });
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
  // In another language only words change, of which the network holds none but those of the tips.
  function relabel() {
    for (const set of [nodes, edges]) set.forEach((one) => { one.title.textContent = facts(one.item); });
    network?.redraw();
  }

  dark.addEventListener("change", () => { palette.clear(); repaint(); });
  Typeface.whenLoaded(() => { Labels.remeasure(); network?.redraw(); });

  return {
    aspect: () => Math.min(4, Math.max(0.4, container.clientWidth / (container.clientHeight || 1))).toFixed(1),
    draw, add, focus, mark, repaint, relabel, resize, fit, pin, fold, unfold,
    position: (id) => network.getPosition(id),
    style: (id) => nodes.get(id) || edges.get(id),
    colour, label, size, labels,
    clear: () => { if (network?.getSelectedNodes().length || network?.getSelectedEdges().length) network.unselectAll(); },
    has: (id) => Boolean(nodes.get(id)),
    item: (id) => (nodes.get(id) || edges.get(id))?.item,
    hide: (id) => nodes.remove(id),
    items: () => nodes.get().map((n) => n.item),
    links: () => edges.get().filter((e) => nodes.get(e.from) && nodes.get(e.to)).map((e) => e.item),
    count: () => nodes.length,
    // For tests: where a node, or the middle of an edge, is in the canvas, and what a click there would hit.
    place: (id) => network.canvasToDOM(nodes.get(id) ? network.getPosition(id) : network.body.edges[id].edgeType.getPoint(0.5)),
    under,
    written: () => written,
  };
})();
