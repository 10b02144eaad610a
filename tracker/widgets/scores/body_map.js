// The clickable back: a drawing and a list of the same choice, always in step.
import { cardOf, foldable, freshId, make, put, rendered, say, write } from "../kit/dom.js";
import { placeName } from "../kit/texts.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TICK = "M-6,0.5L-2,5L6.5,-5";

/** The choice with one site added or taken away, in the drawing's order. */
export function toggled(value, key, order) {
  return order.filter((each) => (each === key ? !value.includes(key) : value.includes(each)));
}

/** The site one arrow key away: near, and rather straight ahead than off to the side. */
export function neighbour(sites, from, arrow) {
  const [right, down] = ARROWS[arrow];
  const [x, y] = sites[from].label_xy;
  let best = from;
  let least = Infinity;
  for (const [key, site] of Object.entries(sites)) {
    const [dx, dy] = [site.label_xy[0] - x, site.label_xy[1] - y];
    const ahead = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    const far = ahead + 2.5 * aside;
    if (key !== from && ahead > 1 && far < least) [best, least] = [key, far];
  }
  return best;
}

/** "Inner blade edge, left (rhomboids)". */
export const fullName = (site) => `${placeName(`${site.site}|${site.side}`)} (${site.muscle})`;

/** What is chosen, in one sentence. */
export function chosenText(value) {
  if (!value.length) return "Nothing chosen yet.";
  return `Chosen: ${value.map(placeName).join(" · ")}`;
}

function picture(drawing, { choose, name }) {
  const { viewBox, outline, hints, sites } = drawing;
  const [, , width, height] = viewBox.split(" ").map(Number);
  const [fade, mask] = [freshId("fade"), freshId("mask")];
  const marks = {};
  let current = Object.keys(sites)[0];

  const walk = (key, event) => {
    if (event.key === " " || event.key === "Enter") choose(key);
    else if (event.key in ARROWS) marks[neighbour(sites, key, event.key)].focus();
    else return;
    event.preventDefault();
  };
  const arrive = (key) => {
    put(marks[current], { tabindex: "-1" });
    put(marks[(current = key)], { tabindex: "0" });
    name(key);
  };
  for (const [key, site] of Object.entries(sites)) {
    const [x, y] = site.label_xy;
    marks[key] = make(
      "g.site",
      {
        role: "checkbox",
        tabindex: key === current ? "0" : "-1",
        "aria-label": fullName(site),
        onclick: () => choose(key),
        onkeydown: (event) => walk(key, event),
        onfocus: () => arrive(key),
        onpointerenter: () => name(key),
        onpointerleave: (event) => event.pointerType === "mouse" && name(null),
        onblur: () => name(null),
      },
      make("path.patch", { d: site.path }),
      make("path.tick", { d: TICK, transform: `translate(${x} ${y})` }),
    );
  }
  const side = (text, x) => make("text", { x, y: 40, "text-anchor": "middle" }, text);
  const svg = make(
    "svg",
    { viewBox, role: "group", "aria-label": "Your upper back, seen from behind" },
    make(
      "defs",
      {},
      make(
        "linearGradient",
        { id: fade, x1: 0, x2: 0, y1: 0, y2: 1 },
        make("stop", { offset: 0.88, "stop-color": "#fff" }),
        make("stop", { offset: 0.99, "stop-color": "#000" }),
      ),
      make("mask", { id: mask }, make("rect", { width, height, fill: `url(#${fade})` })),
    ),
    make(
      "g",
      { "aria-hidden": "true", mask: `url(#${mask})` },
      outline.map((d) => make("path.skin", { d })),
      [...hints.blades, ...hints.spine].map((d) => make("path.hint", { d })),
    ),
    make("g.sides", { "aria-hidden": "true" }, side("left", 62), side("right", width - 62)),
    Object.values(marks),
  );
  const show = (value) => {
    for (const [key, mark] of Object.entries(marks))
      put(mark, { "aria-checked": String(value.includes(key)) });
  };
  return { svg, show };
}

function list(sites, choose) {
  const boxes = {};
  const cell = (key) => {
    boxes[key] = make("input", {
      type: "checkbox",
      "aria-label": fullName(sites[key]),
      onchange: () => choose(key),
    });
    return make("label.tick-cell", {}, boxes[key]);
  };
  const names = [...new Set(Object.values(sites).map((site) => site.site))];
  const fieldset = make(
    "fieldset",
    {},
    make("legend.visually-hidden", {}, "The same places as a list"),
    make("span.head", { "aria-hidden": "true" }),
    make("span.head", { "aria-hidden": "true" }, "Left"),
    make("span.head", { "aria-hidden": "true" }, "Right"),
    names.map((site) => [
      make(
        "span.name",
        { "aria-hidden": "true" },
        site[0].toUpperCase() + site.slice(1),
        make("small", {}, sites[`${site}|left`].muscle),
      ),
      cell(`${site}|left`),
      cell(`${site}|right`),
    ]),
  );
  const show = (value) => {
    for (const [key, box] of Object.entries(boxes)) box.checked = value.includes(key);
  };
  return { fieldset, show };
}

export default () => ({
  render: rendered((model) => {
    const drawing = model.get("drawing");
    const order = Object.keys(drawing.sites);
    const hint = freshId("hint");
    const folded = model.get("folded");
    const heading = make("h2");
    const caption = make("p.caption", { "aria-hidden": "true" });
    const chosen = make("p.chosen");

    const choose = (key) => write(model, { value: toggled(model.get("value"), key, order) });
    const name = (key) =>
      say(caption, key ? fullName(drawing.sites[key]) : "Tap a place; tap again to take it back.");
    const map = picture(drawing, { choose, name });
    const rows = list(drawing.sites, choose);
    const details = make("details", {}, make("summary", {}, "Choose from a list instead"), rows.fieldset);

    const content = [
      make("p.quiet", { id: hint }, "As seen from behind: left in the picture is your left."),
      make("div.choice", {}, make("div.picture", {}, map.svg, caption), make("div", {}, folded ? null : chosen, details)),
    ];
    const { parts, words } = foldable(heading, content, { folded });
    const about = { id: model.get("anchor") || null, "aria-describedby": hint };
    const root = cardOf("un-bodymap", heading, about, parts, folded ? chosen : null); // seen while the map is not
    const show = () => {
      const value = model.get("value");
      say(words, model.get("label"));
      say(chosen, chosenText(value));
      chosen.hidden = folded && !value.length;
      map.show(value);
      rows.show(value);
    };
    name(null);
    show();

    return { root, heard: { "change:value change:label": show } };
  }),
});
