// Small parts that the progress page's widgets share; text stays text.
let made = 0;
const COPY = Math.random().toString(36).slice(2, 8);
export const freshId = (word) => `un-${word}-${COPY}-${(made += 1)}`;

/** make("p.quiet", { hidden: true, onclick }, "text", child…) */
export function make(what, props = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on") || name === "hidden") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Nobody can tell how long it takes, only that it goes on. */
export const bar = (text) =>
  make("p.un-busy", { role: "status" }, make("progress", { "aria-label": text }), ` ${text}`);

/** Keep plain keys from the notebook, which would cut cells and restart kernels. */
export const keepKeys = (root) =>
  root.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (plain && event.key !== "Escape") event.stopPropagation();
  });

/** Listen to traits until the view goes; returns what ends it. */
export function listen(model, heard) {
  for (const [names, call] of Object.entries(heard)) model.on(names, call);
  return () => Object.entries(heard).forEach(([names, call]) => model.off(names, call));
}
