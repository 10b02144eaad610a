// The steps of a routine as a list that is put in order by drag, by buttons and by Alt and arrows.
import { button, make, optionsOf, say } from "../kit/dom.js";
import { changedStep, factsText, formOf, isTurned, moved, stepProblems } from "./routine_draft.js";

const EDGE_PX = 70; // so near the edge of what is in sight a drag scrolls
const FIELDS = [["holds", "Holds"], ["hold_s", "Seconds"], ["rest_s", "Rest"]];

/** Where what is dragged goes: how many of the others lie above the pointer. */
export const dropPlace = (middles, from, y) => middles.filter((middle, i) => i !== from && middle < y).length;

/** The orders of sides that can be chosen, in words. */
export const SIDE_WORDS = {
  "left,right": "both, left first", "right,left": "both, right first", left: "left only", right: "right only",
};

/** What is said when a step has moved. */
export const placeText = (name, place, count) => `${name}, now ${place + 1} of ${count}.`;

function scroller(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}

/** Listen on a handle; `drop(to)` is called where an item is let go, `over(to)` on the way (null at its end). */
export function draggable(handle, item, list, { over, drop }) {
  let drag = null;
  const end = (to = null) => {
    if (!drag) return;
    document.removeEventListener("keydown", drag.escape, true);
    item.classList.remove("un-dragged");
    drag = null;
    over(null);
    if (to !== null) drop(to);
  };
  const place = (event) => {
    const items = [...list.children];
    const middles = items.map((each) => {
      const { top, height } = each.getBoundingClientRect();
      return top + height / 2;
    });
    return dropPlace(middles, items.indexOf(item), event.clientY);
  };
  handle.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    event.preventDefault(); // else text is marked, or the picture goes along
    handle.setPointerCapture(event.pointerId);
    drag = { from: event.clientY, escape: (press) => press.key === "Escape" && end() };
    document.addEventListener("keydown", drag.escape, true);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!drag || (!drag.moved && Math.abs(event.clientY - drag.from) < 5)) return;
    drag.moved = true;
    item.classList.add("un-dragged");
    const within = scroller(list);
    const box = within === document.scrollingElement ? { top: 0, bottom: innerHeight } : within.getBoundingClientRect();
    const near = Math.max(0, box.top + EDGE_PX - event.clientY) - Math.max(0, event.clientY - box.bottom + EDGE_PX);
    if (near) within.scrollBy(0, -near / 4);
    over(place(event));
  });
  handle.addEventListener("pointerup", (event) => end(drag?.moved ? place(event) : null));
  handle.addEventListener("pointercancel", () => end());
}

/** A field with its name above it. */
export const field = (label, input) => make("label.un-field", {}, make("span", {}, label), input);

