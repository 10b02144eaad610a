// Ways into the composer and out of it: a suggestion, a routine that is there, a file, a text to share.
import { button, make, say } from "../kit/dom.js";
import { copyName, doseText, formOf, plainDraft, problemsOf, sums, sumsText } from "./routine_draft.js";
import { saveFile } from "../kit/saving.js";
import { madeText, paperFor } from "../kit/paper_size.js";
import { field } from "./step_list.js";

const WAITING = "Waiting for the notebook…";

/** Why a text is too long to be a routine, or "". */
export function tooLong(bytes, name, most) {
  if (bytes <= most) return "";
  const kB = (size) => Math.round(size / 1000).toLocaleString("en");
  return `${name} is ${kB(bytes)} kB long, and at most ${kB(most)} kB are allowed`;
}

const items = (told) => told.map(({ name, why }) => make("li", {}, make("b", {}, name), `: ${why}`));
const tick = (label, checked = true) => {
  const box = make("input", { type: "checkbox" });
  box.checked = checked;
  return { box, element: make("label.un-tick", {}, box, make("span", {}, label)) };
};
const state = () => make("p.un-said", { role: "status" });

export function suggestPanel({ model, composing, rules, library, filled }) {
  const knots = make("p");
  const minutes = make("input", { type: "number", inputmode: "numeric", min: 1, max: rules.most_minutes, value: 10 });
  const floor = tick("I can get down to the floor");
  const things = [...new Set(library.flatMap(({ equipment, easier }) => [...equipment, ...easier.equipment]))];
  const have = things.map((thing) => ({ thing, ...tick(thing, model.get("at_hand")?.includes(thing) ?? true) }));
  const said = state();
  const found = make("div.un-answer");
  const show = ({ problem, draft, summary, chosen, left_out, notes }) => {
    say(said, problem ?? summary);
    said.classList.toggle("warn", Boolean(problem));
    found.replaceChildren();
    if (problem) return;
    found.append(...notes.map((note) => make("p", {}, note)));
    if (chosen.length) found.append(make("p", {}, "Why each is in it:"), make("ul", {}, ...items(chosen)));
    if (left_out.length) {
      found.append(make("details", {}, make("summary", {}, `Left out, and why (${left_out.length})`), make("ul", {}, ...items(left_out))));
    }
    if (draft) composing.take({ ...draft, routine: "" });
    if (draft) filled(`${draft.steps.length} exercises are in the composer now.`);
  };
  const suggest = () => {
    const number = minutes.valueAsNumber;
    if (!Number.isInteger(number) || number < 1 || number > rules.most_minutes) {
      say(said, `Minutes: a whole number from 1 to ${rules.most_minutes}.`);
      return minutes.focus();
    }
    say(said, WAITING);
    const equipment = have.filter(({ box }) => box.checked).map(({ thing }) => thing);
    return composing.ask("suggest", { minutes: number, floor: floor.box.checked, equipment }, show);
  };
  const element = make("div.un-pane", {}, knots,
    make("div.un-dose", {}, field("Minutes at hand", minutes), floor.element),
    make("fieldset", {}, make("legend", {}, "What there is"), make("div.un-ticks", {}, ...have.map((each) => each.element))),
    button("button.primary", "Suggest a routine", suggest), said, found);
  return {
    element,
    show: () => say(knots, model.get("knots") ? `For ${model.get("knots")}, as marked in “Where are your knots today?”.`
      : "For the upper back as a whole. Mark your knots in “Where are your knots today?” and it is made for them."),
  };
}

export function startPanel({ model, composing, filled, toName }) {
  const list = make("ul.un-starts");
  const start = (routine, draft, onDisk, words) => {
    composing.take({ ...routine, ...draft }, onDisk);
    filled(words);
    toName();
  };
  const row = (routine) => {
    const { id, own, name, steps } = routine;
    const copy = () => start(routine, { routine: "", name: copyName(name, model.get("routines")) }, false, `A copy of ${name} is in the composer now.`);
    const change = () => start(routine, { routine: id }, true, `${name} is in the composer now.`);
    const act = (text, action) => button("button", text, action, { "aria-label": `${text}: ${name}` });
    return make("li", {}, make("span.un-told", {}, make("b", {}, name), make("span.quiet", {}, `${own ? "yours" : "comes with Unknot"} · ${steps.length === 1 ? "1 exercise" : `${steps.length} exercises`}`)),
      make("span.un-acts", {}, ...(own ? [act("Change or rename", change)] : []), act(own ? "Copy" : "Adapt a copy", copy),
        ...(own ? [act("Delete", () => composing.remove(routine))] : [])));
  };
  let drawn;
  const show = () => {
    if (drawn === model.get("routines")) return;
    drawn = model.get("routines");
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...[...drawn].sort((a, b) => b.own - a.own).map(row));
    if (focused) list.querySelector("button")?.focus();
  };
  return { element: make("div.un-pane", {}, list), show };
}

