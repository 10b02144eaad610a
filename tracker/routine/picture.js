// The figure on the page: an SVG that is built once and then only given new paths.
import { STEPS, between, isMirrored, piecePath, seen, toneOf } from "./figure.js";

const CLEAR = { line: 0.75, work: 0.85, shine: 0.6 };

/** One picture; `draw` may be called on every frame and touches only what has changed. */
export function createPicture({ named }) {
  const svg = draft("svg", { class: "un-fig", ...(named ? { role: "img" } : { "aria-hidden": "true" }) });
  const scene = draft("g");
  svg.append(scene);
  let built = null;
  let parts = [];
  let pieces = [];
  let arrow = null;
  let order = "";
  const small = { transform: `scale(${1 / STEPS})` };
  const people = draft("g", small);

  function draft(tag, attributes = {}) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }
  const colour = (body, tone) => `var(--un-fig-${tone}, ${body.tones[tone]})`;
  const paint = (body, tone) => draft("path", { fill: colour(body, tone), ...(CLEAR[tone] ? { "fill-opacity": CLEAR[tone] } : {}) });
  const had = new Map(); // the path each node has: asking the page would cost more
  const put = (node, path) => {
    if (had.get(node) === path) return;
    had.set(node, path);
    node.setAttribute("d", path);
  };

  function build(body, figure) {
    built = figure;
    order = "";
    had.clear();
    if (named) svg.setAttribute("aria-label", figure.title);
    svg.setAttribute("viewBox", figure.box.join(" "));
    const floor = paint(body, "floor");
    floor.setAttribute("d", figure.floor);
    pieces = figure.props.map((piece) => ({ piece, at: "", node: paint(body, piece.tone) }));
    parts = body.parts.map((part) => {
      const node = draft("g");
      const line = paint(body, "line");
      const layers = part.layers.map((layer) => paint(body, layer.tone));
      const works = paint(body, "work");
      node.append(line, ...layers, works);
      return { part, node, line, layers, works, far: false };
    });
    arrow = paint(body, "arrow");
    people.replaceChildren();
    const lying = (before) => pieces.filter(({ piece }) => piece.before === before).map(({ node }) => node);
    const [under, over] = [draft("g", small), draft("g", small)];
    under.append(...lying(false));
    over.append(...lying(true));
    scene.replaceChildren(floor, under, people, over, arrow);
  }

  /** Show a figure between two of its poses: {one, other, share, breath, arrow}, for a side. */
  function draw(body, figure, { one, other = one, share = 1, breath = 0, arrow: to = "" }, side = "") {
    if (figure !== built) build(body, figure);
    const [x, , width] = figure.box;
    const mirror = isMirrored(figure, side) ? `matrix(-1 0 0 1 ${2 * x + width} 0)` : "";
    if (scene.getAttribute("transform") !== mirror) scene.setAttribute("transform", mirror);
    const posed = share <= 0 || one === other ? figure.poses[one] : share >= 1 ? figure.poses[other] : between(body, figure.poses[one], figure.poses[other], share, figure.pin);
    const looks = seen(body, figure, posed, breath);
    parts.forEach((mine, i) => {
      const look = looks[i];
      put(mine.line, look.line);
      mine.layers.forEach((layer, j) => put(layer, look.layers[j]));
      put(mine.works, look.works);
      if (mine.far === look.far) return;
      mine.far = look.far;
      mine.layers.forEach((layer, j) => layer.setAttribute("fill", colour(body, toneOf(mine.part.layers[j], look.far))));
    });
    const sorted = parts.map((_, i) => i).sort((a, b) => looks[a].depth - looks[b].depth);
    if (sorted.join() !== order) {
      order = sorted.join();
      people.append(...sorted.map((i) => parts[i].node));
    }
    for (const mine of pieces) {
      const spot = posed.props[mine.piece.of];
      if (mine.at === spot.join()) continue;
      mine.at = spot.join();
      put(mine.node, piecePath(figure, mine.piece, spot));
    }
    put(arrow, figure.arrows[to] ?? "");
  }

  return { el: svg, draw };
}
