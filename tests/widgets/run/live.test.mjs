import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { listenKeys } from "../../../tracker/widgets/player/keys.js";
import { createLive } from "../../../tracker/widgets/run/live.js";
import { fakeModel as anyModel } from "../../fake_model.mjs";
import { fakeStorage } from "../../storage.mjs";

// A browser page with what the player needs and nothing else: no worker, no audio, no voice.
const T0 = 1_700_000_000_000;
const events = (target) => {
  const bus = new EventTarget();
  for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) target[name] = bus[name].bind(bus);
  return target;
};
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 });
  events(globalThis);
  globalThis.document = events({ visibilityState: "visible" });
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  globalThis.localStorage = fakeStorage();
});

const row = (phase, duration_s, hold = 0) => ({
  phase, duration_s, hold, number: 1, exercise: phase === "finish" ? "" : "stretch", side: "both", position: "standing",
  variant: false, cue: `${phase}.`, short: phase,
});
const PLAN = {
  routine: "two", name: "Two", total_s: 85, exercises: [{ number: 1, name: "Stretch" }],
  rows: [row("get_ready", 10), row("hold", 30, 1), row("rest", 10), row("hold", 30, 2), row("finish", 5)],
};

const TRAITS = { plan: PLAN, settings: {}, locked: "", run: {} };

/** A kernel that saves at once, unless it is busy. */
function fakeModel(more = {}) {
  const python = (model) => {
    if (model.busy) return;
    const fresh = model.get("events").filter((e) => !model.get("saved").includes(e.id));
    model.log.push(...fresh);
    if (fresh.length) model.set("saved", [...model.get("saved"), ...fresh.map((e) => e.id)]);
  };
  return Object.assign(anyModel({ ...TRAITS, ...more }, python), { log: [], busy: false });
}
function open(more) {
  const model = fakeModel(more);
  const live = createLive(model);
  live.views.add({});
  return { model, live, types: () => model.log.map((e) => e.type + (e.position ?? "")) };
}
/** Let time go by in steps: one long tick would be a computer that slept. */
const seconds = (s) => {
  for (let ms = 0; ms < s * 1000; ms += 10) mock.timers.tick(10);
};
/** A widget whose run has gone on for some seconds. */
function started(s = 0, more = {}) {
  const opened = open(more);
  opened.live.act({ type: "start" });
  seconds(s);
  return opened;
}
function cues() {
  const list = [];
  addEventListener("unknot:cue", (event) => list.push(event.detail));
  return list;
}
/** The page goes, as in a crash: nothing is said, timers end. */
function crash({ live }, s = 0) {
  const kept = { ...localStorage };
  live.close();
  for (const key of Object.keys(localStorage)) delete localStorage[key];
  Object.assign(localStorage, kept);
  mock.timers.setTime(Date.now() + s * 1000);
}

test("a whole run with the page's timers alone: every event and cue, each on time", () => {
  const heard = cues();
  const { types } = started(86);
  assert.deepEqual(types(), ["start", "step1", "step2", "end"]);
  assert.equal(heard.filter((c) => c.kind === "phase").length, 5);
  for (const cue of heard) assert.ok(cue.fired_ms - cue.planned_ms <= 20, JSON.stringify(cue));
  assert.deepEqual(heard.map((c) => c.planned_ms), heard.map((c) => c.planned_ms).toSorted((a, b) => a - b));
});

test("nothing is spoken or shown twice when several timers tick at once", () => {
  const heard = cues();
  started();
  for (let i = 0; i < 200; i += 1) {
    seconds(0.5);
    for (let j = 0; j < 3; j += 1) document.dispatchEvent(new Event("visibilitychange"));
  }
  const keys = heard.map((c) => `${c.kind} ${c.planned_ms}`);
  assert.equal(new Set(keys).size, keys.length);
});

test("a clock that is set back silences nothing", () => {
  const heard = cues();
  const { live, types } = started(5);
  mock.timers.setTime(Date.now() - 600_000);
  document.dispatchEvent(new Event("visibilitychange")); // real timers fire whatever the clock says
  const before = heard.length;
  seconds(83);
  assert.deepEqual(types(), ["start", "step1", "step2", "end"]);
  const after = heard.slice(before);
  assert.equal(after.filter((cue) => cue.kind === "phase").length, 4);
  for (const cue of after) assert.ok(cue.fired_ms - cue.planned_ms <= 20, JSON.stringify(cue));
});

