import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BLANK, changedStep, copyName, createHistory, factsText, groupedByPosition, isTurned, moved, named, namesake, plainDraft,
  problemsOf, sameDraft, stepProblems, sums, sumsText, adoptedDraft, usualStep, warningsOf,
} from "../../../tracker/widgets/composer/routine_draft.js";
import { dropPlace, placeText, SIDE_WORDS } from "../../../tracker/widgets/composer/step_list.js";
import { tooLong } from "../../../tracker/widgets/composer/composer_panels.js";

const RULES = {
  get_ready_s: 10, switch_s: 5, change_s: 10, up_or_down_s: 20, finish_s: 5, down: ["kneeling"], long_s: 1200,
  most_s: 7200, most_steps: 3, ranges: { holds: [1, 10], hold_s: [5, 600], rest_s: [0, 120] },
};
const make = (id, position, rest = {}) => ({
  id, name: id.toUpperCase(), position, equipment: [], sides: ["both"], at_the_knot: false, holds: 1, hold_s: 30,
  rest_s: 10, longest_s: 600, cycle_s: 1, easier: { name: `soft ${id}`, position: "seated", equipment: ["chair"] }, ...rest,
});
const LIBRARY = {
  up: make("up", "standing"), down: make("down", "kneeling", { equipment: ["mat"] }),
  each: make("each", "seated", { sides: ["left", "right"] }), moves: make("moves", "standing", { cycle_s: 10 }),
  ball: make("ball", "wall", { sides: ["left", "right"], at_the_knot: true, longest_s: 30 }),
};
const step = (id, rest = {}) => ({ ...usualStep(LIBRARY[id]), ...rest });
const draft = (...steps) => ({ ...BLANK, name: "Mine", steps });
const texts = (found) => found.map(({ text }) => text);

test("a step is moved to any place, and beyond the ends to the end", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, 9), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, -1), ["b", "a", "c"]);
});

test("what is dragged goes where the pointer is among the others", () => {
  assert.equal(dropPlace([10, 30, 50], 0, 5), 0);
  assert.equal(dropPlace([10, 30, 50], 0, 31), 1);
  assert.equal(dropPlace([10, 30, 50], 0, 99), 2);
  assert.equal(dropPlace([10, 30, 50], 2, 5), 0);
  assert.equal(placeText("Eagle arms", 1, 3), "Eagle arms, now 2 of 3.");
});

test("time, holds and getting down are added up", () => {
  const found = sums([step("down"), step("each", { holds: 2 }), step("down", { variant: true })], LIBRARY, RULES);
  assert.deepEqual(found, {
    total_s: 10 + 30 + 20 + 70 + 5 + 70 + 10 + 30 + 5, exercises: 3, holds: 6, gets_down: 1, equipment: ["mat", "chair"],
  });
  assert.equal(sums([], LIBRARY, RULES).total_s, 0);
  assert.equal(sumsText(found), "About 4 minutes: 3 exercises, 6 holds. You get down to the floor once. You need a mat and a chair.");
});

test("half a minute is rounded to the even minute, as Python does", () => {
  const said = (total_s) => sumsText({ total_s, exercises: 1, holds: 1, gets_down: 0, equipment: [] }).split(":")[0];
  assert.deepEqual([20, 150, 151, 210].map(said), ["About 1 minute", "About 2 minutes", "About 3 minutes", "About 4 minutes"]);
});

test("a dose that cannot be run is said at its field", () => {
  const said = (id, rest) => stepProblems(step(id, rest), LIBRARY[id], RULES);
  assert.deepEqual(said("up", {}), []);
  assert.deepEqual(said("ball", { hold_s: 45 }), [{ key: "hold_s", text: "BALL: 30 seconds a spot at most." }]);
  assert.deepEqual(texts(said("moves", { hold_s: 45 })), ["MOVES: whole rounds of 10 seconds, such as 30 or 60."]);
  assert.deepEqual(texts(said("up", { holds: NaN, rest_s: -1 })), ["UP: 1 to 10 holds.", "UP: 0 to 120 seconds of rest."]);
  assert.deepEqual(texts(said("up", { holds: 1.5, hold_s: 700 })), ["UP: 1 to 10 holds.", "UP: 600 seconds a hold at most."]);
  assert.deepEqual(texts(said("up", { holds: 11, variant: true })), ["soft up: 1 to 10 holds."]);
});

test("a draft says what keeps it from being saved", () => {
  const routines = [{ id: "desk", name: "At the desk", own: false }, { id: "noon", name: "Noon", own: true }];
  const said = (one) => texts(problemsOf(one, LIBRARY, RULES, routines));
  assert.deepEqual(said(BLANK), ["It needs a name.", "There is no exercise in it yet."]);
  assert.deepEqual(said({ ...draft(step("up")), name: " at  THE desk " }), ["“At the desk” comes with Unknot; give yours another name."]);
  assert.deepEqual(said({ ...draft(step("up")), name: "noon" }), []); // it asks whether to replace it
  assert.deepEqual(said({ ...draft(step("up")), name: "noon", routine: "other" }), ["There is already a routine called “Noon”."]);
  assert.deepEqual(said({ ...draft(step("up")), name: "noon", routine: "noon" }), []);
  assert.deepEqual(said(draft(...Array.from({ length: 4 }, () => step("up")))), ["At most 3 exercises fit in."]);
  assert.deepEqual(said(draft(step("up", { holds: 10, hold_s: 600 }), step("up", { holds: 10, hold_s: 600 }))),
    ["It takes 203 minutes, and 120 at most are allowed."]);
  assert.equal(namesake({ routine: "", name: "Ｎｏｏｎ" }, routines).id, "noon");
});

