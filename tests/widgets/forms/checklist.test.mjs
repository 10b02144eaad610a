import assert from "node:assert/strict";
import { test } from "node:test";
import { foldedText } from "../../../tracker/widgets/forms/checklist.js";

const ASKED = { title: "What do you have at hand?", told: "At hand", known: true, value: [] };

test("folded it says what is ticked, that nothing is, or asks where it was never answered", () => {
  assert.equal(foldedText({ ...ASKED, value: ["mat", "tennis ball"] }), "At hand: mat, tennis ball");
  assert.equal(foldedText(ASKED), "At hand: nothing");
  assert.equal(foldedText({ ...ASKED, known: false }), "What do you have at hand?");
});