test("a locked player does not start", () => {
  const { live } = started(0, { locked: "Please read the safety text first." });
  assert.equal(live.run.status, "idle");
});

test("a stop shows the questions at once, also when the kernel does not answer", () => {
  const { live, model } = started(20);
  model.busy = true;
  live.act({ type: "stop" });
  assert.equal(model.get("stop_display"), "");
  assert.equal(live.run.status, "stopped");
  seconds(6);
  assert.deepEqual([live.saving.waiting, live.saving.late], [2, true]);
  model.busy = false;
  live.retry();
  assert.deepEqual([live.saving.waiting, live.saving.late], [0, false]);
});

test("a page that was reloaded goes on from the deadline", () => {
  const first = started(20);
  dispatchEvent(new Event("pagehide"));
  first.live.close();
  mock.timers.setTime(Date.now() + 5000);
  const second = open();
  assert.equal(second.live.elsewhere, false);
  assert.equal(second.live.run.status, "running");
  seconds(20);
  assert.deepEqual(second.types(), ["step1"]);
  assert.equal(second.model.log[0].at, T0 + 40_000);
  assert.equal(second.model.log[0].session_id, first.model.log[0].session_id);
});

test("after a crash the run is taken up as soon as its heartbeat is stale", () => {
  const first = started(20);
  crash(first, 1);
  const second = open();
  assert.equal(second.live.elsewhere, true);
  seconds(4);
  assert.equal(second.live.elsewhere, false);
  assert.equal(second.live.run.status, "running");
});

test("after minutes away the run stands where it was last seen, and asks", () => {
  const first = started(20);
  crash(first, 300);
  const { live } = open();
  assert.deepEqual([live.run.status, live.run.left_ms, Math.round(live.run.away_ms / 60_000)], ["paused", 20_000, 5]);
});

test("a run of many hours ago is let go", () => {
  const first = started(20);
  crash(first, 5 * 3600);
  assert.equal(open().live.run.status, "idle");
  assert.deepEqual(Object.keys(localStorage), []);
});

test("what a lost kernel never confirmed is sent by the next one, once", () => {
  const first = open();
  first.model.busy = true;
  first.live.act({ type: "start" });
  seconds(45);
  crash(first, 1);
  const second = open();
  assert.deepEqual(second.types(), ["start", "step1"]);
  seconds(100);
  assert.deepEqual(second.types(), ["start", "step1", "step2", "end"]);
});

test("a second widget looks on, in step and silent, until it takes over", () => {
  const heard = cues();
  const first = started(20);
  const second = open();
  seconds(10);
  assert.equal(second.live.elsewhere, true);
  assert.equal(second.live.run.index, first.live.run.index);
  assert.deepEqual(second.types(), []);
  second.live.act({ type: "pause" });
  assert.deepEqual([first.live.elsewhere, second.live.elsewhere], [true, false]);
  assert.equal(first.live.run.status, "paused");
  second.live.act({ type: "resume" });
  seconds(60);
  assert.deepEqual([...first.types(), ...second.types()], ["start", "step1", "step2", "end"]);
  assert.equal(heard.filter((c) => c.kind === "phase").length, 5);
  assert.deepEqual([first.live.run.status, second.live.run.status], ["finished", "finished"]);
});

test("two pages on one kernel: the other follows what the kernel passes on, and can stop it", () => {
  const first = started(20);
  const shared = structuredClone(first.model.get("run"));
  globalThis.localStorage = fakeStorage(); // another browser: only the kernel joins them
  events(globalThis);
  const second = open({ run: shared });
  assert.deepEqual([second.live.elsewhere, second.live.run.status], [true, "running"]);
  second.live.act({ type: "stop" });
  first.model.set("run", structuredClone(second.model.get("run")));
  assert.deepEqual([first.live.run.status, first.live.elsewhere], ["stopped", true]);
  seconds(60);
  assert.deepEqual([...first.types(), ...second.types()], ["start", "step1", "pain"]);
});

test("an old echo of its own run does not turn the owner back", () => {
  const { live, model } = started();
  const old = structuredClone(model.get("run"));
  seconds(45);
  model.set("run", old);
  assert.equal(live.run.index, 2);
  assert.equal(live.elsewhere, false);
});

