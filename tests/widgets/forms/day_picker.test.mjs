import assert from "node:assert/strict";
import { test } from "node:test";
import { dayLine } from "../../../tracker/widgets/forms/day_picker.js";
import { choosable, daysAfter, inWords, livedDay } from "../../../tracker/widgets/kit/texts.js";

const [TODAY, BEFORE] = ["2026-03-01", "2026-02-28"];

test("days are counted over the ends of months and over a leap day", () => {
  assert.equal(daysAfter(TODAY, -1), BEFORE);
  assert.equal(daysAfter("2028-02-28", 1), "2028-02-29");
  assert.equal(daysAfter("2025-12-31", 1), "2026-01-01");
});

test("a day is lived from three in the morning on, by the person's own clock", () => {
  const at = Date.parse("2026-03-02T00:30:00Z");
  assert.equal(livedDay(at, 0), TODAY);
  assert.equal(livedDay(at, 180), "2026-03-02");
  assert.equal(livedDay(at, -600), TODAY);
});

test("a day is said in words", () => {
  assert.equal(inWords(TODAY, "en-GB"), "Sunday 1 March");
});

test("no day to come and nothing that is no day can be chosen", () => {
  assert.ok(choosable(TODAY, TODAY));
  assert.ok(choosable("1999-12-31", TODAY));
  for (const day of ["2026-03-02", "", "0026-03-01", "12026-03-01", "today"])
    assert.ok(!choosable(day, TODAY), day);
});

test("the line is gentle, and speaks of today also where another day is open", () => {
  const line = (day, given) => dayLine({ day, today: TODAY, given });
  assert.equal(line(TODAY, []), "Today has no score yet.");
  assert.equal(line(TODAY, [TODAY]), "Today has its score.");
  assert.equal(line(BEFORE, [TODAY]), "This day has no score yet.");
  assert.equal(line(BEFORE, [BEFORE]), "This day has its score. Today has none yet: no hurry.");
  assert.match(line(BEFORE, []), /no score yet\. Today has none either/);
});
