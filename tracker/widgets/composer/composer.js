// The composer's whole view: what there is on one side, one's own routine on the other.
import { button, keepKeys, labelled, make, say, sharedState, write } from "../kit/dom.js";
import { BLANK, namesake, problemsOf, stepProblems, sums, sumsText, adoptedDraft, usualStep, warningsOf } from "./routine_draft.js";
import { createComposing, whereText } from "./composer_state.js";
import { stepList } from "./step_list.js";
import { importPanel, sharePanel, startPanel, suggestPanel } from "./composer_panels.js";

const SEEN = "change:routines change:figures change:knots change:flagged";

/** The exercises to pick from, as buttons with their pictures. */
function shelf(library, picture, add) {
  const picks = library.map((exercise) => {
    const thumb = make("span.un-mini", { "aria-hidden": "true" });
    const pick = button("button.un-add", "", () => add(exercise), { "aria-label": `Add ${exercise.name}, ${exercise.position}` });
    pick.append(thumb, make("b", {}, exercise.name), make("span.quiet", {}, exercise.position));
    return { thumb, pick, id: exercise.id };
  });
  const element = make("div.un-adds", {}, ...picks.map(({ pick }) => pick));
  const show = () => {
    for (const { thumb, id } of picks) if (!thumb.firstChild) thumb.innerHTML = picture(id, false);
  };
  return { element, show };
}