/** One step: `show(step, place, count)` brings it up to date. */
function stepCard(key, { composing, byId, rules, picture, announce, list, over }) {
  const draft = () => composing.draft();
  const place = () => draft().steps.findIndex((step) => step.key === key);
  const step = () => draft().steps[place()];
  const exercise = byId[step().exercise];
  const name = () => formOf(step(), exercise).name;
  const change = (what, tag) => composing.change(changedStep(draft(), key, () => what), tag);
  const move = (to) => {
    const { steps } = draft();
    const [from, focused] = [place(), document.activeElement];
    if (to < 0 || to >= steps.length || to === from) return;
    composing.change({ ...draft(), steps: moved(steps, from, to) });
    announce(placeText(name(), to, steps.length));
    if (!element.contains(focused)) return;
    (focused.disabled ? (from < to ? up : down) : focused).focus(); // moving an element takes it away
  };
  const remove = () => {
    const [said, at] = [name(), place()];
    composing.change({ ...draft(), steps: draft().steps.filter((other) => other.key !== key) });
    announce(`${said} is taken out.`);
    (list.children[at] ?? list.lastElementChild)?.querySelector(".un-remove").focus();
  };
  const thumb = make("span.un-mini", { "aria-hidden": "true" });
  const handle = make("span.un-handle", { "aria-hidden": "true", title: "Drag to move" }, "⠿");
  const title = make("b.un-called");
  const facts = make("span.quiet");
  const up = button("button", "↑", () => move(place() - 1));
  const down = button("button", "↓", () => move(place() + 1));
  const away = button("button.un-remove", "×", remove);
  const inputs = FIELDS.map(([what, label]) => {
    const [low, high] = rules.ranges[what];
    const input = make("input", { type: "number", inputmode: "numeric", min: low, step: what === "hold_s" ? exercise.cycle_s : 1,
      max: what === "hold_s" ? Math.min(high, exercise.longest_s) : high });
    input.oninput = () => change({ [what]: input.valueAsNumber }, `${key} ${what}`);
    return { what, input, element: field(label, input) };
  });
  const onchange = () => change({ sides: sides.value.split(",") });
  const sides = make("select", { onchange }, optionsOf(Object.entries(SIDE_WORDS)));
  const easier = make("input", { type: "checkbox", onchange: () => change({ variant: easier.checked }) });
  const wrong = make("p.un-wrong");
  const fields = make("div.un-dose", {}, ...inputs.map((each) => each.element));
  if (exercise.sides.length > 1) fields.append(field("Sides", sides));
  fields.append(make("label.un-softer", {}, easier, make("span", {}, "Easier form: ", exercise.easier.name.toLowerCase())));
  const element = make("li.un-step", {}, handle, thumb, make("div.un-told", {}, title, facts),
    make("div.un-moves", {}, up, down, away), fields, wrong);
  element.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    move(place() + way);
  });
  for (const grip of [handle, thumb]) draggable(grip, element, list, { over, drop: move });

  const show = (now, at, count) => {
    const form = formOf(now, exercise);
    const drawn = picture(now.exercise, now.variant);
    if (thumb.dataset.of !== String(now.variant) || !thumb.firstChild) {
      thumb.innerHTML = drawn;
      if (drawn) thumb.dataset.of = String(now.variant);
    }
    thumb.classList.toggle("un-turned", isTurned(now, exercise));
    say(title, form.name);
    say(facts, factsText(form));
    const found = stepProblems(now, exercise, rules);
    for (const { what, input } of inputs) {
      if (input.valueAsNumber !== now[what] && !(Number.isNaN(now[what]) && input.value === "")) {
        input.value = Number.isInteger(now[what]) ? now[what] : "";
      }
      input.setAttribute("aria-invalid", String(found.some((problem) => problem.key === what)));
    }
    sides.value = now.sides.join();
    easier.checked = now.variant;
    say(wrong, found.map(({ text }) => text).join(" "));
    wrong.hidden = !found.length;
    up.disabled = at === 0;
    down.disabled = at === count - 1;
    const label = (control, words) => control.setAttribute("aria-label", words);
    label(up, `Move ${form.name} up`);
    label(down, `Move ${form.name} down`);
    label(away, `Take ${form.name} out`);
    label(element, `${at + 1} of ${count}: ${form.name}`);
    for (const { input, what } of inputs) label(input, `${form.name}: ${{ holds: "holds", hold_s: "seconds a hold", rest_s: "seconds of rest" }[what]}`);
    label(sides, `${form.name}: sides`);
  };
  return { element, show };
}

/** The whole list; `show()` brings it up to date and keeps the elements that stay. */
export function stepList(parts) {
  const list = make("ol.un-order", { "aria-label": "Exercises in this routine" });
  const cards = new Map();
  const over = (to) => {
    const others = [...list.children].filter((item) => !item.classList.contains("un-dragged"));
    others.forEach((item, i) => {
      item.classList.toggle("un-drop-before", i === to);
      item.classList.toggle("un-drop-after", to === others.length && i === to - 1);
    });
  };
  const show = () => {
    const { steps } = parts.composing.draft();
    for (const [key, { element }] of cards) {
      if (steps.some((step) => step.key === key)) continue;
      element.remove();
      cards.delete(key);
    }
    steps.forEach((step, at) => {
      if (!cards.has(step.key)) cards.set(step.key, stepCard(step.key, { ...parts, list, over }));
      const card = cards.get(step.key);
      card.show(step, at, steps.length);
      if (list.children[at] !== card.element) list.insertBefore(card.element, list.children[at] ?? null);
    });
  };
  return { element: list, show };
}
