import assert from "node:assert/strict";
import { test } from "node:test";
import { flaggedIn, floorText, keepChoice, needsText } from "../../../tracker/widgets/forms/routine_chooser.js";
import { CHOICES, planText } from "../../../tracker/widgets/forms/plan_form.js";
import { fakeModel } from "../../fake_model.mjs";
import { fakeStorage } from "../../storage.mjs";

const ROUTINES = [{ id: "full" }, { id: "desk" }];

/** A model as the chooser has it, on a page that keeps what is chosen. */
function chosenFrom(storage, traits = {}) {
  const model = fakeModel({ routines: ROUTINES, value: "full", choices: {}, ...traits });
  keepChoice(model, { storage });
  return model;
}

test("what a routine asks for is said in words", () => {
  assert.equal(floorText(0), "No getting down to the floor");
  assert.equal(floorText(1), "Down to the floor once");
  assert.equal(floorText(2), "Down to the floor twice");
  assert.equal(floorText(3), "Down to the floor 3 times");
  assert.equal(needsText([]), "No equipment");
  assert.equal(needsText(["tennis ball", "wall"]), "You need: tennis ball, wall");
});

test("only flagged exercises of the chosen routine are asked about, in its order", () => {
  const routine = { exercises: [{ id: "b" }, { id: "a" }] };
  const flagged = [{ id: "a" }, { id: "c" }, { id: "b" }];
  assert.deepEqual(flaggedIn(routine, flagged), [{ id: "b" }, { id: "a" }]);
  assert.deepEqual(flaggedIn(undefined, flagged), []);
});

test("the routine that is chosen, and what is done where it hurt, stand there again after a reload", () => {
  const storage = fakeStorage();
  const model = chosenFrom(storage, { choices: { a: "easier", b: "easier" } });
  model.set("value", "desk");
  model.set("choices", { a: "as usual", b: "easier" });
  const again = chosenFrom(storage, { choices: { a: "easier", c: "easier" } });
  assert.equal(again.get("value"), "desk");
  assert.deepEqual(again.get("choices"), { a: "as usual", c: "easier" }); // asked now, and no more
});

test("a choice is kept for its own journal, and forgotten where its routine is gone", () => {
  const storage = fakeStorage();
  chosenFrom(storage).set("value", "desk");
  assert.equal(chosenFrom(storage, { journal_id: "other" }).get("value"), "full");
  assert.equal(chosenFrom(storage, { routines: [{ id: "full" }] }).get("value"), "full");
});

test("a plan is one to fourteen sessions a week", () => {
  assert.deepEqual([CHOICES[0], CHOICES.at(-1), CHOICES.length], [1, 14, 14]);
  assert.equal(planText(1), "1 session a week");
  assert.equal(planText(5), "5 sessions a week");
});

test("ids differ also between two widgets, each of which has its own copy of this code", async () => {
  const dom = "../../../tracker/widgets/kit/dom.js";
  const copies = [await import(`${dom}?one`), await import(`${dom}?two`)];
  const ids = copies.flatMap(({ freshId }) => [freshId("note"), freshId("note")]);
  assert.equal(new Set(ids).size, 4);
});
