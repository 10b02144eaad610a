import assert from "node:assert/strict";
import { test } from "node:test";
import { askOnce, bringBack, createOutbox, sweepDrafts, uuid } from "../../../tracker/widgets/kit/outbox.js";
import { fakeModel as anyModel } from "../../fake_model.mjs";
import { fakeStorage } from "../../storage.mjs";

/** A model that remembers the ids of what it sent. */
function fakeModel(journal_id = "j") {
  const sent = [];
  const model = anyModel({ journal_id }, () => sent.push(model.get("events").map((e) => e.id)));
  return Object.assign(model, { sent });
}
/** A page with its outbox; pages that share a storage share what waits in it. */
function opened({ storage = fakeStorage(), model = fakeModel(), told = () => {}, channel = "routine" } = {}) {
  return { model, storage, outbox: createOutbox(model, channel, told, storage) };
}
const save = (model, ...events) => model.set("saved", [...model.get("saved"), ...events.map((e) => e.id)]);

test("an event is kept in the browser until its id comes back", () => {
  const { model, storage, outbox } = opened();
  const event = outbox.add({ type: "start" });
  assert.deepEqual(Object.keys(storage), [`unknot:j:routine:${event.id}`]);
  assert.equal(outbox.waiting, 1);
  save(model, event);
  assert.deepEqual(Object.keys(storage), []);
  assert.equal(outbox.waiting, 0);
});

test("everything still waiting is sent with each event, oldest first", () => {
  const { model, outbox } = opened();
  const [a, b, c] = ["a", "b", "c"].map((type) => outbox.add({ type }));
  assert.deepEqual(model.sent.at(-1), [a.id, b.id, c.id]);
  save(model, a);
  const d = outbox.add({ type: "d" });
  assert.deepEqual(model.sent.at(-1), [b.id, c.id, d.id]);
});

test("a new page sends what an earlier one never saw confirmed, in order and once", () => {
  const { storage, outbox: before } = opened();
  const b = before.add({ type: "b", at: 2000, seq: 2 });
  const c = before.add({ type: "c", at: 2000, seq: 3 });
  const a = before.add({ type: "a", at: 1000, seq: 9 });
  const { model, outbox: after } = opened({ storage });
  after.recover();
  after.recover();
  assert.deepEqual(model.get("events").map((e) => e.id), [a.id, b.id, c.id]);
  save(model, a, b, c);
  assert.deepEqual(Object.keys(storage), []);
});

test("what was saved while the page was reloading is not sent again", () => {
  const { storage, outbox: before } = opened();
  const event = before.add({ type: "start" });
  const model = fakeModel();
  model.set("saved", [event.id]);
  const { outbox } = opened({ storage, model });
  outbox.recover();
  assert.equal(outbox.waiting, 0);
  assert.deepEqual(model.sent, []);
  assert.deepEqual(Object.keys(storage), []);
});

test("channels and journals do not see each other's events", () => {
  const { storage, outbox: own } = opened();
  own.add({ type: "start" });
  for (const [journal, channel] of [["j", "score"], ["k", "routine"]]) {
    const { outbox } = opened({ model: fakeModel(journal), channel, storage });
    outbox.recover();
    assert.equal(outbox.waiting, 0);
  }
});

test("a failure is told with its sentence, and tried again when asked", () => {
  const told = [];
  const { model, outbox } = opened({ told: (state) => told.push(state) });
  const event = outbox.add({ type: "start" });
  model.set("failed", { [event.id]: "The journal is read-only; nothing was saved.", other: "not ours" });
  assert.deepEqual(told.at(-1), { waiting: 1, failed: { [event.id]: "The journal is read-only; nothing was saved." } });
  outbox.retry();
  assert.equal(model.get("attempt"), 1);
  model.set("failed", {});
  save(model, event);
  assert.deepEqual(told.at(-1), { waiting: 0, failed: {} });
});

