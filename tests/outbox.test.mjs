import assert from "node:assert/strict";
import { test } from "node:test";
import { bringBack, createOutbox, uuid } from "../tracker/outbox.js";

function fakeModel(journal = "j") {
  const state = { journal_id: journal, events: [], attempt: 0, saved: [], failed: {} };
  const listeners = {};
  const model = {
    sent: [],
    get: (name) => state[name],
    set(name, value) {
      if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
      state[name] = value;
      (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
    },
    on: (name, listener) => (listeners[name] ??= []).push(listener),
    off: (name, listener) => (listeners[name] = (listeners[name] ?? []).filter((l) => l !== listener)),
    save_changes: () => model.sent.push(state.events.map((e) => e.id)),
  };
  return model;
}

/** localStorage: its keys are its own properties. */
function fakeStorage() {
  return Object.defineProperties({}, {
    setItem: { value(key, text) { this[key] = String(text); } },
    getItem: { value(key) { return this[key] ?? null; } },
    removeItem: { value(key) { delete this[key]; } },
  });
}
const save = (model, ...events) => model.set("saved", [...model.get("saved"), ...events.map((e) => e.id)]);

test("an event is kept in the browser until its id comes back", () => {
  const [model, storage] = [fakeModel(), fakeStorage()];
  const outbox = createOutbox(model, "routine", () => {}, storage);
  const event = outbox.add({ type: "start" });
  assert.deepEqual(Object.keys(storage), [`unknot:j:routine:${event.id}`]);
  assert.equal(outbox.waiting, 1);
  save(model, event);
  assert.deepEqual(Object.keys(storage), []);
  assert.equal(outbox.waiting, 0);
});

test("everything still waiting is sent with each event, oldest first", () => {
  const model = fakeModel();
  const outbox = createOutbox(model, "routine", () => {}, fakeStorage());
  const [a, b, c] = ["a", "b", "c"].map((type) => outbox.add({ type }));
  assert.deepEqual(model.sent.at(-1), [a.id, b.id, c.id]);
  save(model, a);
  const d = outbox.add({ type: "d" });
  assert.deepEqual(model.sent.at(-1), [b.id, c.id, d.id]);
});

test("a new page sends what an earlier one never saw confirmed, in order and once", () => {
  const storage = fakeStorage();
  const before = createOutbox(fakeModel(), "routine", () => {}, storage);
  const b = before.add({ type: "b", at: 2000, seq: 2 });
  const c = before.add({ type: "c", at: 2000, seq: 3 });
  const a = before.add({ type: "a", at: 1000, seq: 9 });
  const model = fakeModel();
  const after = createOutbox(model, "routine", () => {}, storage);
  after.recover();
  after.recover();
  assert.deepEqual(model.get("events").map((e) => e.id), [a.id, b.id, c.id]);
  save(model, a, b, c);
  assert.deepEqual(Object.keys(storage), []);
});

test("what was saved while the page was reloading is not sent again", () => {
  const storage = fakeStorage();
  const event = createOutbox(fakeModel(), "routine", () => {}, storage).add({ type: "start" });
  const model = fakeModel();
  model.set("saved", [event.id]);
  const outbox = createOutbox(model, "routine", () => {}, storage);
  outbox.recover();
  assert.equal(outbox.waiting, 0);
  assert.deepEqual(model.sent, []);
  assert.deepEqual(Object.keys(storage), []);
});

test("channels and journals do not see each other's events", () => {
  const storage = fakeStorage();
  createOutbox(fakeModel("j"), "routine", () => {}, storage).add({ type: "start" });
  for (const [journal, channel] of [["j", "score"], ["k", "routine"]]) {
    const outbox = createOutbox(fakeModel(journal), channel, () => {}, storage);
    outbox.recover();
    assert.equal(outbox.waiting, 0);
  }
});

test("a failure is told with its sentence, and tried again when asked", () => {
  const model = fakeModel();
  const told = [];
  const outbox = createOutbox(model, "routine", (state) => told.push(state), fakeStorage());
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
  const model = fakeModel();
  const outbox = createOutbox(model, "routine", () => {}, broken);
  outbox.recover();
  const event = outbox.add({ type: "start" });
  assert.deepEqual(model.sent.at(-1), [event.id]);
  save(model, event);
  assert.equal(outbox.waiting, 0);
});

test("a damaged entry in the storage is passed over", () => {
  const storage = fakeStorage();
  storage["unknot:j:routine:x"] = "{half";
  const outbox = createOutbox(fakeModel(), "routine", () => {}, storage);
  outbox.recover();
  assert.equal(outbox.waiting, 0);
});

test("a closed outbox hears nothing more", () => {
  const model = fakeModel();
  let told = 0;
  const outbox = createOutbox(model, "routine", () => (told += 1), fakeStorage());
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
