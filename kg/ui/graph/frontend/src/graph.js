// A graph on the screen. Data comes from Python; a gesture goes back as `selection` (lasting) or
// `action` (once). All names are text from articles: they reach the page as text, never as markup.
import cytoscape from "cytoscape";
import { keys } from "./keys.js";
import { fit, force, spiral, stop, tree } from "./layout.js";
import { legend } from "./legend.js";
import { look, MANY, themed } from "./look.js";

const LIVE = new WeakMap();                  // Streamlit calls the default export again on every change of data or theme
const GATHER_MS = 120;                       // a box selection is one message, not one an element

const elements = (data) => ({
  nodes: data.nodes.map((n) => ({ group: "nodes", data: n })),
  edges: data.edges.map((e) => ({ group: "edges", data: e })),
});

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let board = LIVE.get(parentElement);
  const fresh = !board;
  if (fresh) { board = mount(parentElement, data); LIVE.set(parentElement, board); }
  board.send = { selection: setStateValue, action: setTriggerValue };   // the newest functions on every call
  board.root.style.setProperty("--kg-height", `${data.height}px`);
  if (!fresh) update(board, data);
  legend(board, parentElement.querySelector(".kg-legend"), data);
  follow(board, data.select);
  return () => {
    stop(board);
    if (board.url) URL.revokeObjectURL(board.url);
    board.cy.destroy();
    LIVE.delete(parentElement);
  };
}

// ---- first call

function mount(parent, data) {
  const root = parent.querySelector(".kg"), host = parent.querySelector(".kg-canvas"), said = parent.querySelector(".kg-live");
  root.style.setProperty("--kg-height", `${data.height}px`);            // a height in % does not pass the shadow root
  const { nodes, edges } = elements(data), past = recall(data.board), big = nodes.length > MANY;
  nodes.forEach((n, i) => { n.position = past[n.data.id] ?? spiral(i, 22 * Math.sqrt(i + 1)); });
  const cy = cytoscape({ container: host, elements: [...nodes, ...edges], style: look(root, data), layout: { name: "preset", fit: false },
    hideEdgesOnViewport: big, textureOnViewport: big, minZoom: 0.05, maxZoom: 4, boxSelectionEnabled: true });
  const board = { cy, root, past, off: new Set(), turn: 0, muted: false, worker: null, stand: null };
  root.__cy = cy;                            // handle for browser tests
  board.say = (words) => { said.textContent = words; };
  board.remember = () => remember(board, data.board);
  board.act = (type, id) => board.send.action("action", { type, id });
  const known = new Set(nodes.map((n) => n.data.id).filter((id) => id in past));
  begin(board, data, known);
  listen(board);
  const find = parent.querySelector(".kg-find");
  tools(board, parent, find);
  keys(board, host, find);
  return board;
}

function begin(board, data, known) {
  const n = data.nodes.length;
  if (!n || known.size === n) { fit(board.cy); board.root.dataset.layout = "done"; }
  else if (data.layout === "tree") tree(board);
  else { fit(board.cy); force(board, known.size * 2 > n ? known : new Set()); }
}

function recall(name) {
  try { return JSON.parse(sessionStorage.getItem(`kg:${name}`) ?? "{}"); }
  catch { return {}; }                       // storage is switched off, or holds something else
}

function remember(board, name) {
  board.cy.nodes().forEach((n) => { board.past[n.id()] = { ...n.position() }; });
  try { sessionStorage.setItem(`kg:${name}`, JSON.stringify(board.past)); }
  catch { board.say("Positions are kept until this page is left"); }     // storage is off or full
}

// ---- gestures

function listen(board) {
  const { cy } = board;
  let timer;
  cy.on("select unselect", () => { clearTimeout(timer); shade(board); if (!board.muted) timer = setTimeout(() => tell(board), GATHER_MS); });
  cy.on("tap", "node", (e) => { board.stand = e.target.id(); });
  cy.on("dbltap", "node", (e) => board.act("expand", e.target.id()));
  cy.on("dragfree", "node", () => board.remember());
  cy.on("mouseover", "node", (e) => e.target.connectedEdges().addClass("lit"));
  cy.on("mouseover", "edge", (e) => e.target.addClass("lit"));
  cy.on("mouseout", "node, edge", () => cy.edges().removeClass("lit"));
  cy.on("mouseover", "node, edge", () => { board.root.dataset.over = "1"; });
  cy.on("mouseout", "node, edge", () => { delete board.root.dataset.over; });
}

function shade({ cy }) {
  const chosen = cy.$(":selected");
  cy.batch(() => {
    cy.elements().removeClass("faded found");
    cy.edges().removeClass("lit");
    if (chosen.empty()) return;
    const near = chosen.closedNeighborhood().union(chosen.connectedNodes());
    cy.elements().not(near).addClass("faded");
    chosen.nodes().connectedEdges().addClass("lit");
  });
}