test("storage that throws costs nothing but the recovery", () => {
  const broken = new Proxy({}, { get() { throw new Error("QuotaExceeded"); }, ownKeys() { throw new Error("SecurityError"); } });
  const { model, outbox } = opened({ storage: broken });
  outbox.recover();
  const event = outbox.add({ type: "start" });
  assert.deepEqual(model.sent.at(-1), [event.id]);
  save(model, event);
  assert.equal(outbox.waiting, 0);
});

test("a damaged entry in the storage is passed over", () => {
  const storage = fakeStorage();
  storage["unknot:j:routine:x"] = "{half";
  const { outbox } = opened({ storage });
  outbox.recover();
  assert.equal(outbox.waiting, 0);
});

test("a closed outbox hears nothing more", () => {
  let told = 0;
  const { model, outbox } = opened({ told: () => (told += 1) });
  const event = outbox.add({ type: "start" });
  outbox.close();
  const before = told;
  save(model, event);
  assert.equal(told, before);
});

test("ids are UUIDs and differ, also where the page is not secure", () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const secure = crypto.randomUUID;
  const ids = [uuid(), uuid()];
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  ids.push(uuid(), uuid());
  Object.defineProperty(crypto, "randomUUID", { value: secure, configurable: true });
  for (const id of ids) assert.match(id, shape);
  assert.equal(new Set(ids).size, 4);
});

test("after a restart the whole notebook has to run again, and a page without cells to be loaded anew", () => {
  assert.equal(bringBack(), "reload this page");
  globalThis.document = { querySelector: (what) => what === ".jp-NotebookPanel" };
  try {
    assert.equal(bringBack(), "choose Run ▸ Run All Cells");
  } finally {
    delete globalThis.document;
  }
});

// ---- what tries again by itself, and what is given up ------------------------------------------

const page = () => {
  const bus = new EventTarget();
  globalThis.addEventListener = bus.addEventListener.bind(bus);
  globalThis.removeEventListener = bus.removeEventListener.bind(bus);
  globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  return { online: () => bus.dispatchEvent(new Event("online")), shown: () => document.dispatchEvent(new Event("visibilitychange")) };
};
const refuse = (model, event, text = "The disk is full; nothing was saved.") => model.set("failed", { [event.id]: text });
const hours = (n) => n * 3600 * 1000;

test("a failed save is tried again by itself, ever more patiently, up to once a minute", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { model, outbox } = opened();
  const event = outbox.add({ type: "start" });
  refuse(model, event);
  const gaps = [];
  let since = 0;
  for (let s = 1; s <= 300; s += 1) {
    const before = model.get("attempt");
    t.mock.timers.tick(1000);
    if (model.get("attempt") === before) continue;
    gaps.push(s - since);
    since = s;
    refuse(model, event); // the answer is the same
  }
  assert.deepEqual(gaps, [5, 10, 20, 40, 60, 60, 60]);
  save(model, event);
  const tries = model.get("attempt");
  t.mock.timers.tick(200_000);
  assert.equal(model.get("attempt"), tries);
  const next = outbox.add({ type: "end" });
  refuse(model, next);
  t.mock.timers.tick(5000);
  assert.equal(model.get("attempt"), tries + 1); // as soon as at first
});

test("a try that nobody asked for leaves the sentence where it is; one that was asked for does not", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { model, outbox } = opened();
  const event = outbox.add({ type: "start" });
  refuse(model, event, "no");
  t.mock.timers.tick(5000);
  assert.deepEqual(outbox.failures(), { [event.id]: "no" });
  refuse(model, event, "still no");
  assert.deepEqual(outbox.failures(), { [event.id]: "still no" });
  outbox.retry();
  assert.deepEqual(outbox.failures(), {});
});

test("it is tried at once when the page is looked at again or the machine is online again", () => {
  const seen = page();
  const { model, outbox } = opened();
  const event = outbox.add({ type: "start" });
  seen.online();
  assert.equal(model.get("attempt"), 1); // nobody answered yet: it may have been lost
  refuse(model, event);
  document.visibilityState = "hidden";
  seen.shown();
  assert.equal(model.get("attempt"), 1);
  document.visibilityState = "visible";
  seen.shown();
  assert.equal(model.get("attempt"), 2);
  save(model, event);
  seen.online();
  assert.equal(model.get("attempt"), 2);
  outbox.add({ type: "end" });
  outbox.close();
  seen.online();
  assert.equal(model.get("attempt"), 2);
  delete globalThis.document;
});

