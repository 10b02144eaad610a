// Small parts that the journal's widgets share: making elements, keeping keys, telling the time.

const SVG = "http://www.w3.org/2000/svg";
const SVG_NAMES = new Set("svg g path text defs mask rect linearGradient stop".split(" "));
const COPY = Math.random().toString(36).slice(2, 10); // each widget runs a copy of its own
let made = 0;

/** An id that no other view on the page has. */
export const freshId = (word) => `un-${word}-${COPY}-${(made += 1)}`;

/** Set attributes; functions become listeners, true and false are there or not. */
export function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === false || value == null) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** Make an element: h("button.primary", { click: save }, "Save"). Text stays text. */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = SVG_NAMES.has(tag)
    ? document.createElementNS(SVG, tag)
    : document.createElement(tag);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  put(element, attributes);
  element.append(...children.flat(Infinity).filter((child) => child != null));
  return element;
}

/** Change text only when it differs, so that a screen reader hears it once. */
export const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/**
 * A heading, and what is under it, which a card may keep folded until it is wanted.
 * @param opened called with true or false whenever it was opened or folded
 * @returns the parts to show, where the heading's words go, and how to open it
 */
export function foldable(heading, content, { folded, opened = () => {} }) {
  if (!folded) return { parts: [heading, ...content], words: heading, open() {} };
  const inside = h("div.inside", { id: freshId("inside"), hidden: true }, content);
  const open = (yes = true) => {
    put(button, { "aria-expanded": String(yes) });
    inside.hidden = !yes;
    opened(yes);
  };
  const about = { type: "button", "aria-expanded": "false", "aria-controls": inside.id };
  const button = h("button.fold", { ...about, click: () => open(inside.hidden) });
  heading.append(button);
  return { parts: [heading, inside], words: button, open };
}

/** Keep plain keys from the notebook, which would cut cells and restart kernels; Escape goes on. */
export function keepKeys(root) {
  const keep = (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (plain && event.key !== "Escape") event.stopPropagation();
  };
  root.addEventListener("keydown", keep);
}

/** "14:03" for a moment in epoch ms. */
export function clockTime(at) {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
}

/** "Inner blade edge, left" for "inner blade edge|left", and the whole without a side. */
export function placeName(key) {
  const [site, side] = key.split("|");
  const name = site[0].toUpperCase() + site.slice(1);
  return side === "both" ? `${name} as a whole` : `${name}, ${side}`;
}
