import assert from "node:assert/strict";
import { test } from "node:test";
import { choices, fits, foundText, legsOf, needs, showing } from "../../../tracker/widgets/composer/exercise_catalogue.js";

const form = (position, ...equipment) => ({ position, equipment });
const CAT = { sites: ["beside the spine"], forms: [form("all fours", "mat"), form("seated", "chair")] };
const CHEST = { sites: ["between the blades"], forms: [form("standing"), form("standing", "doorway")] };
const BOTH = [CAT, CHEST];
const wanted = (more = {}) => ({ sites: [], position: "", equipment: "", ...more });

test("without a wish everything is found", () => {
  assert.equal(fits(CAT, wanted()), "usual");
  assert.equal(foundText(BOTH, wanted()), "All 2 exercises.");
});

test("a knot finds what works on it, several find what works on any of them", () => {
  assert.equal(fits(CAT, wanted({ sites: ["between the blades"] })), "");
  assert.equal(fits(CAT, wanted({ sites: ["between the blades", "beside the spine"] })), "usual");
});

test("an exercise is also found by its easier form, as that", () => {
  assert.equal(fits(CAT, wanted({ position: "seated" })), "easier");
  assert.equal(fits(CHEST, wanted({ equipment: "doorway" })), "easier");
});

test("position and equipment must suit the same form", () => {
  assert.equal(fits(CAT, wanted({ position: "seated", equipment: "mat" })), "");
  assert.equal(fits(CAT, wanted({ position: "seated", equipment: "chair" })), "easier");
});

test("nothing needed finds what needs nothing", () => {
  assert.equal(fits(CHEST, wanted({ equipment: "none" })), "usual");
  assert.equal(fits(CAT, wanted({ equipment: "none" })), "");
});

test("a knot that nothing works on is owned up to", () => {
  const bare = wanted({ sites: ["top of the shoulder", "above the blade spine"] });
  assert.equal(
    foundText(BOTH, bare),
    "No exercise here suits all of that. None is for these knots: top of the shoulder and above the blade spine.",
  );
  assert.equal(
    foundText(BOTH, wanted({ sites: ["top of the shoulder", "beside the spine"] })),
    "1 of 2 exercises. None is for this knot: top of the shoulder.",
  );
});

test("every choice comes once", () => {
  assert.deepEqual(choices(BOTH, "position"), ["all fours", "seated", "standing"]);
  assert.deepEqual(choices(BOTH, "equipment"), ["mat", "chair", "doorway"]);
});

test("what it needs is said in words", () => {
  assert.equal(needs(form("standing")), "standing, no equipment");
  assert.equal(needs(form("wall", "ball", "wall")), "wall, needs ball and wall");
});

test("a movement is shown once and ends in the held pose", () => {
  assert.deepEqual(legsOf({ way: ["start", "up", "under"], turns: [] }), ["start", "up", "under"]);
  assert.deepEqual(legsOf({ way: ["start"], turns: ["round", "sag"] }), ["start", "round", "sag", "round"]);
  assert.deepEqual(legsOf({ way: ["start", "round"], turns: ["round", "sag"] }), ["start", "round", "sag", "round"]);
});

test("it moves without a jump, stays where an arrow leads and comes to its end", () => {
  const names = ["start", "up", "side", "under"];
  let before = 0;
  for (let past = 0; ; past += 10) {
    const at = showing(names, ["start", "up", "under"], past);
    if (!at) break;
    const now = names.indexOf(at.one) + (at.share ?? 0);
    assert.ok(now >= before - 1e-9 && now - before < 0.02, `${past} ms`);
    before = now;
  }
  assert.ok(before > 2.99);
  assert.deepEqual(showing(names, ["up"], 1600), { one: "up", arrow: "up" });
  assert.equal(showing(names, [], 1600).one, "up");
  assert.equal(showing(["start"], [], 0), null);
});