test("a run that nobody watches any more is taken up by a new widget", () => {
  const first = started(15);
  first.live.views.clear(); // its cell was run again
  const second = open();
  seconds(5);
  assert.equal(second.live.elsewhere, false);
  assert.equal(first.live.elsewhere, true);
});

test("after a reload the widget in sight leads at once, not the one that came back without a view", () => {
  const first = started(10);
  dispatchEvent(new Event("pagehide"));
  first.live.close();
  const unseen = createLive(fakeModel()); // JupyterLab brings the kernel's widgets back, shown or not
  assert.equal(unseen.elsewhere, false);
  seconds(1);
  const second = open();
  assert.deepEqual([second.live.elsewhere, unseen.elsewhere], [false, true]);
  assert.equal(second.live.arriving, true);
  seconds(16);
  assert.deepEqual([second.live.elsewhere, unseen.elsewhere, second.live.arriving], [false, true, false]);
});

test("a run that is taken up does not move the page under a hand that is already there", () => {
  for (const name of ["pointerdown", "keydown", "wheel"]) {
    const first = started(20);
    crash(first, 1);
    const second = open();
    seconds(1);
    document.dispatchEvent(new Event(name)); // the stop, say, and "End here" is pressed next
    seconds(4);
    assert.deepEqual([second.live.elsewhere, second.live.arriving], [false, false]);
    second.live.act({ type: "end" });
    second.live.close();
  }
});

const escape = () => document.dispatchEvent(Object.assign(new Event("keydown"), { key: "Escape" }));

test("Escape goes to the widget that leads the run, whatever other widgets its page holds", () => {
  const [left, onlooker, leader] = [open(), open(), open()];
  for (const { live } of [left, onlooker, leader]) listenKeys(live, () => false);
  left.live.views.clear(); // its cell was run again
  leader.live.act({ type: "start" });
  seconds(20);
  escape();
  assert.equal(leader.model.get("stop_display"), "");
  assert.equal(leader.live.elsewhere, false);
  seconds(1);
  assert.equal(leader.live.elsewhere, false);
  assert.deepEqual(leader.types(), ["start", "step1", "pain"]);
  assert.deepEqual([...left.types(), ...onlooker.types()], []);
});

test("Escape stops a run that another page leads, from a widget that is in sight", () => {
  const first = started(20);
  events(globalThis);
  globalThis.document = events({ visibilityState: "visible" }); // another page; the storage joins them
  const [left, second] = [open(), open()];
  for (const { live } of [left, second]) listenKeys(live, () => false);
  left.live.views.clear();
  escape();
  seconds(2);
  assert.deepEqual([second.live.run.status, second.live.elsewhere], ["stopped", false]);
  assert.deepEqual([left.types(), second.types()], [[], ["step1", "pain"]]);
  assert.deepEqual([first.live.run.status, first.live.elsewhere], ["stopped", true]);
});

test("an idle widget takes no notice of a run that has ended elsewhere", () => {
  const first = started();
  const second = open();
  seconds(2);
  first.live.act({ type: "end" });
  assert.equal(second.live.run.status, "finished");
  const third = open();
  first.live.act({ type: "again" });
  first.live.act({ type: "start" });
  first.live.act({ type: "end" });
  assert.notEqual(third.live.elsewhere, true);
});

test("a plan chosen during a run waits until the run is over", () => {
  const { live, model } = started();
  model.set("plan", { ...PLAN, name: "Another" });
  assert.equal(live.plan.name, "Two");
  live.act({ type: "end" });
  live.act({ type: "again" });
  assert.equal(live.plan.name, "Another");
});

test("storage that is forbidden costs the recovery, not the run", () => {
  Object.defineProperty(globalThis, "localStorage", { get() { throw new Error("SecurityError"); }, configurable: true });
  try {
    const { live, types } = open();
    live.act({ type: "start" });
    seconds(90);
    assert.deepEqual(types(), ["start", "step1", "step2", "end"]);
  } finally {
    Object.defineProperty(globalThis, "localStorage", { value: null, writable: true, configurable: true });
  }
});

test("only the widget that leads a run keeps a worker, and only while the run is live", () => {
  let workers = 0;
  globalThis.Worker = class {
    constructor() { workers += 1; }
    postMessage() {}
    terminate() { workers -= 1; }
  };
  try {
    const [first, , third] = [open(), open(), open()]; // as after running a cell three times
    assert.equal(workers, 0);
    first.live.act({ type: "start" });
    assert.equal(workers, 1);
    third.live.act({ type: "pause" });
    seconds(2);
    assert.equal(workers, 1);
    third.live.act({ type: "end" });
    assert.equal(workers, 0);
  } finally {
    delete globalThis.Worker;
  }
});

