import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnWidth, isOld } from "../../../tracker/widgets/results/chart_view.js";
import { chosen } from "../../../tracker/widgets/results/opening.js";

test("a width is drawn in steps, so that a scroll bar changes nothing, and within bounds", () => {
  assert.equal(drawnWidth(700), drawnWidth(715));
  assert.equal(drawnWidth(10), 300);
  assert.equal(drawnWidth(5000), 900);
});

test("what is of another choice or of another width is old", () => {
  assert.equal(isOld({ of: 2, width: 600 }, 2, 600), false);
  assert.equal(isOld({ of: 1, width: 600 }, 2, 600), true);
  assert.equal(isOld({ of: 2, width: 600 }, 2, 360), true);
  assert.equal(isOld({}, 1, 600), true);
});

test("a choice leaves the others as they are", () => {
  const before = { period: "28", kind: "daily" };
  assert.deepEqual(chosen(before, "kind", "before"), { period: "28", kind: "before" });
  assert.deepEqual(before, { period: "28", kind: "daily" });
});