export function importPanel({ composing, rules, byId, filled, save }) {
  const said = state();
  const preview = make("div.un-answer");
  const text = make("textarea", { rows: 6, spellcheck: "false", "aria-label": "The text of a routine" });
  const file = make("input", { type: "file", accept: ".toml,text/plain", "aria-label": "A routine file" });
  let name = "";
  const refuse = (sentence) => {
    preview.replaceChildren();
    said.classList.add("warn");
    say(said, `${sentence}. Nothing was saved.`);
  };
  const tell = (sentence) => {
    said.classList.remove("warn");
    say(said, sentence);
  };
  const use = (draft, words) => {
    composing.take({ ...draft, routine: "" });
    filled(words);
  };
  const show = ({ problem, draft }) => {
    if (problem) return refuse(problem);
    tell("This can be run:");
    const lines = draft.steps.map((step) => make("li", {}, `${formOf(step, byId[step.exercise]).name}, ${doseText(step)}`));
    return preview.replaceChildren(
      make("p", {}, make("b", {}, draft.name), draft.description ? `. ${draft.description}` : ""),
      make("ol", {}, ...lines), make("p", {}, sumsText(sums(draft.steps, byId, rules))),
      make("div.un-acts", {}, button("button.primary", "Save it", () => {
        use(draft, "");
        save();
      }), button("button", "Open it to change it", () => use(draft, `${draft.name} is in the composer now.`))));
  };
  const check = () => {
    const long = tooLong(new TextEncoder().encode(text.value).length, name || "the text", rules.most_bytes);
    if (long) return refuse(long);
    if (!text.value.trim()) return tell("Choose a file, or paste the text of one.");
    tell(WAITING);
    return composing.ask("check", { text: text.value, name }, show);
  };
  text.oninput = () => {
    name = "";
    preview.replaceChildren();
    tell("");
  };
  file.onchange = async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const long = tooLong(chosen.size, chosen.name, rules.most_bytes);
    if (long) return refuse(long);
    try {
      text.value = new TextDecoder("utf-8", { fatal: true }).decode(await chosen.arrayBuffer());
    } catch {
      return refuse(`${chosen.name} cannot be read as UTF-8 text`);
    }
    name = chosen.name;
    file.value = ""; // so that the same file, mended, can be chosen again
    check();
  };
  const element = make("div.un-pane", {}, make("p", {}, "A routine that somebody gave you, a physiotherapist say. It is checked before anything is saved."),
    field("From a file", file), field("Or paste its text", text), button("button", "Check it", check), said, preview);
  return { element, show: () => {} };
}

export function sharePanel({ composing, byId, rules }) {
  const said = state();
  const text = make("textarea", { rows: 10, readonly: "", spellcheck: "false", "aria-label": "This routine as text" });
  let [file, asked] = ["routine.toml", ""];
  const download = () => {
    saveFile(file, text.value, "application/toml");
    say(said, `${file} goes to your downloads.`);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      say(said, "Copied.");
    } catch {
      text.select();
      say(said, "Marked: copy it with Ctrl and C.");
    }
  };
  const print = () => {
    say(said, "Making the page…");
    composing.ask("print", { draft: plainDraft(composing.draft()), paper: paperFor(navigator.languages ?? []) }, (answer) => {
      if (answer.pdf) saveFile(answer.name, answer.pdf, "application/pdf");
      say(said, answer.problem ?? madeText(answer));
    });
  };
  const acts = make("div.un-acts", {}, button("button", "Download", download), button("button", "Copy the text", copy),
    button("button", "Print it (PDF)", print));
  const element = make("div.un-pane", {}, make("p", {}, "This is the whole routine as a file: send it to whom you like. Or print it on one page, with its pictures."),
    text, acts, said);
  const show = () => {
    const draft = composing.draft();
    const wrong = problemsOf({ ...draft, routine: "" }, byId, rules, []);
    const now = JSON.stringify(plainDraft(draft));
    acts.hidden = text.hidden = wrong.length > 0;
    if (wrong.length) return say(said, wrong[0].text);
    if (asked === now) return undefined;
    asked = now;
    say(said, WAITING);
    return composing.ask("text", { draft: plainDraft(draft) }, (answer) => {
      say(said, answer.problem ?? "");
      text.value = answer.text ?? "";
      file = answer.file ?? file;
    });
  };
  return { element, show };
}
