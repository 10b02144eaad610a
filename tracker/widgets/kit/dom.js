// Making the elements of a view, and keeping them up to date; all text is set as text.

const SVG = "http://www.w3.org/2000/svg";
const SVG_NAMES = new Set("svg g path circle text defs mask rect linearGradient stop".split(" "));
const COPY = Math.random().toString(36).slice(2, 10); // each widget runs a copy of its own
let made = 0;

/** An id that no other view on the page has. */
export const freshId = (word) => `un-${word}-${COPY}-${(made += 1)}`;

function bare(what) {
  const [tag, ...classes] = what.split(".");
  const element = SVG_NAMES.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  return element;
}

/** make("p.quiet", { hidden: true, onclick }, "text", child…) */
export function make(what, props = {}, ...children) {
  const element = bare(what);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on") || name === "hidden" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const button = (what, text, onclick, props = {}) => make(what, { type: "button", onclick, ...props }, text);

/** Set attributes; functions become listeners, true and false are there or not. */
export function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === false || value == null) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** Make an element: h("button.primary", { click: save }, "Save"); lists of children may be nested. */
export function h(what, attributes = {}, ...children) {
  const element = put(bare(what), attributes);
  element.append(...children.flat(Infinity).filter((child) => child != null));
  return element;
}

/** Change text only when it differs, so that a screen reader hears it once. */
export const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Nobody can tell how long it takes, only that it goes on. */
export const bar = (text) =>
  make("p.un-busy", { role: "status" }, make("progress", { "aria-label": text }), ` ${text}`);

/**
 * A heading, and what is under it, which a card may keep folded until it is wanted.
 * @param opened called with true or false whenever it was opened or folded
 * @returns the parts to show, where the heading's words go, and how to open it
 */
export function foldable(heading, content, { folded, opened = () => {} }) {
  if (!folded) return { parts: [heading, ...content], words: heading, open() {} };
  const inside = h("div.inside", { id: freshId("inside"), hidden: true }, content);
  const open = (yes = true) => {
    put(fold, { "aria-expanded": String(yes) });
    inside.hidden = !yes;
    opened(yes);
  };
  const about = { type: "button", "aria-expanded": "false", "aria-controls": inside.id };
  const fold = h("button.fold", { ...about, click: () => open(inside.hidden) });
  heading.append(fold);
  return { parts: [heading, inside], words: fold, open };
}

/** Keep plain keys from the notebook, which would cut cells and restart kernels; Escape goes on. */
export const keepKeys = (root) =>
  root.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (plain && event.key !== "Escape") event.stopPropagation();
  });

/** Have Enter with Ctrl or Command press what saves; it would run the notebook's cell. */
export const saveKeys = (root, press) =>
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    press();
  });

/** Listen to traits until the view goes; returns what ends it. */
export function listen(model, heard) {
  for (const [names, call] of Object.entries(heard)) model.on(names, call);
  return () => Object.entries(heard).forEach(([names, call]) => model.off(names, call));
}

/** Set traits, and have Python hear of them. */
export function write(model, traits) {
  for (const [name, value] of Object.entries(traits)) model.set(name, value);
  model.save_changes();
}
