// Making the elements of a view, and keeping them up to date; all text is set as text.

const SVG = "http://www.w3.org/2000/svg";
const SVG_NAMES = new Set("svg g path circle text defs mask rect linearGradient stop".split(" "));
const COPY = Math.random().toString(36).slice(2, 10); // each widget runs a copy of its own
let made = 0;

/** An id that no other view on the page has. */
export const freshId = (word) => `un-${word}-${COPY}-${(made += 1)}`;

/** Set attributes: true and false are there or not, null is taken away, what begins with "on" listens. */
export function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on") || name === "hidden" || name === "disabled") element[name] = value;
    else if (value === false || value == null) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** make("p.quiet", { hidden: true, onclick }, "text", child…); children may be lists, or null. */
export function make(what, props = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = SVG_NAMES.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  put(element, props).append(...children.flat(Infinity).filter((child) => child != null));
  return element;
}

export const button = (what, text, onclick, props = {}) => make(what, { type: "button", onclick, ...props }, text);

/** What a select offers: pairs of a value and its words. */
export const optionsOf = (pairs, chosen) =>
  pairs.map(([value, words]) => make("option", { value, selected: value === chosen }, words));

/** A field with its label before it, which gives it an id. */
export function labelled(what, words, field, gap = null) {
  field.id ||= freshId("field");
  return make(what, {}, make("label", { for: field.id }, words), gap, field);
}

/** Change text only when it differs, so that a screen reader hears it once. */
export const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Nobody can tell how long it takes, only that it goes on. */
export const bar = (text) =>
  make("p.un-busy", { role: "status" }, make("progress", { "aria-label": text }), ` ${text}`);

/** A heading and what may be folded under it: the parts to show, where the heading's words go, and how to open it. */
export function foldable(heading, content, { folded, opened = () => {} }) {
  if (!folded) return { parts: [heading, ...content], words: heading, open() {} };
  const inside = make("div.inside", { id: freshId("inside"), hidden: true }, content);
  const open = (yes = true) => {
    put(fold, { "aria-expanded": String(yes) });
    inside.hidden = !yes;
    opened(yes);
  };
  const about = { "aria-expanded": "false", "aria-controls": inside.id };
  const fold = button("button.fold", "", () => open(inside.hidden), about);
  heading.append(fold);
  return { parts: [heading, inside], words: fold, open };
}

/** Keep plain keys from the notebook, which would cut cells and restart kernels; Escape goes on. */
export const keepKeys = (root) =>
  root.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (plain && event.key !== "Escape") event.stopPropagation();
  });

/** A card that its heading names; plain keys stay in it. */
export function cardOf(kind, heading, about, ...parts) {
  heading.id ||= freshId("heading");
  const root = make(`div.unknot.un-form.${kind}`, { role: "group", "aria-labelledby": heading.id, ...about }, parts);
  keepKeys(root);
  return root;
}

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

/** Those who are to hear of a change. */
export function createListeners() {
  const listeners = new Set();
  return {
    tell: () => listeners.forEach((listener) => listener()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A widget's `render`: `view` makes `root`; it hears of traits as `heard` says, and ends with `ends`. */
export const rendered = (view) => ({ model, el }) => {
  const { root, heard = {}, ends = [] } = view(model, el);
  el.append(root);
  const all = [listen(model, heard), ...ends];
  return () => {
    all.forEach((end) => end());
    root.remove(); // JupyterLab keeps what a cell showed before; let that be little
  };
};

/** A widget whose state belongs to its model, and takes up what an earlier page left; all its views show the same. */
export const sharedState = (create, view) => () => {
  let state;
  return {
    initialize({ model }) {
      state = create(model);
      state.recover?.();
    },
    render: rendered((model, el) => {
      const made = view(model, state, el);
      return { ...made, ends: [state.subscribe(made.show), ...(made.ends ?? [])] };
    }),
  };
};