test("a draft says what to think about, and each offer mends it", () => {
  const flagged = [{ id: "up", why: "hurt last time", easier: "soft up" }];
  const one = draft(step("down"), step("each", { sides: ["left"] }), step("up"), step("down"), step("ball", { sides: ["left"] }));
  const found = warningsOf(one, LIBRARY, RULES, flagged);
  assert.deepEqual(texts(found), [
    "EACH is on the left only; as a rule both sides get the same time.", "UP hurt last time.", "You get down to the floor 2 times.",
  ]);
  assert.deepEqual(found.map(({ label }) => label), ["Do both sides", "soft up instead", "Group by position"]);
  const mended = found.reduce((now, warning) => adoptedDraft(now, warning, LIBRARY, RULES), one);
  assert.deepEqual(warningsOf(mended, LIBRARY, RULES, flagged), []);
  assert.deepEqual(mended.steps.map((each) => each.exercise), ["each", "up", "down", "down", "ball"]);
  const long = draft(step("up", { holds: 10, hold_s: 300 }));
  assert.match(warningsOf(long, LIBRARY, RULES, [])[0].text, /^52 minutes is long/);
});

test("grouping keeps every step and the order in each group", () => {
  const steps = [step("ball"), step("down"), step("up"), step("down", { variant: true }), step("each")];
  const order = groupedByPosition(steps, LIBRARY, RULES).map(({ key }) => steps.findIndex((each) => each.key === key));
  assert.deepEqual(order, [2, 3, 4, 1, 0]);
});

test("a copy gets a name that no routine has", () => {
  assert.equal(copyName("At the desk", []), "At the desk, my way");
  const taken = [{ id: "a", name: "at the desk, MY way" }, { id: "b", name: "At the desk, my way 2" }];
  assert.equal(copyName("At the desk", taken), "At the desk, my way 3");
  assert.ok(copyName("x".repeat(80), []).length <= 80);
});

test("changes are taken back and done again, and typing in one field is one change", () => {
  const history = createHistory("");
  for (const text of ["a", "ab", "abc"]) history.push(text, "name");
  history.push("abc!", "about");
  history.undo();
  assert.equal(history.now(), "abc");
  history.undo();
  assert.deepEqual([history.now(), history.canUndo(), history.canRedo()], ["", false, true]);
  history.undo();
  history.redo();
  history.redo();
  assert.deepEqual([history.now(), history.canRedo()], ["abc!", false]);
  history.undo();
  history.push("new", "about");
  assert.equal(history.canRedo(), false);
});

test("Python is told a draft without what only the screen needs", () => {
  const one = { ...draft(step("up")), name: " Noon ", routine: "noon" };
  assert.deepEqual(plainDraft(one), {
    name: "Noon", description: "", steps: [{ exercise: "up", holds: 1, hold_s: 30, rest_s: 10, sides: ["both"], variant: false }],
  });
  assert.ok(sameDraft(one, named({ ...plainDraft(one), routine: "noon" })));
  assert.ok(!sameDraft(one, changedStep(one, one.steps[0].key, () => ({ holds: 2 }))));
});

test("every order of sides has its words, and a text that is too long its sentence", () => {
  assert.deepEqual(Object.keys(SIDE_WORDS).map((key) => key.split(",").length), [2, 2, 1, 1]);
  assert.equal(tooLong(64_000, "x", 64_000), "");
  assert.equal(tooLong(5_000_000, "x.toml", 64_000), "x.toml is 5,000 kB long, and at most 64 kB are allowed");
});

test("the picture of a step is turned where its first side is not the one that is drawn", () => {
  const each = { ...LIBRARY.each, shows: "right", easier: { ...LIBRARY.each.easier, shows: "both" } };
  const turned = (rest) => isTurned(step("each", rest), each);
  assert.equal(turned({ sides: ["left", "right"] }), true);
  assert.equal(turned({ sides: ["right", "left"] }), false);
  assert.equal(turned({ sides: ["left"] }), true);
  assert.equal(turned({ sides: ["left"], variant: true }), false);
  assert.equal(isTurned(step("up"), { ...LIBRARY.up, shows: "right" }), false);
});

test("where one is and what one needs is said without saying anything twice", () => {
  assert.equal(factsText({ position: "wall", equipment: ["tennis ball", "wall"] }), "wall · tennis ball");
  assert.equal(factsText({ position: "standing", equipment: [] }), "standing");
});
