// Which routine today, and what to do about the exercises that hurt last time.
import { button, foldable, freshId, keepKeys, labelled, listen, make, rendered, say, write } from "../kit/dom.js";
import { createDraft } from "../kit/drafts.js";
import { createAsker } from "../kit/saving.js";

const CHOICES = { easier: "easier variant", "as usual": "as usual", "leave out": "leave out" };

/** "No getting down to the floor", "Down to the floor once". */
export function floorText(times) {
  if (!times) return "No getting down to the floor";
  return `Down to the floor ${["once", "twice"][times - 1] ?? `${times} times`}`;
}

/** "You need: tennis ball, wall". */
export const needsText = (equipment) =>
  equipment.length ? `You need: ${equipment.join(", ")}` : "No equipment";

/** The flagged exercises that the chosen routine holds, in its order. */
export function flaggedIn(routine, flagged) {
  const ids = routine?.exercises.map(({ id }) => id) ?? [];
  const at = ({ id }) => ids.indexOf(id);
  return flagged.filter((flag) => at(flag) >= 0).sort((a, b) => at(a) - at(b));
}

/** Keep what is chosen in this browser, and choose it again where an earlier page left it. */
export function keepChoice(model, { storage, now } = {}) {
  const kept = createDraft(model, "choose", { storage, now });
  const left = kept.read();
  const is = (id) => model.get("routines").some((routine) => routine.id === id);
  if (left && is(left.value)) {
    const asked = Object.entries(model.get("choices"));
    const choices = Object.fromEntries(asked.map(([id, word]) => [id, left.choices[id] ?? word]));
    write(model, { choices, value: left.value, easier: left.easier ?? [] });
  }
  const keep = () => {
    const [value, choices, easier] = ["value", "choices", "easier"].map((name) => model.get(name));
    kept.keep({ value, choices, easier });
  };
  return listen(model, { "change:value change:choices change:easier": keep });
}

/** The exercises of a routine that may be done in an easier form, by choice: those that hurt are asked about. */
export const easierIn = (routine, flagged) =>
  (routine?.exercises ?? []).filter(({ id, easier }) => easier && !flagged.some((flag) => flag.id === id));

/** "You need: mat. It is not among what you have." */
export const missingText = (missing) =>
  missing?.length ? `You have not: ${missing.join(", ")}.` : "";

function card(routine, group, choose) {
  const [name, facts] = [freshId("name"), freshId("facts")];
  const input = make("input", {
    type: "radio",
    name: group,
    value: routine.id,
    onchange: choose,
    "aria-labelledby": name,
    "aria-describedby": facts,
  });
  const minutes = make("span.minutes", {}, make("b", {}, String(routine.minutes)), " min");
  const element = make(
    "label.card",
    {},
    make("span.top", {}, input, make("b.name", { id: name }, routine.name), minutes),
    make(
      "span.facts",
      { id: facts },
      make("span", {}, routine.description),
      make("span.quiet", {}, routine.exercises.map((each) => each.name).join(" · ")),
      make("span.quiet", {}, `${needsText(routine.equipment)}. ${floorText(routine.gets_down)}. ${missingText(routine.missing)}`),
    ),
  );
  return { element, input };
}

function question(flag, decide) {
  const group = freshId("flag");
  const open = Object.entries(CHOICES).filter(([word]) => word !== "easier" || flag.easier);
  const inputs = open.map(([word, text]) => {
    const onchange = () => decide(word);
    const input = make("input", { type: "radio", name: group, value: word, onchange });
    const shown = word === "easier" ? `${text}: ${flag.easier}` : text;
    return { word, input, label: make("label.pill", {}, input, shown) };
  });
  const element = make(
    "fieldset.flag",
    {},
    make("legend", {}, flag.name, make("span.quiet", {}, ` ${flag.why}`)),
    make("div.pills", {}, ...inputs.map(({ label }) => label)),
  );
  const show = (choice) => inputs.forEach(({ word, input }) => (input.checked = word === choice));
  return { element, show };
}

function easierSwitch({ id, name, easier }, turn) {
  const input = make("input", { type: "checkbox", role: "switch", onchange: () => turn(id, input.checked) });
  const element = make("label.pill", {}, input, make("span", {}, name, make("span.quiet", {}, ` → ${easier}`)));
  return { id, input, element };
}

const MINUTES = 6; // asked for at first: what a busy day has

