import assert from "node:assert/strict";
import { test } from "node:test";
import { createForm, toldOf } from "../../../tracker/widgets/forms/field_form.js";
import { asText, asValue, filledIn, wrongWith } from "../../../tracker/widgets/forms/field.js";
import { fakeModel as anyModel } from "../../fake_model.mjs";
import { fakeStorage } from "../../storage.mjs";

const SLEEP = { name: "sleep_h", kind: "number", label: "Sleep", min: 0, max: 24 };
const STRESS = { name: "stress", kind: "scale", label: "Stress", min: 0, max: 10, whole: true };
const NOTE = { name: "note", kind: "long", label: "A note" };
const FROM = { name: "from_day", kind: "date", label: "From", required: true };

const TRAITS = { name: "context", fields: [STRESS, SLEEP, NOTE], values: {}, rows: [], occasion: "2026-03-01" };
const fakeModel = (traits) => anyModel({ ...TRAITS, ...traits });

const made = (traits) => {
  const model = fakeModel(traits);
  return { model, form: createForm(model, { storage: null }) };
};

test("a number may have a point or a comma, and nothing is nothing", () => {
  assert.equal(asValue(SLEEP, " 7,5 "), 7.5);
  assert.equal(asValue(SLEEP, "7.5"), 7.5);
  assert.equal(asValue(SLEEP, ""), null);
  assert.equal(asValue(NOTE, " so "), "so");
  assert.equal(asValue(NOTE, ""), "");
  assert.equal(asValue(FROM, ""), null);
  assert.equal(asText(null), "");
  assert.equal(asText(0), "0");
});

test("a field that only tells how is never asked for", () => {
  const how = { name: "how", kind: "about", label: "How to", steps: ["Stand tall."] };
  assert.deepEqual(filledIn([how, SLEEP]), [SLEEP]);
  const { model, form } = made({ fields: [how, SLEEP] });
  form.type(SLEEP, "7");
  form.save();
  assert.deepEqual(model.get("events")[0].values, { sleep_h: 7 });
});

test("a field of another question is neither asked for nor told of, and keeps what was typed", () => {
  const kind = { name: "kind", kind: "choice", label: "Question" };
  const which = { name: "which", kind: "choice", label: "Which", required: true, when: { kind: "one" } };
  const { model, form } = made({ fields: [kind, which], values: { kind: "all" } });
  assert.equal(form.asks(which), false);
  assert.equal(form.save(), undefined);
  assert.deepEqual(model.get("events")[0].values, { kind: "all", which: null });
  model.acknowledge();
  form.type(kind, "one");
  assert.equal(form.asks(which), true);
  assert.equal(form.save(), which);
  form.type(which, "a");
  form.type(kind, "all");
  assert.equal(form.text(which), "a");
  const told = (values) => toldOf({ values }, [kind, which]);
  assert.deepEqual(told({ kind: "all", which: "a" }), ["Question: all"]);
  assert.deepEqual(told({ kind: "one", which: "a" }), ["Question: one", "Which: a"]);
});

test("what is wrong with a field is said in a sentence", () => {
  for (const text of ["25", "-1", "much", "1e", "Infinity"])
    assert.equal(wrongWith(SLEEP, text), "Sleep: a number from 0 to 24.");
  assert.equal(wrongWith(STRESS, "3.5"), "Stress: a whole number from 0 to 10.");
  assert.equal(wrongWith(FROM, ""), "From: please fill it in.");
  for (const text of ["", "0", "24", "7,5"]) assert.equal(wrongWith(SLEEP, text), "");
});

test("all fields go in one event, and saved is said once it is on disk", () => {
  const { model, form } = made({ values: { stress: 2 } });
  form.type(SLEEP, "7,5");
  assert.equal(form.save(), undefined);
  const [event] = model.get("events");
  assert.deepEqual(event.values, { stress: 2, sleep_h: 7.5, note: "" });
  assert.equal(event.occasion, "2026-03-01");
  assert.equal(form.phase(), "saving");
  model.set("values", { stress: 2, sleep_h: 7.5, note: "" });
  model.acknowledge();
  assert.equal(form.phase(), "saved");
  assert.match(form.state(), /^Saved \d\d:\d\d$/);
  form.type(SLEEP, "8");
  assert.equal(form.phase(), "edit");
});

test("a wrong field is named and nothing is sent", () => {
  const { model, form } = made();
  form.type(SLEEP, "25");
  assert.equal(form.save(), SLEEP);
  assert.equal(form.state(), "Sleep: a number from 0 to 24.");
  assert.deepEqual(model.get("events"), []);
  form.type(SLEEP, "5");
  assert.equal(form.state(), "");
});

