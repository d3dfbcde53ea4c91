// The force layout, off the main thread: nodes and links in, positions out, a few times a second.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

const REPORT_MS = 250;

onmessage = ({ data: { nodes, links, ticks, distance, charge } }) => {
  const bodies = nodes.map((n) => (n.fixed ? { ...n, fx: n.x, fy: n.y } : { ...n }));
  const grown = nodes.some((n) => n.fixed);
  const simulation = forceSimulation(bodies)
    .stop()
    .alphaDecay(1 - 0.001 ** (1 / ticks))
    .force("link", forceLink(links).id((d) => d.id).distance(distance).strength((l) => 1 / Math.min(6, Math.max(1, l.weight))))
    .force("charge", forceManyBody().strength(charge).theta(bodies.length > 400 ? 1.2 : 0.9).distanceMax(1500))
    .force("collide", bodies.length <= 1500 ? forceCollide((d) => d.radius) : null);
  if (!grown) simulation.force("x", forceX().strength(0.05)).force("y", forceY().strength(0.09)); // screens are wide

  const send = (done) => {
    const positions = new Float64Array(2 * bodies.length);
    bodies.forEach((b, i) => { positions[2 * i] = b.x; positions[2 * i + 1] = b.y; });
    postMessage({ positions, done }, [positions.buffer]);
  };
  for (let i = 0, last = Date.now(); i < ticks; i++) {
    simulation.tick();
    if (Date.now() - last > REPORT_MS) { last = Date.now(); send(false); }
  }
  send(true);
};
