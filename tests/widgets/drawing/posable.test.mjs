import assert from "node:assert/strict";
import { test } from "node:test";
import { ease, isMirrored, outline } from "../../../tracker/widgets/drawing/posable.js";
import { poseAt } from "../../../tracker/widgets/run/pose_at.js";
import { figureOf, nextHold } from "../../../tracker/widgets/run/run_words.js";

const row = (phase, duration_s, more = {}) => ({ phase, duration_s, number: 1, side: "both", hold: phase === "hold" || phase === "move" ? 1 : 0, ...more });
const HELD = { way: ["start", "up", "under"], turns: [], side: "left" };
const MOVED = { way: ["start"], turns: ["round", "sag"], side: "both" };
const ROWS = [row("get_ready", 20), row("hold", 30), row("rest", 10), row("switch", 5), row("finish", 5)];
const CAMEL = [row("change", 20), ...[1, 2, 3, 4].map(() => row("move", 5)), row("finish", 5)];
const at = (figure, rows, index, past, still) => poseAt(figure, rows, index, past, still);
const path = (figure, rows, index) => {
  const names = [];
  for (let past = 0; past <= rows[index].duration_s; past += 0.05) {
    const { one, other, share } = at(figure, rows, index, past);
    const name = share > 0.999 ? other : share < 0.001 ? one : "";
    if (name && name !== names.at(-1)) names.push(name);
  }
  return names;
};

test("a hold goes the way in and stays", () => {
  assert.deepEqual(path(HELD, ROWS, 1), ["start", "up", "under"]);
  assert.equal(at(HELD, ROWS, 1, 29).moves, false);
  assert.equal(at(HELD, ROWS, 1, 0.5).moves, true);
});

test("a long wait shows the way in once and ends in the start", () => {
  assert.deepEqual(path(HELD, ROWS, 0), ["start", "up", "under", "up", "start"]);
  assert.equal(at(HELD, ROWS, 0, 19.9).moves, false);
});

test("a short wait stays in the start", () => {
  assert.deepEqual(path(HELD, ROWS, 3), ["start"]);
  assert.deepEqual(path(HELD, ROWS, 4), ["start"]);
});

test("a rest goes back to the start", () => assert.deepEqual(path(HELD, ROWS, 2), ["under", "up", "start"]));

test("halves go to and fro, each from where the one before ended", () => {
  assert.deepEqual([1, 2, 3, 4].map((i) => path(MOVED, CAMEL, i)), [["start", "round"], ["round", "sag"], ["sag", "round"], ["round", "sag"]]);
});

test("a hold that moves goes to and fro until its end", () => {
  const rows = [row("hold", 45)];
  const names = path({ way: ["start", "a"], turns: ["a", "b"], side: "both" }, rows, 0);
  assert.deepEqual(names.slice(0, 5), ["start", "a", "b", "a", "b"]);
  assert.equal(at(MOVED, rows, 0, 44).moves, true);
});

test("breath goes out as one half starts and in as the other does", () => {
  assert.ok(at(MOVED, CAMEL, 1, 0.1).breath > 0.9);
  assert.ok(at(MOVED, CAMEL, 1, 4.9).breath < 0.1);
  assert.ok(at(MOVED, CAMEL, 2, 4.9).breath > 0.9);
});

test("breath is slow and never jumps in a hold", () => {
  let before = at(HELD, ROWS, 1, 0).breath;
  for (let past = 0; past < 30; past += 0.05) {
    const { breath } = at(HELD, ROWS, 1, past);
    assert.ok(Math.abs(breath - before) < 0.05 && breath >= 0 && breath <= 1);
    before = breath;
  }
});

test("nothing ever jumps from frame to frame", () => {
  for (const [figure, rows, index] of [[HELD, ROWS, 0], [HELD, ROWS, 1], [MOVED, CAMEL, 0], [MOVED, CAMEL, 1]]) {
    let before = at(figure, rows, index, 0);
    for (let past = 0; past < rows[index].duration_s; past += 1 / 60) {
      const now = at(figure, rows, index, past);
      const still = now.one === now.other; // then a share says nothing
      if (now.one === before.one && now.other === before.other) assert.ok(still || Math.abs(now.share - before.share) < 0.03);
      else assert.ok(now.one === before.other && (before.one === before.other || before.share > 0.97) && (still || now.share < 0.03));
      before = now;
    }
  }
});

test("who asks for stillness sees key poses only and no breath", () => {
  for (let past = 0; past < 30; past += 0.1) {
    const now = at(HELD, ROWS, 1, past, true);
    assert.deepEqual([now.share, now.breath, now.moves], [1, 0, false]);
  }
  assert.equal(at(HELD, ROWS, 1, 0, true).other, "up");
});

test("an arrow leads to where the movement goes", () => {
  assert.equal(at(HELD, ROWS, 1, 20).arrow, "under");
  assert.equal(at(MOVED, CAMEL, 2, 1).arrow, "sag");
  assert.equal(at(HELD, ROWS, 3, 1).arrow, "");
});

test("a row made longer keeps its pose", () => {
  const rows = [row("hold", 30, { extra_s: 15 })];
  assert.equal(at(HELD, rows, 0, 44.9).other, "under");
});

test("the other side is mirrored, both sides never are", () => {
  assert.deepEqual(["left", "right", "both", ""].map((side) => isMirrored(HELD, side)), [false, true, false, false]);
  assert.equal(isMirrored(MOVED, "right"), false);
});

test("an outline goes once round, by the disc that reaches farthest", () => {
  const discs = [[0, 0, 5], [30, 0, 8], [15, 1, 2], [10, 20, 4]];
  const arcs = outline(discs);
  assert.ok(Math.abs(arcs.at(-1)[2] - arcs[0][1] - 2 * Math.PI) < 1e-9);
  for (const [disc, from, to] of arcs) {
    const at = (from + to) / 2;
    const reach = discs.map(([x, y, r]) => x * Math.cos(at) + y * Math.sin(at) + r);
    assert.equal(reach[disc], Math.max(...reach));
  }
  assert.ok(!arcs.some(([disc]) => disc === 2), "a disc inside is not on the outline");
});

test("easing starts and ends slowly", () => assert.deepEqual([0, 0.5, 1].map(ease), [0, 0.5, 1]));

test("a row finds its figure, the easier one where it is easier, and none without a body", () => {
  const plan = { body: {}, exercises: [{ number: 1, figure: "usual", easier_figure: "easy" }] };
  assert.equal(figureOf(plan, { number: 1, variant: false }), "usual");
  assert.equal(figureOf(plan, { number: 1, variant: true }), "easy");
  assert.equal(figureOf({ ...plan, body: undefined }, { number: 1 }), null);
  assert.equal(figureOf({ ...plan, exercises: [{ number: 1, figure: null }] }, { number: 1 }), null);
});

test("the next hold is looked for after the one in progress", () => {
  assert.equal(nextHold({ rows: CAMEL, index: 0 }), 1);
  assert.equal(nextHold({ rows: CAMEL, index: 2 }), -1);
  assert.equal(nextHold({ rows: ROWS, index: 0 }), 1);
});
