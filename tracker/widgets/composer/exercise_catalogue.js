// The exercises to look through: found by knot, position or equipment, unfolded one by one.
import { button, keepKeys, make, optionsOf, rendered, say, write } from "../kit/dom.js";
import { bringBack } from "../kit/outbox.js";
import { ease } from "../drawing/posable.js";
import { createPicture } from "../drawing/figure_canvas.js";

const ANCHOR = "exercise-";
const [LEG_MS, STAY_MS] = [1500, 700];
const WAIT_MS = 8000;
const WIDE_PX = 620;

// ---- what is shown when, as plain functions --------------------------------------------------

const suits = (form, { position, equipment }) =>
  (!position || form.position === position) &&
  (!equipment || (equipment === "none" ? !form.equipment.length : form.equipment.includes(equipment)));

/** Which of its forms suits: "usual", "easier", or "" where the exercise is not looked for. */
export function fits(exercise, wanted) {
  if (wanted.sites.length && !wanted.sites.some((site) => exercise.sites.includes(site))) return "";
  const [usual, easier] = exercise.forms;
  return suits(usual, wanted) ? "usual" : suits(easier, wanted) ? "easier" : "";
}

const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join(""));

/** What was found, in a sentence or two. */
export function foundText(exercises, wanted) {
  const count = exercises.filter((each) => fits(each, wanted)).length;
  const bare = wanted.sites.filter((site) => !exercises.some((each) => each.sites.includes(site)));
  const none = bare.length ? ` None is for ${bare.length > 1 ? "these knots" : "this knot"}: ${listed(bare)}.` : "";
  if (!count) return `No exercise here suits all of that.${none}`;
  return `${count === exercises.length ? `All ${count}` : `${count} of ${exercises.length}`} exercises.${none}`;
}

/** What there is to choose from, each once, in the order of the exercises. */
export const choices = (exercises, key) => [...new Set(exercises.flatMap(({ forms }) => forms.flatMap((form) => form[key])))];

/** The poses that show a movement once and end in the one that is held. */
export function legsOf({ way, turns }) {
  const names = [...way, ...turns, ...turns.slice(0, 1)];
  return names.filter((name, i) => name !== names[i - 1]);
}

/** Where the figure is `past` ms into showing its poses; it stays a while in those of `stays`. */
export function showing(names, stays, past) {
  let since = 0;
  for (let i = 0; i + 1 < names.length; i += 1) {
    if (past < since + LEG_MS) return { one: names[i], other: names[i + 1], share: ease((past - since) / LEG_MS), arrow: names[i + 1] };
    since += LEG_MS + (stays.includes(names[i + 1]) ? STAY_MS : 0);
    if (past < since) return { one: names[i + 1], arrow: names[i + 1] };
  }
  return null;
}

/** "standing, no equipment". */
export const needs = (form) => `${form.position}, ${form.equipment.length ? `needs ${listed(form.equipment)}` : "no equipment"}`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);

// ---- parts of the page -----------------------------------------------------------------------

const drawn = (body, form, pose, arrow = pose) => {
  const picture = createPicture({ named: false });
  picture.draw(body, form.figure, { one: pose, arrow }, form.figure.side);
  return picture;
};

function backOf(svg, sites, label) {
  const back = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  if (label) {
    back.removeAttribute("aria-hidden");
    back.setAttribute("role", "img");
    back.setAttribute("aria-label", label);
  }
  for (const patch of back.querySelectorAll(".un-patch")) patch.classList.toggle("un-marked", sites.includes(patch.dataset.site));
  return back;
}

