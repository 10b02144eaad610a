// Which routine today, and what to do about the exercises that hurt last time.
import { freshId, keepKeys, listen, make, rendered, say, write } from "../kit/dom.js";
import { createDraft } from "../kit/drafts.js";

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
    write(model, { choices, value: left.value });
  }
  const keep = () => kept.keep({ value: model.get("value"), choices: model.get("choices") });
  return listen(model, { "change:value change:choices": keep });
}

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
      make("span.quiet", {}, `${needsText(routine.equipment)}. ${floorText(routine.gets_down)}.`),
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

export default () => ({
  initialize: ({ model }) => keepChoice(model),
  render: rendered((model) => {
    const [title, group] = [freshId("routines"), freshId("routine")];
    const heading = make("h2", { id: title });
    const cards = make("div.cards", { role: "radiogroup", "aria-labelledby": title });
    const flags = make("div.flags");
    const problems = make("div.problems");
    const root = make("div.unknot.un-form.un-chooser", {}, heading, cards, flags, problems);
    let made = [];
    let asked = new Map();

    const draw = () => {
      const cardOf = (routine) => card(routine, group, () => write(model, { value: routine.id }));
      made = model.get("routines").map(cardOf);
      cards.replaceChildren(...made.map(({ element }) => element));
      problems.replaceChildren(...model.get("problems").map((text) => make("p.warn", {}, text)));
      drawFlags();
    };
    const drawFlags = () => {
      const routine = model.get("routines").find(({ id }) => id === model.get("value"));
      const found = flaggedIn(routine, model.get("flagged"));
      const decide = (id) => (word) => write(model, { choices: { ...model.get("choices"), [id]: word } });
      asked = new Map(found.map((flag) => [flag.id, question(flag, decide(flag.id))]));
      flags.replaceChildren(...[...asked.values()].map(({ element }) => element));
      show();
    };
    const show = () => {
      say(heading, model.get("label"));
      for (const { element, input } of made) {
        input.checked = input.value === model.get("value");
        element.classList.toggle("chosen", input.checked);
      }
      for (const [id, { show: mark }] of asked) mark(model.get("choices")[id]);
    };
    keepKeys(root);
    draw();
    return {
      root,
      heard: {
        "change:routines change:problems": draw,
        "change:value change:flagged": drawFlags,
        "change:choices change:label": show,
      },
    };
  }),
});
