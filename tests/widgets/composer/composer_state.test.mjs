import assert from "node:assert/strict";
import { test } from "node:test";
import { createComposing, whereText } from "../../../tracker/widgets/composer/composer_state.js";
import { fakeModel } from "../../fake_model.mjs";
import { fakeStorage } from "../../storage.mjs";

const STEP = { exercise: "up", holds: 1, hold_s: 30, rest_s: 10, sides: ["both"], variant: false };
const NOON = { routine: "", name: "Noon", description: "", steps: [STEP] };

function fresh(storage = fakeStorage()) {
  const model = fakeModel({ routines: [], asked: {}, answer: {} });
  return { model, storage, composing: createComposing(model, storage) };
}

const answer = (model, rest) => model.set("answer", { id: model.get("asked").id, ...rest });
const write = (model, routines) => {
  if (routines) model.set("routines", routines);
  model.set("saved", model.get("events").map(({ id }) => id));
};

test("saved is said only once Python has written it, and the draft then goes on as that routine", () => {
  const { model, composing } = fresh();
  composing.take(NOON);
  composing.save();
  assert.deepEqual([composing.state().phase, composing.busy()], ["saving", true]);
  const [event] = model.get("events");
  assert.deepEqual([event.type, event.routine, event.replace, event.draft.name], ["save", "", false, "Noon"]);
  write(model, [{ id: "noon", name: "Noon", own: true }]);
  assert.equal(whereText(composing.state()), "“Noon” is saved, and among the routines to choose from.");
  assert.deepEqual([composing.draft().routine, composing.changed(), composing.busy()], ["noon", false, false]);
});

test("what is refused is said, is not sent for ever, and stays in the form", () => {
  const { model, composing } = fresh();
  composing.take(NOON);
  composing.save();
  model.set("failed", { [model.get("events")[0].id]: "The disk is full." });
  assert.equal(whereText(composing.state()), "The disk is full.");
  assert.deepEqual([composing.draft().name, composing.busy(), model.get("events")], ["Noon", false, []]);
  composing.save(true);
  assert.equal(model.get("events")[0].replace, true);
});

test("a draft is there again after the page was reloaded, until it is saved", () => {
  const { storage, composing } = fresh();
  composing.take(NOON);
  const again = fresh(storage);
  assert.equal(again.composing.draft().name, "Noon");
  assert.equal(again.composing.changed(), true);
  again.composing.save();
  write(again.model, [{ id: "noon", name: "Noon", own: true }]);
  assert.equal(fresh(storage).composing.draft().name, "");
});

test("a save that Python never answered is sent again by the next page", () => {
  const { storage, composing } = fresh();
  composing.take(NOON);
  composing.save();
  const again = fresh(storage);
  again.composing.recover();
  assert.equal(again.model.get("events")[0].draft.name, "Noon");
  write(again.model);
  assert.equal(fresh(storage).model.get("events").length, 0);
});

test("a deletion can be taken back, and the draft of a deleted routine becomes a new one", () => {
  const { model, composing } = fresh();
  composing.take({ ...NOON, routine: "noon" }, true);
  composing.remove({ id: "noon", name: "Noon" });
  write(model, []);
  assert.equal(composing.state().said, "“Noon” is deleted.");
  assert.equal(composing.draft().routine, "");
  composing.putBack();
  assert.deepEqual(model.get("events").at(-1).routine, "noon");
  write(model);
  assert.deepEqual([composing.state().said, composing.state().deleted], ["“Noon” is back.", null]);
});

test("a step that this library does not know is let go of", () => {
  const { composing } = fresh();
  composing.take({ ...NOON, steps: [STEP, { ...STEP, exercise: "gone" }] });
  composing.know({ up: {} });
  assert.deepEqual(composing.draft().steps.map(({ exercise }) => exercise), ["up"]);
});

test("only the latest question of a kind is answered, each once", () => {
  const { model, composing } = fresh();
  const heard = [];
  composing.ask("text", {}, ({ text }) => heard.push(text));
  const first = model.get("asked").id;
  composing.ask("text", {}, ({ text }) => heard.push(text));
  model.set("answer", { id: first, text: "old" });
  answer(model, { text: "new" });
  answer(model, { text: "twice" });
  assert.deepEqual(heard, ["new"]);
});

test("what is under way and what has to wait is said", () => {
  assert.equal(whereText({ phase: "saving" }), "Saving…");
  assert.match(whereText({ phase: "kept" }), /^Kept in this browser\. .*reload this page\.$/);
});

test("a draft waits for days, and goes once nobody came back to it for a week", (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 2, 1) });
  const day = 24 * 3600 * 1000;
  const { storage, composing } = fresh();
  composing.take(NOON);
  t.mock.timers.tick(6 * day);
  const again = fresh(storage);
  again.composing.recover();
  assert.equal(again.composing.draft().name, "Noon");
  t.mock.timers.tick(2 * day);
  fresh(storage).composing.recover();
  assert.deepEqual(Object.keys(storage), []);
});
