// A canvas that follows its place on the page: sharp at any size and zoom, in the theme's colours.
// A frame of it asks nothing of the page's styles and layout, which an SVG that changes does, and
// which cost more than the drawing.

const painted = new Set(); // how each is drawn anew; weakly, as nobody says when one goes
let watching = false;

function watch(again) {
  painted.add(new WeakRef(again));
  if (watching) return;
  watching = true;
  const anew = () => {
    for (const held of painted) {
      const known = held.deref();
      if (known) known();
      else painted.delete(held);
    }
  };
  new MutationObserver(anew).observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  zoomed(anew);
}

/** The place may keep its size as the zoom changes, or the screen. */
function zoomed(anew) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
    anew();
    zoomed(anew);
  }, { once: true });
}

/**
 * A canvas that `paint` draws on, and again whenever its size, the zoom or the theme has changed;
 * `pen` is its context, `colour` tells a custom property of its style, and `again` has it take up
 * new ones.
 */
export function createCanvas(paint) {
  const el = document.createElement("canvas");
  const pen = el.getContext("2d");
  let place = { width: 0, height: 0 };
  let known = {};
  const colour = (name, otherwise = "") => (known[name] ??= getComputedStyle(el).getPropertyValue(name) || otherwise);

  function again() {
    known = {};
    const [width, height] = [place.width, place.height].map((size) => Math.round(size * devicePixelRatio));
    if (el.width !== width || el.height !== height) [el.width, el.height] = [width, height];
    if (width) paint();
  }

  new ResizeObserver(([{ contentRect }]) => {
    place = contentRect;
    again();
  }).observe(el);
  el.addEventListener("contextrestored", again);
  watch(again);
  return { el, pen, colour, again };
}
