import assert from "node:assert/strict";
import { test } from "node:test";
import { byDay, changedColumns, createTable, daysShown, nameOf } from "../../../tracker/widgets/forms/entries_table.js";
import { fakeModel } from "../../fake_model.mjs";
import { fakeStorage } from "../../storage.mjs";

const SCORE = { name: "score", kind: "number", label: "Score", min: 0, max: 10, whole: true, required: true };
const NOTE = { name: "note", kind: "long", label: "A note" };
const ROW = {
  ...{ table: "score", id: "a", day: "2026-03-01", what: "the day's score", where: "whole upper back" },
  ...{ score: "4", note: "", fields: [SCORE, NOTE], values: { score: 4, note: "" } },
};

const TRAITS = { rows: [ROW], changes: [], said: "", latest: 7, weeks: 2, more: true, telling: false };
const made = (traits) => {
  const model = fakeModel({ ...TRAITS, ...traits });
  return { model, table: createTable(model, { storage: null }) };
};

test("rows are gathered by day in the order they come, and named by what and where", () => {
  const other = { ...ROW, id: "b", day: "2026-02-28", where: "" };
  const days = byDay([ROW, other, { ...ROW, id: "c" }]);
  assert.deepEqual(days.map(([day, rows]) => [day, rows.length]), [["2026-03-01", 2], ["2026-02-28", 1]]);
  assert.equal(nameOf(ROW), "the day's score, whole upper back");
  assert.equal(nameOf(other), "the day's score");
});

test("the newest four days are shown, and all once they are wanted or one further down is changed", () => {
  const days = Array.from({ length: 6 }, (_, i) => [`2026-03-0${6 - i}`, [{ id: i }]]);
  const shown = (about) => daysShown(days, { all: false, ...about }).length;
  assert.equal(shown({}), 4);
  assert.equal(shown({ all: true }), 6);
  assert.equal(shown({ editing: ({ id }) => id === 3 }), 4);
  assert.equal(shown({ editing: ({ id }) => id === 4 }), 6);
  assert.deepEqual(daysShown(days.slice(0, 2), { all: false }), days.slice(0, 2));
});

test("only what is new goes into a change", () => {
  assert.deepEqual(changedColumns(ROW, { score: "5", note: "" }), { score: 5 });
  const { model, table } = made();
  table.begin(ROW);
  table.type(SCORE, "5");
  table.save();
  const [event] = model.get("events");
  assert.deepEqual([event.type, event.table, event.row, event.columns], ["amend", "score", "a", { score: 5 }]);
  assert.equal(table.state(), "Saving…");
  model.acknowledge();
  assert.equal(table.editing(), null);
  assert.match(table.state(), /^Saved /);
});

test("a change begun is taken up after a reload, once its row is shown, and forgotten when saved or left", () => {
  const storage = fakeStorage();
  let time = Date.now();
  const open = (traits) => {
    const model = fakeModel({ ...TRAITS, ...traits });
    const table = createTable(model, { storage, now: () => time });
    table.recover();
    return { model, table };
  };
  const first = open().table;
  first.begin(ROW);
  first.type(SCORE, "5");
  const later = open({ rows: [] }); // the weeks shown do not reach as far back yet
  assert.equal(later.table.editing(), null);
  later.model.set("rows", [ROW]);
  assert.deepEqual([later.table.editing(), later.table.text(SCORE)], ["score/a", "5"]);
  later.table.save();
  const again = open(); // reloaded while it was on its way
  assert.equal(again.table.state(), "Saving…");
  assert.equal(again.table.text(SCORE), "5");
  assert.deepEqual(again.model.get("events"), later.model.get("events"));
  again.model.acknowledge();
  assert.equal(again.table.editing(), null);
  assert.deepEqual(Object.keys(storage), []);
  again.table.begin(ROW);
  again.table.cancel();
  assert.deepEqual(Object.keys(storage), []);
  again.table.begin(ROW);
  time += 13 * 3600 * 1000;
  assert.equal(open().table.editing(), null); // by the next day nobody remembers what it was
});

test("a wrong value is said and keeps the editor open; leaving changes nothing", () => {
  const { model, table } = made();
  table.begin(ROW);
  table.type(SCORE, "11");
  assert.equal(table.save(), SCORE);
  assert.equal(table.state(), "Score: a whole number from 0 to 10.");
  table.cancel();
  assert.deepEqual([table.editing(), model.get("events")], [null, []]);
});

test("a step is taken back as it was shown, and nothing is sent while one is under way", () => {
  const { model, table } = made();
  table.step("undo");
  table.step("undo");
  table.remove(ROW);
  table.step("anything");
  assert.deepEqual(model.get("events").map(({ type, after }) => [type, after]), [["undo", 7]]);
});

test("earlier weeks and what changed are asked for", () => {
  const { model, table } = made();
  table.more();
  table.tell(true);
  assert.deepEqual([model.get("weeks"), model.get("telling")], [6, true]);
});

test("an editor closes when its row is gone", () => {
  const { model, table } = made();
  table.begin(ROW);
  model.set("rows", []);
  assert.equal(table.editing(), null);
});

test("what an earlier page left and was refused is said, and discarded when asked", () => {
  const { model, table } = made();
  table.remove(ROW);
  const [{ id }] = model.get("events");
  table.sending.forget(); // as after the page was reloaded
  model.set("failed", { [id]: "there is no score 'a'" });
  assert.equal(table.earlier().text, "there is no score 'a'");
  table.discardEarlier();
  assert.deepEqual([table.earlier().text, model.get("events")], ["", []]);
});
