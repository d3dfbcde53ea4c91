// How nodes and edges look: colours come from Streamlit's theme, so light and dark need no code.
const LABELS_UP_TO = 70;                    // edges; above, a label shows only on what is hovered or selected
export const MANY = 800;                    // nodes; above, edges are drawn plainly

export const themed = (el, name, fallback) => getComputedStyle(el).getPropertyValue(name).trim() || fallback;

export function look(root, data) {
  const text = themed(root, "--st-text-color", "#222");
  const ground = themed(root, "--st-background-color", "#fff");
  const accent = themed(root, "--st-primary-color", "#06c");
  const font = themed(root, "--st-font", "sans-serif");
  const line = themed(root, "--kg-line", "#8a94a3");
  const warn = themed(root, "--kg-contested", "#c77700");
  const many = data.nodes.length > MANY;
  const labelled = data.edges.length <= LABELS_UP_TO;
  return [
    { selector: "node", style: {
      label: "data(name)", color: text, "font-family": font, "font-size": 12, "text-valign": "bottom", "text-margin-y": 4,
      "text-wrap": "ellipsis", "text-max-width": 130, "text-outline-color": ground, "text-outline-width": 2, "min-zoomed-font-size": 7,
      width: "data(size)", height: "data(size)", "background-color": line, "border-width": 1.5, "border-color": ground } },
    ...Object.entries(data.kinds).map(([kind, k]) => ({ selector: `node[kind="${kind}"]`, style: { "background-color": k.color, shape: k.shape } })),
    { selector: "node[?seed]", style: { "font-weight": 600, "font-size": 14 } },
    { selector: "edge", style: {
      width: "data(width)", "line-color": line, "target-arrow-color": line, "curve-style": many ? "haystack" : "bezier",
      "target-arrow-shape": "triangle", "arrow-scale": 0.9, "control-point-step-size": 42, opacity: 0.9,
      label: labelled ? "data(label)" : "", color: text, "font-family": font, "font-size": 10, "text-rotation": "autorotate",
      "text-background-color": ground, "text-background-opacity": 0.85, "text-background-padding": 2, "min-zoomed-font-size": 7 } },
    { selector: "edge[?symmetric]", style: { "target-arrow-shape": "none" } },
    { selector: "edge[!live]", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
    { selector: "edge[?contested]", style: { "line-color": warn, "target-arrow-color": warn } },
    { selector: "edge.lit, edge:selected", style: { label: "data(label)", "z-index": 9 } },
    { selector: ".fresh", style: { "border-width": 3, "border-color": accent } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": accent, "z-index": 10 } },
    { selector: "edge:selected", style: { "line-color": accent, "target-arrow-color": accent, opacity: 1 } },
    { selector: ".faded", style: { opacity: 0.25 } },
    { selector: ".found", style: { "border-width": 4, "border-color": warn } },
    { selector: ".off", style: { display: "none" } },
  ];
}
