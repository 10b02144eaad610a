// Small elements that the player's view is put together from; all text is set as text.
const SVG = "http://www.w3.org/2000/svg";

/** make("p.quiet", {hidden: true, onclick}, "text", child…) */
export function make(what, props = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const el = ["svg", "circle", "path"].includes(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (classes.length) el.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on") || name === "hidden" || name === "disabled") el[name] = value;
    else el.setAttribute(name, value);
  }
  el.append(...children);
  return el;
}
export const button = (what, text, onclick, props = {}) => make(what, { type: "button", onclick, ...props }, text);
export const say = (el, text) => {
  if (el.textContent !== text) el.textContent = text;
};

/** Head and shoulders from behind, the half that is meant filled: says the side without colour. */
export function sideMarker() {
  const half = (name, d) => make(`path.un-half.un-${name}`, { d });
  return make("svg.un-marker", { viewBox: "0 0 100 72", "aria-hidden": "true" },
    half("left", "M48 4a14 14 0 0 0-11 22c1 2 1 5-1 7-4 5-17 5-24 12-5 5-6 14-6 23h42z"),
    half("right", "M52 4a14 14 0 0 1 11 22c-1 2-1 5 1 7 4 5 17 5 24 12 5 5 6 14 6 23H52z"));
}
