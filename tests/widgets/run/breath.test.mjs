import assert from "node:assert/strict";
import { test } from "node:test";
import { IN_S, OUT_S, breathAt } from "../../../tracker/widgets/run/breath.js";

const row = (phase, duration_s, more = {}) => ({ phase, duration_s, hold: 1, number: 1, side: "both", ...more });
const HOLD = [row("hold", 30)];
const CAMEL = Array.from({ length: 6 }, () => row("move", 5));

test("a hold is breathed in for four seconds and out for six, over and over", () => {
  assert.deepEqual([IN_S, OUT_S], [4, 6]);
  for (const [past, word] of [[0, "in"], [3.9, "in"], [4.1, "out"], [9.9, "out"], [10.1, "in"], [26, "out"]]) {
    assert.equal(breathAt(HOLD, 0, past).word, word);
  }
  assert.equal(breathAt(HOLD, 0, 0).full, 0);
  assert.equal(breathAt(HOLD, 0, 4).full, 1);
});

test("the breath neither jumps nor leaves 0 to 1, and turns slowly", () => {
  let before = 0;
  for (let past = 0; past < 30; past += 1 / 60) {
    const { full } = breathAt(HOLD, 0, past);
    assert.ok(full >= 0 && full <= 1 && Math.abs(full - before) < 0.01);
    before = full;
  }
});

test("where a hold moves, rounding up breathes out and letting sag breathes in", () => {
  assert.deepEqual(CAMEL.map((_, i) => breathAt(CAMEL, i, 2).word), ["out", "in", "out", "in", "out", "in"]);
  for (let i = 1; i < CAMEL.length; i += 1) {
    assert.ok(Math.abs(breathAt(CAMEL, i - 1, 5).full - breathAt(CAMEL, i, 0).full) < 1e-9);
  }
});