test("a clock that was set back does not change the order within a session", () => {
  const { storage, outbox: before } = opened();
  const end = before.add({ type: "end", session_id: "a", seq: 3, at: 1000 });
  const start = before.add({ type: "start", session_id: "a", seq: 1, at: 5000 });
  const other = before.add({ type: "start", session_id: "b", seq: 1, at: 3000 });
  const step = before.add({ type: "step", session_id: "a", seq: 2, at: 5100 });
  const score = before.add({ type: "scores", at: 4000 });
  const { model, outbox } = opened({ storage });
  outbox.recover();
  assert.deepEqual(model.get("events").map((e) => e.id), [other, score, start, step, end].map((e) => e.id));
});

test("only the failures of one's own events are told, and all are sent", () => {
  const storage = fakeStorage();
  const before = createOutbox(fakeModel(), "score", () => {}, storage);
  const events = ["before", "after"].map((kind) => before.add({ type: "scores", kind }));
  const model = fakeModel();
  const outbox = createOutbox(model, "score", () => {}, storage, (event) => event.kind === "after");
  outbox.recover();
  model.set("failed", Object.fromEntries(events.map(({ id }) => [id, "no"])));
  assert.deepEqual(Object.keys(outbox.failures()), [events[1].id]);
  assert.equal(model.get("events").length, 2);
});

test("what was refused can be given up, and what was not goes on waiting", () => {
  const { model, storage, outbox } = opened();
  const [step, other] = [outbox.add({ type: "step" }), outbox.add({ type: "end" })];
  refuse(model, step, "there is no such session");
  assert.deepEqual(outbox.refused().map((e) => e.id), [step.id]);
  outbox.discard();
  assert.deepEqual(model.get("events").map((e) => e.id), [other.id]);
  assert.deepEqual(Object.keys(storage), [`unknot:j:routine:${other.id}`]);
  assert.deepEqual(outbox.failures(), {});
});

test("drafts that nobody finished go after a week, and nothing else does", () => {
  const [storage, now] = [fakeStorage(), 1_700_000_000_000];
  const draft = (at) => JSON.stringify({ draft: {}, at });
  storage.setItem("unknot:j:draft:score:before", draft(now - hours(24 * 7) - 1));
  storage.setItem("unknot:j:draft:score:after", draft(now - hours(24 * 6)));
  storage.setItem("unknot:k:draft", draft(now - hours(24 * 30)));
  storage.setItem("unknot:j:draft:odd", "{half");
  storage.setItem("unknot:j:score:draft", draft(0)); // an event waits as long as it must
  storage.setItem("other:draft:x", draft(0));
  sweepDrafts(storage, now);
  assert.deepEqual(Object.keys(storage).sort(), ["other:draft:x", "unknot:j:draft:score:after", "unknot:j:score:draft"]);
});

test("a button that throws something away asks once", () => {
  const button = Object.assign(new EventTarget(), { textContent: "" });
  let done = 0;
  askOnce(button, "Discard", "Discard it for good?", () => (done += 1));
  assert.equal(button.textContent, "Discard");
  const press = () => button.dispatchEvent(new Event("click"));
  press();
  assert.deepEqual([button.textContent, done], ["Discard it for good?", 0]);
  button.dispatchEvent(new Event("blur"));
  assert.equal(button.textContent, "Discard");
  press();
  press();
  assert.deepEqual([button.textContent, done], ["Discard", 1]);
});

test("a page that was reloaded still knows what was refused", () => {
  const { model, storage, outbox: before } = opened();
  const event = before.add({ type: "start" });
  refuse(model, event, "no");
  const { outbox } = opened({ model, storage });
  outbox.recover();
  assert.deepEqual(outbox.failures(), { [event.id]: "no" });
});