test("the screen is kept awake while a run goes on, again after the tab was hidden, and in no long pause", async () => {
  let held = 0;
  const settled = () => new Promise((done) => setImmediate(done));
  const request = async () => {
    held += 1;
    const lock = events({ release: async () => (held -= 1) });
    request.lost = () => {
      held -= 1; // as the browser does when the tab is hidden
      lock.dispatchEvent(new Event("release"));
    };
    return lock;
  };
  Object.defineProperty(globalThis, "navigator", { value: { wakeLock: { request } }, configurable: true });
  const { live } = open();
  assert.equal(held, 0);
  live.act({ type: "start" });
  await settled();
  assert.equal(held, 1);
  request.lost();
  document.visibilityState = "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.equal(held, 0);
  document.visibilityState = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.equal(held, 1);
  live.act({ type: "pause" });
  seconds(200);
  await settled();
  assert.equal(held, 0);
});

test("a closed widget is silent and gives its run away", () => {
  const heard = cues();
  const { live } = started();
  live.close();
  const before = heard.length;
  seconds(60);
  assert.equal(heard.length, before);
  assert.equal(open().live.elsewhere, false);
});

test("how much is said follows the setting: all of it, in short, names only", () => {
  const heard = cues();
  const said = () => heard.filter((cue) => cue.kind === "phase").at(-1).text;
  const rows = PLAN.rows.map((one) => ({ ...one, cue: "full", short: "short", names: "names" }));
  const { live } = started(0, { plan: { ...PLAN, rows } });
  assert.equal(said(), "full");
  live.set({ says: "short" });
  seconds(11);
  assert.equal(said(), "short");
  live.set({ says: "names" });
  seconds(30);
  assert.equal(said(), "names");
});

/** A browser with media keys: what its headset would press. */
function headset() {
  const handlers = {};
  const session = { metadata: null, playbackState: "none", setActionHandler: (name, handler) => (handlers[name] = handler) };
  Object.defineProperty(globalThis, "navigator", { value: { mediaSession: session }, configurable: true });
  globalThis.MediaMetadata = class {
    constructor(about) { Object.assign(this, about); }
  };
  globalThis.Audio = class {
    paused = true;
    play() { this.paused = false; }
    pause() { this.paused = true; }
    removeAttribute() {}
    load() {}
  };
  return { session, handlers };
}

test("headset keys pause, go on, skip and go back, and are given back at the end", () => {
  const { session, handlers } = headset();
  const { live, types } = open();
  assert.deepEqual(handlers, {});
  live.act({ type: "start" });
  seconds(20);
  assert.deepEqual({ ...session.metadata }, { title: "Stretch", artist: "Two", album: "1 of 1" });
  handlers.pause();
  assert.deepEqual([live.run.status, session.playbackState], ["paused", "paused"]);
  handlers.play();
  assert.deepEqual([live.run.status, session.playbackState], ["running", "playing"]);
  const { left_ms } = live.run;
  handlers.previoustrack();
  assert.ok(live.run.left_ms > left_ms);
  handlers.nexttrack();
  assert.deepEqual([live.run.rows[live.run.index].phase, session.metadata.title], ["finish", "Well done"]);
  seconds(6);
  assert.deepEqual(types(), ["start", "step1", "step2", "end"]);
  assert.deepEqual([session.metadata, session.playbackState, handlers.play], [null, "none", null]);
});

test("headset keys stay with other music where they are switched off", () => {
  const { session, handlers } = headset();
  const { live } = started(0, { settings: { media_keys: false } });
  assert.deepEqual([handlers, session.metadata], [{}, null]);
  live.set({ media_keys: true });
  assert.ok(handlers.pause);
});

test("a pace that Python has not laid out yet is said so after a moment, and no longer once it has", () => {
  const { live, model } = open({ plan: { ...PLAN, pace: 1 } });
  assert.equal(live.paceWaits, false);
  live.set({ pace: 1.5 });
  assert.equal(live.paceWaits, false);
  seconds(1);
  assert.equal(live.paceWaits, true);
  model.set("plan", { ...PLAN, pace: 1.5 });
  assert.equal(live.paceWaits, false);
});