function tell(board) {
  const chosen = board.cy.$(":selected");
  board.say(chosen.map(spoken).join("; ") || "Nothing selected");
  board.send.selection("selection", { nodes: chosen.nodes().map((n) => n.id()), edges: chosen.edges().map((e) => e.id()) });
}

const spoken = (e) => e.isNode()
  ? `${e.data("name")}, ${e.data("kind")}, ${e.degree(false)} relations`
  : `${e.source().data("name")} ${e.data("label")} ${e.target().data("name")}`;

function tools(board, parent, find) {
  const { cy, root } = board, button = (name) => parent.querySelector(`[data-act=${name}]`);
  button("fit").onclick = () => fit(cy);
  button("force").onclick = () => force(board, new Set());
  button("tree").onclick = () => tree(board);
  button("png").onclick = () => {
    const link = document.createElement("a");
    const url = URL.createObjectURL(cy.png({ full: true, scale: 2, output: "blob", bg: themed(root, "--st-background-color", "#fff") }));
    link.download = "graph.png"; link.href = url; link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  find.oninput = () => search(board, find.value);
  find.onkeydown = (e) => {
    e.stopPropagation();
    if (e.key === "Escape") { find.value = ""; search(board, ""); parent.querySelector(".kg-canvas").focus(); }
    if (e.key === "Enter") choose(board);
  };
}

function search(board, words) {
  const { cy } = board, text = words.trim().toLocaleLowerCase();
  cy.batch(() => {
    cy.elements().removeClass("faded found");
    if (!text) return;
    const hits = cy.nodes(":visible").filter((n) => `${n.data("name")} ${n.data("also") ?? ""}`.toLocaleLowerCase().includes(text));
    cy.elements().not(hits).addClass("faded");
    hits.addClass("found");
    board.say(`${hits.length} found`);
  });
  const found = cy.$(".found");
  if (found.length) cy.center(found);
}

function choose(board) {
  const hit = board.cy.$(".found").first();
  if (hit.nonempty()) { board.cy.elements().unselect(); hit.select(); board.stand = hit.id(); }
}

// ---- later calls: apply the difference; what is on the screen stays where it is

function update(board, data) {
  const { cy, past } = board, { nodes, edges } = elements(data);
  const want = new Set([...nodes, ...edges].map((e) => e.data.id));
  const has = (id) => cy.getElementById(id).nonempty();
  const fixed = new Set(), placed = new Map();
  let fresh = [];
  board.muted = true;
  cy.batch(() => {
    cy.nodes().forEach((n) => { past[n.id()] = { ...n.position() }; });
    cy.elements().filter((e) => !want.has(e.id())).remove();
    cy.nodes().removeClass("fresh").forEach((n) => { fixed.add(n.id()); });
    [...nodes, ...edges].forEach((e) => { if (has(e.data.id)) cy.getElementById(e.data.id).data(e.data); });
    fresh = nodes.filter((n) => !has(n.data.id));
    fresh.forEach((n, i) => {
      const back = past[n.data.id];
      if (back) fixed.add(n.data.id);
      cy.add({ ...n, position: back ?? spiral(i, 60 + 9 * Math.sqrt(i), beside(data, cy, n.data.id)), classes: "fresh" });
      placed.set(n.data.id, Boolean(back));
    });
    cy.add(edges.filter((e) => !has(e.data.id)));
  });
  board.muted = false;
  cy.style(look(board.root, data));          // a change of theme comes this way too
  shade(board);
  if (!fresh.length) return;
  board.say(`${fresh.length} more entities, ${cy.nodes().length} in view`);
  const all = fresh.length === nodes.length;
  if ([...placed.values()].every(Boolean)) { board.remember(); if (all) fit(cy); }
  else force(board, all ? new Set() : fixed);
}

function beside(data, cy, id) {              // where a neighbour of a new node already stands
  for (const e of data.edges) {
    const other = e.source === id ? e.target : e.target === id ? e.source : null;
    if (other && cy.getElementById(other).nonempty()) return cy.getElementById(other).position();
  }
  return undefined;
}

// A selection made in Python; `turn` counts them, so that an old one is not made again.
function follow(board, select) {
  if (!select || select.turn === board.turn) return;
  board.turn = select.turn;
  const element = board.cy.getElementById(select.id ?? "");
  board.muted = true;
  board.cy.elements().unselect();
  if (element.nonempty()) { element.select(); if (element.isNode()) board.stand = element.id(); }
  board.muted = false;
  shade(board);
}