/** Has Python suggest a routine for the knots and minutes, and tells why it is as it is. */
function suggestion(model) {
  const minutes = make("input", { type: "number", inputmode: "numeric", min: 1, max: 60, value: MINUTES });
  const said = make("p", { role: "status" });
  const why = make("details.why", { hidden: true }, make("summary", {}, "Why these"), make("div"));
  const items = (told) => make("ul", {}, told.map((one) => make("li", {}, make("b", {}, one.name), `: ${one.why}`)));
  const heard = ({ error, summary, chosen = [], left_out = [] }) => {
    say(said, error ?? summary);
    said.className = error ? "warn" : "";
    why.hidden = Boolean(error) || !chosen.length;
    why.lastChild.replaceChildren(items(chosen), ...(left_out.length ? [make("p", {}, "Left out:"), items(left_out)] : []));
  };
  const asker = createAsker(model, "", heard);
  const ask = () => asker.ask({ minutes: minutes.valueAsNumber || 0 });
  const about = make("p.quiet");
  const element = make("div.suggest", {}, about,
    make("div.ask", {}, labelled("div", "Minutes", minutes), button("button", "Suggest one", ask)), said, why);
  const show = () => {
    element.hidden = !model.get("suggests");
    say(about, `Or one made for ${model.get("knots") || "the upper back as a whole"}:`);
  };
  return { element, show, close: asker.close };
}

export default () => ({
  initialize: ({ model }) => keepChoice(model),
  render: rendered((model) => {
    const [title, group] = [freshId("routines"), freshId("routine")];
    const heading = make("h2", { id: title });
    const cards = make("div.cards", { role: "radiogroup", "aria-labelledby": title });
    const [flags, switches, problems] = [make("div.flags"), make("div.pills"), make("div.problems")];
    const suggested = suggestion(model);
    const folded = model.get("folded");
    const routinesFold = foldable(heading, [cards, suggested.element], { folded });
    const easierFold = foldable(make("h2"), [flags, switches], { folded });
    const root = make("div.unknot.un-form.un-chooser", {}, routinesFold.parts, make("div.easier", {}, easierFold.parts), problems);
    let [made, asked, eased] = [[], new Map(), []];

    const chosen = () => model.get("routines").find(({ id }) => id === model.get("value"));
    const turn = (id, on) => {
      const others = model.get("easier").filter((one) => one !== id);
      write(model, { easier: on ? [...others, id] : others });
    };
    /** What another card offers: the easier forms, of whatever routine it may be, or another routine. */
    const take = () => {
      const [lighten] = model.get("offers");
      if (model.get("taken").offer === lighten) {
        const all = model.get("routines").flatMap((routine) => easierIn(routine, model.get("flagged")));
        return write(model, { easier: [...new Set(all.map(({ id }) => id))] });
      }
      routinesFold.open();
      cards.querySelector("input:checked")?.focus();
    };
    const draw = () => {
      const cardOf = (routine) => card(routine, group, () => write(model, { value: routine.id }));
      made = model.get("routines").map(cardOf);
      cards.replaceChildren(...made.map(({ element }) => element));
      problems.replaceChildren(...model.get("problems").map((text) => make("p.warn", {}, text)));
      drawForms();
    };
    const drawForms = () => {
      const found = flaggedIn(chosen(), model.get("flagged"));
      const decide = (id) => (word) => write(model, { choices: { ...model.get("choices"), [id]: word } });
      asked = new Map(found.map((flag) => [flag.id, question(flag, decide(flag.id))]));
      flags.replaceChildren(...[...asked.values()].map(({ element }) => element));
      eased = easierIn(chosen(), model.get("flagged")).map((exercise) => easierSwitch(exercise, turn));
      switches.replaceChildren(...eased.map(({ element }) => element));
      show();
    };
    const show = () => {
      say(routinesFold.words, model.get("label"));
      for (const { element, input } of made) {
        input.checked = input.value === model.get("value");
        element.classList.toggle("chosen", input.checked);
      }
      for (const [id, { show: mark }] of asked) mark(model.get("choices")[id]);
      for (const { id, input } of eased) input.checked = model.get("easier").includes(id);
      const count = eased.filter(({ input }) => input.checked).length
        + [...asked.keys()].filter((id) => model.get("choices")[id] === "easier").length;
      say(easierFold.words, count ? `Easier forms: ${count} chosen` : "Easier forms");
      easierFold.words.closest(".easier").hidden = !asked.size && !eased.length;
      const all = eased.length > 0 && eased.every(({ input }) => input.checked);
      if (all !== model.get("all_easier")) write(model, { all_easier: all });
      suggested.show();
    };
    keepKeys(root);
    draw();
    return {
      root,
      ends: [suggested.close],
      heard: {
        "change:routines change:problems": draw,
        "change:value change:flagged": drawForms,
        "change:choices change:easier change:label change:knots": show,
        "change:taken": take,
      },
    };
  }),
});