/** The stills of a form, in the last of which the movement can be seen. */
function stills(body, form) {
  if (!form.figure) return "";
  const names = form.shots.map(([pose]) => pose);
  const pictures = form.shots.map(([pose]) => drawn(body, form, pose));
  const shots = pictures.map((picture, i) => make("figure.un-shot", {}, picture.el, make("figcaption", {}, form.shots[i][1])));
  const moving = pictures[names.indexOf(legsOf(form.figure).at(-1))];
  const legs = legsOf(form.figure);
  let frame = 0;
  const play = () => {
    cancelAnimationFrame(frame);
    const start = performance.now();
    const step = (now) => {
      const at = moving.el.isConnected ? showing(legs, names, now - start) : null;
      moving.draw(body, form.figure, at ?? { one: legs.at(-1), arrow: legs.at(-1) }, form.figure.side);
      if (at) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  };
  const sided = form.figure.side === "both" ? "" : ` The ${form.figure.side} side is shown; the other is its mirror image.`;
  return make("div.un-stills", {},
    make("div.un-shots", { role: "img", "aria-label": form.shows }, ...shots),
    make("p.un-under", {}, button("button.un-see", "See it move", play), sided));
}

const facts = (rows) => make("dl.un-steps", {}, ...rows.map(([label, text]) => make("div", {}, make("dt", {}, label), make("dd", {}, text))));
const part = (title, ...inside) => make("section", {}, make("h4", {}, title), ...inside);
const items = (texts) => make("ul", {}, ...texts.map((text) => make("li", {}, capital(text))));

function unfolded(body, back, exercise) {
  const [usual, easier] = exercise.forms;
  const mine = make("div.un-mine");
  const el = make("div.un-inside", {},
    stills(body, usual),
    make("div.un-columns", {},
      part("How it goes", facts([...usual.steps, ["Breathing", usual.breathing]])),
      make("div.un-side-by", {},
        part("What it works on",
          make("div.un-works", {}, backOf(back, exercise.sites, `The back, marked: ${listed(exercise.sites)}`),
            make("div", {}, make("p", {}, capital(listed(exercise.works_on)), "."), make("p.quiet", {}, `For knots: ${listed(exercise.sites)}.`)))),
        part("How long", make("p", {}, make("b", {}, exercise.dose_long)), make("p.quiet", {}, exercise.source)))),
    make("div.un-columns", {},
      part("Take care", ...exercise.cautions.map((text) => make("p.warn", {}, text))),
      part("Rather not", items(exercise.mistakes))),
    part("You and this exercise", mine),
    make("section.un-easier", {}, make("h4", {}, `Easier: ${easier.name.toLowerCase()}`),
      make("p.quiet", {}, `${capital(needs(easier))}.`), stills(body, easier), facts([...easier.steps, ["Breathing", easier.breathing]])),
    make("p.un-endnote", {}, `Also known as ${listed(exercise.also_known_as)}. `, make("a", { href: `#${ANCHOR}${exercise.id}` }, "Link to this exercise")));
  return { el, mine };
}

function card({ body, back }, exercise) {
  const [usual] = exercise.forms;
  const [badge, short, hurt] = [make("span.un-badge", { hidden: true }), make("span"), make("span.un-hurt")];
  const small = usual.figure ? drawn(body, usual, exercise.forms[0].figure.key, "").el : make("span");
  const el = make("details.un-exercise", { id: ANCHOR + exercise.id },
    make("summary", {}, make("span.un-thumb", {}, small),
      make("span.un-head", {}, make("h3", {}, exercise.name), make("span.quiet", {}, `${exercise.dose} · ${needs(usual)}`), make("span.quiet", {}, short, hurt), badge)));
  let inside = null;
  let known = {};
  const tell = () => {
    say(short, known.short ?? "");
    say(hurt, known.hurt ? `${known.short ? " · " : ""}${known.hurt}` : "");
    inside?.mine.replaceChildren(...(known.lines ?? []).map((line) => make("p", {}, line)));
  };
  const fill = () => {
    if (inside || !el.open) return;
    inside = unfolded(body, back, exercise);
    el.append(inside.el);
    tell();
  };
  el.addEventListener("toggle", fill);
  return {
    el, exercise,
    open: (open) => { el.open = open; fill(); },
    remember: (history) => { known = history ?? {}; tell(); },
    show: (form) => {
      el.hidden = !form;
      badge.hidden = form !== "easier";
      say(badge, form === "easier" ? `Suits in its easier form: ${exercise.forms[1].name.toLowerCase()}` : "");
    },
  };
}

/** The controls by which exercises are found; `changed` is called with what is wanted. */
function finder({ exercises, back, sites }, changed) {
  const wanted = { sites: [], position: "", equipment: "" };
  const caption = make("p.un-under", { "aria-hidden": "true" });
  const map = backOf(back, []);
  const chips = new Map(sites.map((site) => [site, button("button.un-chip", capital(site), () => toggle(site), { "aria-pressed": "false" })]));
  const update = () => {
    for (const [site, chip] of chips) chip.setAttribute("aria-pressed", String(wanted.sites.includes(site)));
    for (const patch of map.querySelectorAll(".un-patch")) patch.classList.toggle("un-marked", wanted.sites.includes(patch.dataset.site));
    again.hidden = !wanted.sites.length && !wanted.position && !wanted.equipment;
    changed(wanted);
  };
  const toggle = (site) => {
    wanted.sites = sites.filter((each) => (each === site ? !wanted.sites.includes(each) : wanted.sites.includes(each)));
    update();
  };
  const name = (site) => say(caption, site ? capital(site) : "Tap where your knot is.");
  for (const patch of map.querySelectorAll(".un-patch")) {
    patch.addEventListener("click", () => toggle(patch.dataset.site));
    patch.addEventListener("pointerenter", () => name(patch.dataset.site));
    patch.addEventListener("pointerleave", () => name(""));
  }
  const select = (key, label, options) => {
    const el = make("select", { onchange: () => { wanted[key] = el.value; update(); } }, optionsOf(options));
    return { el, label: make("label", {}, make("span", {}, label), el) };
  };
  const same = (word) => [word, word];
  const position = select("position", "Position", [["", "any"], ...choices(exercises, "position").map(same)]);
  const equipment = select("equipment", "Equipment", [["", "any"], ["none", "nothing needed"], ...choices(exercises, "equipment").map(same)]);
  const again = button("button.un-again", "Show all", () => {
    Object.assign(wanted, { sites: [], position: "", equipment: "" });
    position.el.value = equipment.el.value = "";
    update();
  }, { hidden: true });
  name("");
  const el = make("details.un-find", {}, make("summary", {}, "Find by knot, position or equipment"),
    make("div.un-finder", {}, make("div.un-map", {}, map, caption),
      make("div.un-by", {},
        make("div.un-chips", { role: "group", "aria-label": "Where the knot is" }, ...chips.values()),
        make("div.un-selects", {}, position.label, equipment.label, again))));
  return { el, wanted, clear: () => again.onclick() };
}

// ---- the page --------------------------------------------------------------------------------

function shelf(model) {
  const content = model.get("content");
  const cards = content.exercises.map((exercise) => card(content, exercise));
  const found = make("p.un-found", { role: "status" });
  const all = button("button.un-plain", "Unfold all", () => {
    const open = cards.some(({ el }) => !el.hidden && !el.open);
    for (const each of cards) each.open(open && !each.el.hidden);
    say(all, open ? "Fold all" : "Unfold all");
  });
  const find = finder(content, (wanted) => {
    for (const each of cards) each.show(fits(each.exercise, wanted));
    say(found, foundText(content.exercises, wanted));
  });
  say(found, foundText(content.exercises, find.wanted));
  const remember = () => cards.forEach((each) => each.remember(model.get("history")[each.exercise.id]));
  remember();
  return {
    el: make("div", {}, find.el, make("div.un-bar-top", {}, found, all), ...cards.map(({ el }) => el)),
    find, remember,
    go: (id) => {
      const one = cards.find(({ exercise }) => exercise.id === id);
      if (!one) return;
      if (one.el.hidden) find.clear();
      one.open(true);
      one.el.scrollIntoView({ block: "start" });
      one.el.querySelector("summary").focus({ preventScroll: true });
    },
    unfold: () => {
      const folded = cards.filter(({ el }) => !el.open && !el.hidden);
      folded.forEach((each) => each.open(true));
      return () => folded.forEach((each) => each.open(false));
    },
  };
}

export default () => ({
  render: rendered((model) => {
    const count = model.get("count");
    const root = make("div.unknot.un-catalogue");
    const status = make("p.quiet", { role: "status" });
    const [shown, hidden] = [`Show all ${count} exercises`, `Hide the ${count} exercises`];
    const toggle = button("button", shown, () => open(toggle.getAttribute("aria-expanded") !== "true"), { "aria-expanded": "false" });
    const holder = make("div", { hidden: true });
    let made = null;
    let patience = 0;

    const asked = () => (location.hash.startsWith(`#${ANCHOR}`) ? location.hash.slice(ANCHOR.length + 1) : "");
    const draw = () => {
      if (made || holder.hidden || !model.get("content").exercises) return;
      clearTimeout(patience);
      say(status, "");
      made = shelf(model);
      holder.append(made.el);
      watch.observe(root);
    };
    const open = (wide) => {
      holder.hidden = !wide;
      toggle.setAttribute("aria-expanded", String(wide));
      say(toggle, wide ? hidden : shown);
      if (!wide) return;
      if (!model.get("content").exercises) {
        say(status, "Getting the exercises.");
        patience = setTimeout(() => say(status, `The exercises do not come. Please ${bringBack()}.`), WAIT_MS);
      }
      write(model, { wanted: model.get("wanted") + 1 }); // also brings the history up to date
      draw();
    };
    const follow = () => {
      if (!asked()) return;
      if (holder.hidden) open(true);
      made?.go(asked());
    };
    let fold = () => {};
    const print = () => (fold = made?.unfold() ?? fold);
    const printed = () => { fold(); fold = () => {}; };
    const remember = () => made?.remember();
    let wide = null; // the finder opens by itself where there is room
    const watch = new ResizeObserver(([entry]) => {
      const [width, first] = [entry.contentRect.width, wide === null];
      if (!width || !made) return; // Voilà shows the page when all of it is there
      const now = width >= WIDE_PX;
      if (now !== wide) made.find.el.open = wide = now;
      if (first && asked()) made.go(asked());
    });
    const listeners = [["hashchange", follow], ["beforeprint", print], ["afterprint", printed]];
    for (const [name, listener] of listeners) addEventListener(name, listener);
    keepKeys(root);
    root.append(...(model.get("folded") ? [toggle] : []), status, holder);
    if (!model.get("folded") || asked()) {
      holder.hidden = false;
      model.get("folded") ? open(true) : draw();
    }
    const quit = () => {
      clearTimeout(patience);
      watch.disconnect();
      for (const [name, listener] of listeners) removeEventListener(name, listener);
    };
    return { root, heard: { "change:content": draw, "change:history": remember }, ends: [quit] };
  }),
});
