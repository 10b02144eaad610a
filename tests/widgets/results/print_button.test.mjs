import assert from "node:assert/strict";
import { test } from "node:test";
import { paperFor } from "../../../tracker/widgets/kit/paper_size.js";
import { answerText } from "../../../tracker/widgets/results/print_button.js";

test("the paper is the one that people of that language print on", () => {
  assert.equal(paperFor(["en-US", "en-GB"]), "Letter");
  assert.equal(paperFor(["fr-CA"]), "Letter");
  assert.equal(paperFor(["en-GB", "en-US"]), "A4");
  assert.equal(paperFor(["en", "en-US"]), "Letter");
  assert.equal(paperFor(["zh-Hans-CN"]), "A4");
  assert.equal(paperFor(["de"]), "A4");
  assert.equal(paperFor([]), "A4");
});

test("an answer says where the page is and what it leaves out, or what went wrong", () => {
  assert.equal(answerText({ name: "desk.pdf", left_out: "" }), "Saved as desk.pdf. Open it and print it.");
  assert.match(answerText({ name: "a.pdf", left_out: "Left out: b." }), /print it\. Left out: b\.$/);
  assert.equal(answerText({ error: "No exercise is left." }), "No exercise is left.");
});
