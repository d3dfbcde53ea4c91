// Where nodes stand: force in a worker, tree by dagre; nothing that is on the screen moves on its own.
import { Graph, layout } from "@dagrejs/dagre";
import WORKER from "worker-source";         // worker.js, bundled to a string by the build

const GOLDEN = 2.39996;                     // radians between neighbours on a sunflower spiral
export const spiral = (i, radius, centre = { x: 0, y: 0 }) =>
  ({ x: centre.x + radius * Math.cos(i * GOLDEN), y: centre.y + radius * Math.sin(i * GOLDEN) });

const WIDEST_ZOOM = 1.15;
export function fit(cy) {
  cy.fit(cy.elements(":visible"), 46);
  if (cy.zoom() > WIDEST_ZOOM) { cy.zoom(WIDEST_ZOOM); cy.center(cy.elements(":visible")); }
}

export function tree(board) {
  stop(board);
  const { cy } = board, graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 50, ranksep: 85 });
  cy.nodes().forEach((n) => { graph.setNode(n.id(), { width: 2 * room(n, cy.nodes().length), height: n.data("size") + 20 }); });
  cy.edges().forEach((e) => { graph.setEdge(e.data("source"), e.data("target"), {}, e.id()); });
  layout(graph);
  cy.batch(() => cy.nodes().forEach((n) => { const { x, y } = graph.node(n.id()); n.position({ x, y }); }));
  fit(cy);
  settled(board);
}

export function force(board, fixed) {       // ids in `fixed` keep their place to the last digit
  stop(board);
  const { cy, root } = board;
  const nodes = cy.nodes().toArray(), n = nodes.length;
  const degree = (id) => cy.getElementById(id).degree(false);
  board.url ??= URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
  const worker = board.worker = new Worker(board.url);
  root.dataset.layout = "running";          // browser tests wait for "done"
  worker.onmessage = ({ data: { positions, done } }) => {
    cy.batch(() => nodes.forEach((node, i) => {
      if (!fixed.has(node.id()) && node.inside()) node.position({ x: positions[2 * i], y: positions[2 * i + 1] });
    }));
    if (!fixed.size) fit(cy);
    if (done) { stop(board); settled(board); }
  };
  worker.postMessage({
    nodes: nodes.map((x) => ({ id: x.id(), ...x.position(), fixed: fixed.has(x.id()), radius: room(x, n) })),
    links: cy.edges().map((e) => ({ source: e.data("source"), target: e.data("target"),
      weight: Math.min(degree(e.data("source")), degree(e.data("target"))) })),
    ticks: n <= 300 ? 300 : n <= 1500 ? 200 : 120, distance: n <= 30 ? 150 : n <= 60 ? 125 : 85, charge: n <= 60 ? -620 : n <= 300 ? -420 : -240 });
}

const room = (node, n) => {                 // in small pictures a name needs room as well
  const own = node.data("size") / 2 + 8;
  return n <= 300 ? Math.max(own, Math.min(52, 3.1 * node.data("name").length)) : own;
};

export function stop(board) { board.worker?.terminate(); board.worker = null; }

function settled(board) { board.remember(); board.root.dataset.layout = "done"; }
