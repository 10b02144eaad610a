// The figure on the page, and the ring around the count.
import { createCanvas } from "./canvas.js";
import { between, isMirrored, pieces, seen } from "./posable.js";

const CLEAR = { line: 0.75, work: 0.85, shine: 0.6 };

/** One picture; `draw` may be called on every frame. */
export function createPicture({ named }) {
  const { el, pen, colour } = createCanvas(paint);
  el.className = "un-fig";
  el.setAttribute(named ? "role" : "aria-hidden", named ? "img" : "true");
  let latest = null; // what is shown, to be drawn again in another size or other colours
  let fixed = {}; // the parts of a figure that never move, as paths

  /** Show a figure between two of its poses: {one, other, share, breath, arrow}, for a side. */
  function draw(body, figure, moment, side = "") {
    if (figure !== latest?.figure) {
      fixed = { floor: new Path2D(figure.floor) };
      for (const [name, path] of Object.entries(figure.arrows)) fixed[name] = new Path2D(path);
      if (named) el.setAttribute("aria-label", figure.title);
    }
    latest = { body, figure, moment, side };
    paint();
  }

  function paint() {
    if (!latest) return;
    const { body, figure, side, moment: { one, other = one, share = 1, breath = 0, arrow = "" } } = latest;
    const [x, y, width, height] = figure.box;
    const scale = Math.min(el.width / width, el.height / height);
    const mirror = isMirrored(figure, side) ? -1 : 1;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, el.width, el.height);
    pen.setTransform(mirror * scale, 0, 0, scale, el.width / 2 - mirror * scale * (x + width / 2), el.height / 2 - scale * (y + height / 2));
    const posed = share <= 0 || one === other ? figure.poses[one] : share >= 1 ? figure.poses[other] : between(body, figure.poses[one], figure.poses[other], share, figure.pin);
    const [behind, before] = pieces(figure, posed);
    dip(body, "floor");
    pen.fill(fixed.floor);
    for (const shape of [...behind, ...seen(body, figure, posed, breath), ...before]) fill(body, shape);
    dip(body, "arrow");
    if (fixed[arrow]) pen.fill(fixed[arrow]);
  }

  function fill(body, { tone, hulls, lined }) {
    dip(body, tone);
    pen.beginPath();
    for (const hull of hulls) {
      hull.forEach(([x, y, r, from, to, line], i) => {
        const wide = lined ? r + line : r;
        if (!i) pen.moveTo(x + wide * Math.cos(from), y + wide * Math.sin(from));
        pen.arc(x, y, wide, from, to);
      });
    }
    pen.fill();
  }

  function dip(body, tone) {
    pen.fillStyle = colour(`--un-fig-${tone}`, body.tones[tone]);
    pen.globalAlpha = CLEAR[tone] ?? 1;
  }

  return { el, draw };
}
