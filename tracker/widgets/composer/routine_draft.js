// A routine being composed, as plain values: changed, added up, judged, undone. Nothing here is seen.
//
// A draft is {routine, name, description, steps}; routine is the id of one's own routine that it is
// the new form of, or "". A step has the keys of its TOML, and a `key` that names it on the screen.

const DOSE = ["holds", "hold_s", "rest_s"];
export const BLANK = { routine: "", name: "", description: "", steps: [] };
let keys = 0;

const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const listed = (words) => [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
/** Round halves to the even neighbour, as Python does, so that both say the same minutes. */
const rounded = (number) => (number % 1 === 0.5 ? 2 * Math.round(number / 2) : Math.round(number));

/** A step with the usual dose of its exercise. */
export function usualStep({ id, holds, hold_s, rest_s, sides }) {
  return { key: (keys += 1), exercise: id, holds, hold_s, rest_s, sides: [...sides], variant: false };
}

/** A draft that came from Python, its steps named. */
export const named = (draft) => ({ ...BLANK, ...draft, steps: draft.steps.map((step) => ({ ...step, key: (keys += 1) })) });

/** What Python is told of a draft. */
export const plainDraft = ({ name, description, steps }) => ({
  name: name.trim(),
  description: description.trim(),
  steps: steps.map(({ key, ...step }) => step),
});

export const sameDraft = (a, b) =>
  a.routine === b.routine && JSON.stringify(plainDraft(a)) === JSON.stringify(plainDraft(b));

export const formOf = (step, exercise) => (step.variant ? exercise.easier : exercise);

/** Where one is and what one needs, each once: "wall · tennis ball". */
export const factsText = ({ position, equipment }) => [...new Set([position, ...equipment])].join(" · ");

/** Whether a step's first side is the mirror image of what its picture shows. */
export function isTurned(step, exercise) {
  const { shows } = formOf(step, exercise);
  return shows !== "both" && step.sides[0] !== "both" && step.sides[0] !== shows;
}

/** Move the step at a place to another one; a place beyond the ends is the end. */
export function moved(steps, from, to) {
  const rest = steps.filter((_, i) => i !== from);
  return [...rest.slice(0, Math.max(0, to)), steps[from], ...rest.slice(Math.max(0, to))];
}

/** Group steps by position, each group in its order: off the floor, on it, then at the wall. */
export function groupedByPosition(steps, byId, { down }) {
  const group = (step) => {
    const { position } = formOf(step, byId[step.exercise]);
    return down.includes(position) ? 1 : position === "wall" ? 2 : 0;
  };
  return [0, 1, 2].flatMap((nth) => steps.filter((step) => group(step) === nth));
}

/** Add steps up as `totals` in timeline.py does; a test holds the two together. */
export function sums(steps, byId, rules) {
  const forms = steps.map((step) => formOf(step, byId[step.exercise]));
  const down = forms.map((form) => rules.down.includes(form.position));
  let total_s = steps.length ? rules.get_ready_s + rules.finish_s : 0;
  let holds = 0;
  steps.forEach((step, i) => {
    const side_s = step.holds * (step.hold_s + step.rest_s) - step.rest_s;
    total_s += step.sides.length * side_s + (step.sides.length - 1) * rules.switch_s;
    if (i) total_s += down[i] === down[i - 1] ? rules.change_s : rules.up_or_down_s;
    holds += step.sides.length * step.holds;
  });
  return {
    total_s,
    exercises: steps.length,
    holds,
    gets_down: down.filter((is, i) => is && !down[i - 1]).length,
    equipment: [...new Set(forms.flatMap((form) => form.equipment))],
  };
}

/** The sums in words, the same as Totals.summary(). */
export function sumsText({ total_s, exercises, holds, gets_down, equipment }) {
  const floor = ["You stay off the floor", "You get down to the floor once"][gets_down] ??
    `You get down to the floor ${gets_down} times`;
  const needed = listed(equipment.map((thing) => `a ${thing}`)) || "nothing for it";
  return `About ${counted(Math.max(1, rounded(total_s / 60)), "minute")}: ${counted(exercises, "exercise")}, ` +
    `${counted(holds, "hold")}. ${floor}. You need ${needed}.`;
}

/** A step's dose for the eye. */
export function doseText({ holds, hold_s, sides }) {
  return `${holds} × ${hold_s} s${sides[0] === "both" ? "" : `, ${sides.join(" and ")}`}`;
}

const WORDS = { holds: "holds", hold_s: "seconds a hold", rest_s: "seconds of rest" };

/** What keeps a step from being run: [{key, text}], key being the field at fault. */
export function stepProblems(step, exercise, { ranges }) {
  const found = [];
  for (const key of DOSE) {
    const [low, high] = ranges[key];
    const most = key === "hold_s" ? Math.min(high, exercise.longest_s) : high;
    const [value, cycle] = [step[key], key === "hold_s" ? exercise.cycle_s : 1];
    const spot = exercise.at_the_knot ? "a spot" : "a hold";
    if (!Number.isInteger(value) || value < low) found.push([key, `${low} to ${most} ${WORDS[key]}`]);
    else if (value > most) found.push([key, key === "hold_s" ? `${most} seconds ${spot} at most` : `${low} to ${most} ${WORDS[key]}`]);
    else if (value % cycle) found.push([key, `whole rounds of ${cycle} seconds, such as ${3 * cycle} or ${6 * cycle}`]);
  }
  return found.map(([key, text]) => ({ key, text: `${formOf(step, exercise).name}: ${text}.` }));
}

/** The routine of this name that is not the one being changed, if there is one. */
export function namesake(draft, routines) {
  const plain = (name) => name.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  return routines.find(({ id, name }) => id !== draft.routine && plain(name) === plain(draft.name));
}

/** What keeps a draft from being saved: [{step, key, text}]; step is null for the whole. */
export function problemsOf(draft, byId, rules, routines) {
  const found = draft.steps.flatMap((step) =>
    stepProblems(step, byId[step.exercise], rules).map((problem) => ({ step: step.key, ...problem })));
  const whole = (key, text) => found.unshift({ step: null, key, text });
  if (!draft.steps.length) whole("steps", "There is no exercise in it yet.");
  if (draft.steps.length > rules.most_steps) whole("steps", `At most ${rules.most_steps} exercises fit in.`);
  const total_s = draft.steps.length && !found.length ? sums(draft.steps, byId, rules).total_s : 0;
  if (total_s > rules.most_s) whole("steps", `It takes ${Math.round(total_s / 60)} minutes, and ${rules.most_s / 60} at most are allowed.`);
  const other = namesake(draft, routines);
  if (!draft.name.trim()) whole("name", "It needs a name.");
  else if (other && !other.own) whole("name", `“${other.name}” comes with Unknot; give yours another name.`);
  else if (other && draft.routine) whole("name", `There is already a routine called “${other.name}”.`);
  return found;
}

/** What to think about, none of which keeps it from being saved: [{text, offer, label, step}]. */
export function warningsOf(draft, byId, rules, flagged) {
  const found = [];
  for (const step of draft.steps) {
    const exercise = byId[step.exercise];
    const flag = flagged.find(({ id }) => id === step.exercise);
    const { name } = formOf(step, exercise);
    if (flag && !step.variant) {
      found.push({ text: `${name} ${flag.why}.`, offer: "easier", label: `${flag.easier} instead`, step: step.key });
    }
    if (step.sides.length < exercise.sides.length && !exercise.at_the_knot) {
      found.push({ text: `${name} is on the ${step.sides[0]} only; as a rule both sides get the same time.`, offer: "sides", label: "Do both sides", step: step.key });
    }
  }
  const { total_s, gets_down } = sums(draft.steps, byId, rules);
  if (total_s > rules.long_s) found.push({ text: `${Math.round(total_s / 60)} minutes is long. Two to four exercises are kept up best.` });
  if (gets_down > 1) found.push({ text: `You get down to the floor ${gets_down} times.`, offer: "group", label: "Group by position" });
  return found;
}

/** The draft with an offer of a warning taken up. */
export function adoptedDraft(draft, { offer, step: key }, byId, rules) {
  if (offer === "group") return { ...draft, steps: groupedByPosition(draft.steps, byId, rules) };
  const change = (step) => (offer === "easier" ? { variant: true } : { sides: [...byId[step.exercise].sides] });
  return changedStep(draft, key, change);
}

/** The draft with one step changed. */
export const changedStep = (draft, key, change) => ({
  ...draft,
  steps: draft.steps.map((step) => (step.key === key ? { ...step, ...change(step) } : step)),
});

/** A name for a copy that no routine has yet. */
export function copyName(name, routines) {
  const base = `${name.slice(0, 60)}, my way`;
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? base : `${base} ${number}`;
    if (!namesake({ routine: "", name: tried }, routines)) return tried;
  }
}

/** What was, and what was taken back; changes with the same tag in a row are one. */
export function createHistory(first) {
  let [past, now, future, lastTag] = [[], first, [], ""];
  return {
    now: () => now,
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    push(next, tag = "") {
      if (!tag || tag !== lastTag) past = [...past.slice(-99), now];
      [now, future, lastTag] = [next, [], tag];
    },
    undo() {
      if (past.length) [past, now, future, lastTag] = [past.slice(0, -1), past.at(-1), [now, ...future], ""];
    },
    redo() {
      if (future.length) [past, now, future, lastTag] = [[...past, now], future[0], future.slice(1), ""];
    },
  };
}
