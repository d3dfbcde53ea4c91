// The keyboard: arrows walk to neighbours, e goes through their relations, Enter expands.
import { fit } from "./layout.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const AHEAD = 0.2;                           // cosine; a neighbour further off to the side is not "that way"

export function keys(board, host, find) {
  host.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(board, event.key, find)) { event.preventDefault(); event.stopPropagation(); }
  };
}

function act(board, key, find) {
  const { cy } = board, node = cy.$("node:selected").first();
  if (WAYS[key]) walk(board, WAYS[key]);
  else if (key === "e") nextEdge(board);
  else if (key === "Enter" && node.nonempty()) board.act("expand", node.id());
  else if ((key === "h" || key === "Delete") && node.nonempty()) board.act("hide", node.id());
  else if (key === "Escape") cy.elements().unselect();
  else if (key === "f") fit(cy);
  else if (key === "+" || key === "=") zoom(cy, 1.25);
  else if (key === "-") zoom(cy, 0.8);
  else if (key === "/") find.focus();
  else return false;
  return true;
}

const zoom = (cy, by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });

function only(board, element) {
  board.cy.batch(() => { board.cy.elements().unselect(); element.select(); });
  if (element.isNode()) board.stand = element.id();
  const box = element.renderedBoundingBox();
  if (box.x1 < 0 || box.y1 < 0 || box.x2 > board.cy.width() || box.y2 > board.cy.height()) board.cy.center(element);
}

function standing(board) {
  const node = board.cy.$("node:selected").first();
  if (node.nonempty()) return node;
  const last = board.cy.getElementById(board.stand ?? "");
  return board.cy.$("edge:selected").nonempty() && last.nonempty() ? last : null;
}

function walk(board, [dx, dy]) {
  const shown = board.cy.nodes(":visible"), here = standing(board);
  if (shown.empty()) return;
  if (!here) { only(board, shown.max((n) => n.degree(false)).ele); return; }
  const from = here.position(), near = here.neighborhood("node:visible");
  if (near.empty()) return;
  const best = near.max((n) => {
    const x = n.position("x") - from.x, y = n.position("y") - from.y;
    return (x * dx + y * dy) / (Math.hypot(x, y) || 1);
  });
  if (best.value > AHEAD) only(board, best.ele);
}

function nextEdge(board) {
  const here = standing(board);
  if (!here) return;
  board.stand = here.id();
  const edges = here.connectedEdges(":visible").toArray();
  if (!edges.length) return;
  const at = edges.findIndex((e) => e.selected());
  only(board, edges[(at + 1) % edges.length]);
}
