import assert from "node:assert/strict";
import { test } from "node:test";
import { flaggedIn, floorText, needsText } from "../../tracker/journal/chooser.js";
import { CHOICES, planText } from "../../tracker/journal/plan.js";

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

test("a plan is one to fourteen sessions a week", () => {
  assert.deepEqual([CHOICES[0], CHOICES.at(-1), CHOICES.length], [1, 14, 14]);
  assert.equal(planText(1), "1 session a week");
  assert.equal(planText(5), "5 sessions a week");
});

test("ids differ also between two widgets, each of which has its own copy of this code", async () => {
  const parts = "../../tracker/journal/parts.js";
  const copies = [await import(`${parts}?one`), await import(`${parts}?two`)];
  const ids = copies.flatMap(({ freshId }) => [freshId("note"), freshId("note")]);
  assert.equal(new Set(ids).size, 4);
});