test("a refusal keeps what was typed, and trying again sends what is there now", () => {
  const { model, form } = made();
  form.type(SLEEP, "7");
  form.save();
  model.refuse("the disk is full; nothing was saved");
  assert.equal(form.phase(), "failed");
  assert.equal(form.state(), "the disk is full; nothing was saved");
  assert.equal(form.text(SLEEP), "7");
  form.save();
  assert.equal(model.get("events").length, 1);
  model.set("values", { sleep_h: 7 });
  model.acknowledge();
  assert.equal(form.phase(), "saved");
});

test("what is typed for one day stays with that day", () => {
  const { model, form } = made();
  form.type(NOTE, "long flight");
  model.set("occasion", "2026-02-28");
  assert.equal(form.text(NOTE), "");
  form.type(NOTE, "slept well");
  model.set("occasion", "2026-03-01");
  assert.equal(form.text(NOTE), "long flight");
});

test("what was typed is there again after a reload, of each day its own, until it is saved or old", () => {
  const storage = fakeStorage();
  let time = Date.now();
  const open = (traits) => {
    const model = fakeModel(traits);
    const form = createForm(model, { storage, now: () => time });
    form.recover();
    return { model, form };
  };
  const first = open();
  first.form.type(NOTE, "long flight");
  first.model.set("occasion", "2026-02-28");
  first.form.type(SLEEP, "5");
  const second = open();
  assert.equal(second.form.text(NOTE), "long flight");
  assert.equal(second.form.phase(), "edit");
  second.form.save();
  const third = open(); // reloaded while it was on its way
  assert.deepEqual([third.form.phase(), third.form.text(NOTE)], ["saving", "long flight"]);
  assert.deepEqual(third.model.get("events"), second.model.get("events"));
  const saved = third.model.get("events").map(({ id }) => id);
  const fourth = open({ saved, values: { note: "long flight" } }); // the answer came between two pages
  assert.equal(fourth.form.phase(), "saved");
  fourth.model.set("occasion", "2026-02-28");
  assert.equal(fourth.form.text(SLEEP), "5");
  time += 13 * 3600 * 1000;
  assert.equal(open({ occasion: "2026-02-28" }).form.text(SLEEP), "");
});

test("once all is saved, or removed, nothing is left in the browser", () => {
  const storage = fakeStorage();
  const model = fakeModel();
  const form = createForm(model, { storage });
  form.type(NOTE, "x");
  form.save();
  form.type(NOTE, "x y"); // typed meanwhile
  model.acknowledge();
  assert.deepEqual(Object.keys(storage), ["unknot:j:draft:fields:context"]);
  form.save();
  model.acknowledge();
  form.remove("row-1");
  model.acknowledge();
  assert.deepEqual(Object.keys(storage), []);
});

test("an answer that arrives when another day is open is not said of that day", () => {
  const { model, form } = made();
  form.type(NOTE, "x");
  form.save();
  model.set("occasion", "2026-02-28");
  model.acknowledge();
  assert.equal(form.phase(), "edit");
});

test("a second press while the first is under way sends nothing", () => {
  const { model, form } = made();
  form.type(NOTE, "x");
  form.save();
  form.save();
  form.remove("row-1");
  assert.equal(model.get("events").length, 1);
});

test("a row is removed by its id, under an event of its own", () => {
  const { model, form } = made({ rows: [{ id: "row-1", text: "a flare" }] });
  form.remove("row-1");
  const [event] = model.get("events");
  assert.equal(event.type, "remove");
  assert.equal(event.row, "row-1");
  assert.notEqual(event.id, "row-1");
  model.acknowledge();
  assert.match(form.state(), /removed$/);
});

test("what an earlier page left and was refused can be discarded", () => {
  const { model, form } = made();
  form.sending.outbox.add({ type: "save", occasion: "", values: {} });
  model.refuse("there is no such day");
  assert.equal(form.earlier().text, "there is no such day");
  form.discardEarlier();
  assert.deepEqual(form.earlier(), { ids: [], text: "", told: [] });
});

test("what was left by an earlier page is told by its fields", () => {
  assert.deepEqual(toldOf({ values: { sleep_h: 0, stress: null, note: "" } }, [STRESS, SLEEP, NOTE]), ["Sleep: 0"]);
  assert.deepEqual(toldOf({ type: "remove", row: "a" }, [SLEEP]), []);
});
