// The ring around the count, which empties as time goes.
import { createCanvas } from "../drawing/canvas.js";

const [RING, WIDE] = [0.46, 0.055]; // of the whole
export const RING_STEPS = 600; // finer than the eye sees, and most frames are spared a repaint

/** A ring; `draw` takes how much of it is left (0-1), `again` has it take up new colours. */
export function createRing() {
  const { el, pen, colour, again } = createCanvas(paint);
  el.setAttribute("aria-hidden", "true");
  let left = 0;

  function paint() {
    pen.clearRect(0, 0, el.width, el.height);
    pen.lineWidth = WIDE * el.width;
    arc("--un-soft", 1);
    arc("--un-arc", left);
  }

  function arc(tone, share) {
    pen.strokeStyle = colour(tone);
    pen.beginPath();
    pen.arc(el.width / 2, el.height / 2, RING * el.width, -Math.PI / 2, (2 * share - 0.5) * Math.PI);
    pen.stroke();
  }

  function draw(share) {
    const now = Math.round(Math.min(share, 1) * RING_STEPS) / RING_STEPS;
    if (now === left) return;
    left = now;
    paint();
  }

  return { el, draw, again };
}
