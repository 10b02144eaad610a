import assert from "node:assert/strict";
import { test } from "node:test";
import { carryOut, commandOf } from "../../../tracker/widgets/player/keys.js";

/** A key pressed on an element that matches any selector naming one of `words`. */
const press = (key, words = [], more = {}) => ({
  key, target: { closest: (selector) => words.some((word) => selector.includes(word)) || null }, ...more,
});
const ANYWHERE = { inside: false, everywhere: true };
const INSIDE = { inside: true, everywhere: true };

const CASES = [
  ["Escape stops from a code cell", press("Escape", [".cm-editor"]), ANYWHERE, "stop"],
  ["Escape stops from a page that only looks on", press("Escape"), { inside: false, everywhere: false }, "stop"],
  ["Space pauses from anywhere on the page", press(" "), ANYWHERE, "toggle"],
  ["Space on a button is the button's own", press(" ", ["button"]), INSIDE, ""],
  ["Space in a code cell is a space", press(" ", [".cm-editor"]), ANYWHERE, ""],
  ["n in a text field is an n", press("n", ["textarea"]), INSIDE, ""],
  ["an arrow on our own button skips", press("ArrowRight", ["button"]), INSIDE, "skip"],
  ["an arrow on somebody else's radio button is its own", press("ArrowRight", ["[role=radio]"]), ANYWHERE, ""],
  ["a page that only looks on keeps its keys", press("b"), { inside: false, everywhere: false }, ""],
  ["with Control it is the browser's", press("+", [], { ctrlKey: true }), INSIDE, ""],
  ["a held key counts once", press("n", [], { repeat: true }), INSIDE, ""],
  ["B goes back", press("B"), INSIDE, "back"],
  ["= is + without shift", press("="), INSIDE, "extend"],
  ["any other key does nothing", press("x"), INSIDE, ""],
];
for (const [name, event, where, command] of CASES) {
  test(name, () => assert.equal(commandOf(event, where), command));
}

function fakeLive(run) {
  const live = { run, ui: { keys: false, scope: "hold" }, settings: { muted: false }, done: [] };
  live.act = (action) => live.done.push(action);
  live.set = (part) => live.done.push(part);
  live.show = (part) => live.done.push(part);
  return live;
}
const OUTCOMES = [
  ["running", "", "toggle", [{ type: "pause" }]],
  ["paused", "", "toggle", [{ type: "resume" }]],
  ["running", "", "skip", [{ type: "ask", what: "skip" }]],
  ["paused", "skip", "skip", [{ type: "skip", reason: "other", scope: "hold" }]],
  ["paused", "skip", "2", [{ type: "skip", reason: "time", scope: "hold" }]],
  ["running", "", "2", []],
  ["stopped", "", "toggle", []],
  ["stopped", "", "mute", [{ muted: true }]],
  ["running", "", "stop", [{ type: "stop" }]],
];
for (const [status, asking, command, expected] of OUTCOMES) {
  test(`${command} while ${status}${asking && ` and asked about ${asking}`}`, () => {
    const live = fakeLive({ status, asking });
    carryOut(live, command);
    assert.deepEqual(live.done, expected);
  });
}
