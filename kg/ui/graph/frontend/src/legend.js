// The legend: what each colour and shape means, how many there are, and a switch for each kind.
const SVG = "http://www.w3.org/2000/svg";
const OUTLINES = {                           // on a 16 by 16 field
  "ellipse": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", "round-rectangle": "M4 2.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z",
  "triangle": "M8 1.5L15 14H1z", "diamond": "M8 .8L15.2 8L8 15.2L.8 8z", "pentagon": "M8 1L15 6.2L12.3 14.5H3.7L1 6.2z",
  "hexagon": "M4.5 1.8h7L15 8l-3.5 6.2h-7L1 8z", "octagon": "M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z", "tag": "M1.5 3h8.5L15 8l-5 5H1.5z",
};

function swatch(kind) {
  const svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16"); svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", OUTLINES[kind.shape] ?? OUTLINES.ellipse); path.setAttribute("fill", kind.color);
  svg.append(path);
  return svg;
}

export function legend(board, place, data) {
  const { cy, off } = board, counts = {};
  data.nodes.forEach((n) => { counts[n.kind] = (counts[n.kind] ?? 0) + 1; });
  const kinds = Object.keys(data.kinds).filter((k) => counts[k]);
  place.replaceChildren(...kinds.map((kind) => {
    const button = document.createElement("button"), name = document.createElement("span"), count = document.createElement("b");
    name.textContent = data.kinds[kind].label; count.textContent = counts[kind];
    button.type = "button"; button.dataset.kind = kind; button.append(swatch(data.kinds[kind]), name, count);
    button.setAttribute("aria-pressed", String(!off.has(kind)));
    button.title = `Show or hide: ${data.kinds[kind].label}`;
    button.onclick = () => {
      if (!off.delete(kind)) off.add(kind);
      button.setAttribute("aria-pressed", String(!off.has(kind)));
      switchKinds(board);
      board.say(`${data.kinds[kind].label} ${off.has(kind) ? "hidden" : "shown"}`);
    };
    return button;
  }));
  switchKinds({ cy, off });
}

function switchKinds({ cy, off }) {
  cy.batch(() => cy.nodes().forEach((n) => { n.toggleClass("off", off.has(n.data("kind"))); }));
}