/** What the composer holds once it is unfolded. */
function body(model, composing) {
  const [library, rules] = [model.get("library"), model.get("rules")];
  const byId = Object.fromEntries(library.map((exercise) => [exercise.id, exercise]));
  composing.know(byId);
  const picture = (id, variant) => model.get("figures")[variant ? `${id}|easier` : id] ?? "";
  const spoken = make("p.visually-hidden", { "aria-live": "polite" });
  const announce = (words) => say(spoken, words === spoken.textContent ? `${words} ` : words);
  const draft = () => composing.draft();
  let tried = false; // an empty form is no mistake before somebody saves it

  const name = make("input", { maxlength: 80, autocomplete: "off" });
  name.oninput = () => composing.change({ ...draft(), name: name.value }, "name");
  const about = make("input", { maxlength: 500, autocomplete: "off" });
  about.oninput = () => composing.change({ ...draft(), description: about.value }, "about");
  const toName = () => {
    name.focus();
    name.select();
  };
  const add = (exercise) => {
    if (draft().steps.length >= rules.most_steps) return announce(`At most ${rules.most_steps} exercises fit in.`);
    composing.change({ ...draft(), steps: [...draft().steps, usualStep(exercise)] });
    return announce(`${exercise.name} is added, ${draft().steps.length} of ${draft().steps.length}. ${total()}`);
  };
  const addable = shelf(library, picture, add);
  const list = stepList({ composing, byId, rules, picture, announce });
  const changing = make("p.quiet");
  const empty = make("p.un-empty.quiet", {}, "Nothing is in it yet. Press an exercise to add it, or have one suggested.");
  const total = () => {
    const { steps } = draft();
    const wrong = steps.some((step) => stepProblems(step, byId[step.exercise], rules).length);
    if (wrong) return "Mend what is marked, and the time shows here.";
    return steps.length ? sumsText(sums(steps, byId, rules)) : "";
  };
  const sum = make("p.un-sum");
  const warned = make("ul.un-warned");
  const wrong = make("p.un-wrong", { role: "alert" });
  const question = make("div.un-question.warn", { role: "group", "aria-label": "A question", hidden: true });
  const where = make("p.un-where", { role: "status" });
  const back = button("button", "Undo the deletion", () => composing.putBack());

  const save = () => {
    tried = true;
    question.hidden = true;
    const found = problemsOf(draft(), byId, rules, model.get("routines"));
    const other = namesake(draft(), model.get("routines"));
    show();
    if (found.length) {
      const at = found[0].step && list.element.querySelector("[aria-invalid=true]");
      return (at || (found[0].key === "name" ? name : addable.element.querySelector("button"))).focus();
    }
    return other ? ask(other) : composing.busy() || composing.save();
  };
  const ask = (other) => {
    const close = (then) => () => {
      question.hidden = true;
      then();
    };
    const replace = button("button", "Replace it", close(() => composing.save(true)));
    question.replaceChildren(make("p", {}, `There is already a routine of yours called “${other.name}”.`),
      make("div.un-acts", {}, replace, button("button", "Give this one another name", close(toName))));
    question.hidden = false;
    replace.focus();
  };
  const saving = button("button.primary", "Save", save);
  const undo = button("button", "Undo", () => composing.undo());
  const redo = button("button", "Redo", () => composing.redo());
  const over = button("button", "Start over", () => {
    composing.change({ ...BLANK });
    announce("Empty again. Undo brings it back.");
  });

  const filled = (words) => words && announce(words);
  const parts = { model, composing, rules, library, byId, filled, toName, save };
  const ways = [["Suggest one", suggestPanel], ["Start from a routine", startPanel], ["Import", importPanel], ["Share or print it", sharePanel]]
    .map(([words, make_]) => ({ ...make_(parts), words }));
  for (const way of ways) {
    way.element.hidden = true;
    way.button = button("button", way.words, () => {
      for (const other of ways) other.element.hidden = other !== way || !other.element.hidden;
      show();
    });
  }
  const element = make("div.un-composing", {},
    make("div.un-ways", { role: "group", "aria-label": "Ways in and out" }, ...ways.map((way) => way.button)),
    ...ways.map((way) => way.element),
    make("div.un-desk", {},
      make("section.un-shelf", { "aria-label": "Exercises to add" }, make("h3", {}, "Exercises"), addable.element),
      make("section.un-work", { "aria-label": "Your routine" }, make("h3", {}, "Your routine"), changing,
        labelled("p.un-line", "Name", name), labelled("p.un-line", "What it is for (if you like)", about), empty, list.element, sum, warned, wrong, question,
        make("div.un-acts", {}, saving, undo, redo, over), where, back)), spoken);

  function showWarnings() {
    const broken = draft().steps.some((step) => stepProblems(step, byId[step.exercise], rules).length);
    const found = broken ? [] : warningsOf(draft(), byId, rules, model.get("flagged"));
    const now = JSON.stringify(found);
    if (warned.dataset.now === now) return;
    const focused = warned.contains(document.activeElement);
    warned.dataset.now = now;
    warned.replaceChildren(...found.map((warning) => {
      const offer = warning.offer && button("button", warning.label, () => composing.change(adoptedDraft(draft(), warning, byId, rules)));
      return make("li.warn", {}, warning.text, ...(offer ? [" ", offer] : []));
    }));
    if (focused) (warned.querySelector("button") ?? saving).focus();
  }
  const show = () => {
    const now = draft();
    const { phase, deleted } = composing.state();
    if (phase === "" && !composing.changed()) tried = false;
    for (const way of ways) {
      way.button.setAttribute("aria-expanded", String(!way.element.hidden));
      if (!way.element.hidden) way.show();
    }
    addable.show();
    list.show();
    if (name.value !== now.name) name.value = now.name;
    if (about.value !== now.description) about.value = now.description;
    const own = model.get("routines").find(({ id }) => id === now.routine);
    say(changing, own ? `You are changing “${own.name}”.` : "");
    changing.hidden = !own;
    empty.hidden = now.steps.length > 0;
    say(sum, total());
    showWarnings();
    const found = tried ? problemsOf(now, byId, rules, model.get("routines")).filter(({ step }) => step === null) : [];
    say(wrong, found.map(({ text }) => text).join(" "));
    wrong.hidden = !found.length;
    name.setAttribute("aria-invalid", String(found.some(({ key }) => key === "name")));
    if (!question.hidden && !namesake(now, model.get("routines"))) question.hidden = true;
    undo.disabled = !composing.canUndo();
    redo.disabled = !composing.canRedo();
    saving.setAttribute("aria-disabled", String(composing.busy()));
    say(where, whereText(composing.state()));
    where.className = `un-where${phase === "failed" ? " warn" : ""}`;
    back.hidden = !deleted || composing.busy();
  };
  element.addEventListener("keydown", (event) => {
    const way = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (!way || !(event.ctrlKey || event.metaKey) || event.target.matches("input:not([type=checkbox]), textarea")) return;
    event.preventDefault();
    event.stopPropagation();
    composing[way]();
    announce(way === "undo" ? "Taken back." : "Done again.");
  });
  return { element, show };
}

function view(model, composing) {
  const held = make("div");
  const fold = button("button.un-fold", "Compose a routine", () => open(held.hidden), { "aria-expanded": "false" });
  const root = make("div.unknot.un-composer", {}, fold, held);
  let inside = null;
  const build = () => {
    if (inside || held.hidden || !model.get("library").length) return;
    inside = body(model, composing);
    held.replaceChildren(inside.element);
    show();
  };
  const show = () => inside?.show();
  const open = (yes) => {
    held.hidden = !yes;
    fold.setAttribute("aria-expanded", String(yes));
    if (yes && !inside) held.replaceChildren(make("p.quiet", { role: "status" }, "Fetching the exercises…"));
    if (yes && !model.get("opened")) write(model, { opened: true });
    build();
  };
  held.hidden = true;
  keepKeys(root);
  return { root, show, heard: { "change:library": build, [SEEN]: show } };
}

export default sharedState(createComposing, view);
