// A run kept going in one browser page: its clock, its sound, its owner, and what is kept of it.
//
// Of all pages and widgets that show a run, one owns it: that one speaks and records. Whoever
// presses a control becomes the owner. The run is also kept in this browser's storage, with a
// heartbeat, so that a reloaded page or a restarted kernel takes it up where it was.
import { createOutbox, safely, uuid } from "../kit/outbox.js";
import { AWAY_MS, idle, isLive, moments, reduce } from "./run.js";
import { createMedia } from "./media_keys.js";
import { createSound } from "./sound.js";
import { countText, titleText } from "./run_words.js";

const HEARTBEAT_MS = 1000;
const STALE_MS = 3000; // no heartbeat for so long: the owner is gone
const FORGET_MS = 4 * 3600_000; // nobody goes on with a stretch of four hours ago
const LATE_MS = 5000; // unsaved for so long is worth a sentence
const LAID_OUT_MS = 800; // how long Python may take to lay a routine out before a sentence says so
const ARRIVE_MS = 15_000; // how long a page that was reloaded may still fill above the player
const AWAKE_MS = 3 * 60_000; // how long a pause keeps the screen on
export const SETTINGS = {
  voice: true, voice_name: "", voice_rate: 1, voice_volume: 1, says: "full", tones: true, volume: 0.8, muted: false,
  breath: true, media_keys: true, pace: 1, view: "page", turn: 0,
};
const SPOKEN = { full: "cue", short: "short", names: "names" }; // which words of a row are spoken

/** Wake-ups from a worker, whose timers a hidden tab does not slow down; it lives while it is used. */
function createWaker(onWake) {
  let url = "";
  let worker; // null: workers are forbidden here, and the page's own timer has to do
  const open = () => {
    const code = "let t;onmessage=e=>{clearTimeout(t);t=setTimeout(()=>postMessage(0),e.data)}";
    url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const made = new Worker(url);
    made.onmessage = onWake;
    made.onerror = () => {};
    return made;
  };
  return {
    wake(ms) {
      if (worker === undefined) worker = safely(open, null);
      worker?.postMessage(ms);
    },
    rest() {
      worker?.terminate();
      if (worker) worker = undefined;
      URL.revokeObjectURL(url);
    },
  };
}

export function createLive(model) {
  const me = uuid();
  const storage = safely(() => globalThis.localStorage, null);
  const key = `unknot:${model.get("journal_id")}:run`;
  const read = (name) => safely(() => JSON.parse(storage.getItem(name)), null);
  const write = (name, value) => safely(() => storage.setItem(name, JSON.stringify(value)));
  const forget = () => [key, `${key}:seen`].forEach((name) => safely(() => storage.removeItem(name)));

  let run = idle();
  let plan = null; // the plan of the run; the widget's own plan may change meanwhile
  let published = 0; // rev of the run that was last written and synced
  let adoptUntil = 0; // a new page waits so long for the old owner's heartbeat to fall silent
  let lastFired = 0;
  let heard = { rev: -1, list: [] };
  let lastGoing = 0;
  let lastWatched = 0; // when a view of it was last there
  let touched = false; // somebody has pressed or scrolled something on this page
  let arrivingUntil = 0;
  let timer = 0;
  let lock = null;
  let lockAsked = false;
  let saving = { waiting: 0, failed: {}, since: 0 };
  let closed = false;
  let leaving = false;
  let paceAsked = 0;
  const listeners = new Set();
  const views = new Set();

  const mine = () => run.owner === me;
  const settings = () => ({ ...SETTINGS, ...model.get("settings") });
  const notify = (cue = null) => listeners.forEach((listener) => listener(cue));
  const newer = (a, b) => (a.claim ?? 0) > (b.claim ?? 0) || (a.claim === b.claim && a.rev > (b.rev ?? 0));

  const sound = createSound({
    makeContext: () => new (globalThis.AudioContext ?? globalThis.webkitAudioContext)({ latencyHint: "interactive" }),
    synth: globalThis.speechSynthesis,
    makeUtterance: (text) => new SpeechSynthesisUtterance(text),
    onChange: () => {
      syncSound(Date.now());
      notify();
    },
  });
  const media = createMedia({
    session: globalThis.navigator?.mediaSession,
    makeAudio: (url) => new Audio(url),
    makeMetadata: (about) => new MediaMetadata(about),
    handlers: {
      play: () => live.act({ type: "resume" }),
      pause: () => live.act({ type: "pause" }),
      stop: () => live.act({ type: "pause" }),
      nexttrack: () => live.act({ type: "skip" }),
      previoustrack: () => live.act({ type: "back" }),
    },
  });
  const outbox = createOutbox(model, "routine", ({ waiting, failed }) => {
    const moved = waiting < saving.waiting || saving.waiting === 0;
    saving = { waiting, failed, since: moved ? Date.now() : saving.since };
    if (waiting) setTimeout(notify, LATE_MS + 50);
    notify();
  });
  const waker = createWaker(() => tick());

  // ---- what is heard -----------------------------------------------------------------------

  function due() {
    if (heard.rev !== run.rev) heard = { rev: run.rev, list: moments(run) };
    return heard.list;
  }

  function syncSound(now) {
    const { tones, muted, volume } = settings();
    sound.setVolume(volume);
    sound.plan(mine() && tones && !muted ? due() : [], now);
  }

  function manner() {
    const { voice_name, voice_rate, voice_volume } = settings();
    return { voice: voice_name, rate: voice_rate, volume: voice_volume };
  }

  /** Have the media keys while this page leads a run. */
  function syncMedia() {
    if (!mine() || !isLive(run) || !settings().media_keys) return media.end();
    const about = { title: titleText(run, plan), artist: plan.name ?? "", album: countText(plan, run.rows[run.index]) };
    safely(() => media.show({ playing: run.status === "running", ...about }));
  }

  /** Tell what has become due since the last look; a cue that is seconds late is not said. */
  function fire(now) {
    if (!mine() || run.status !== "running" || now - run.seen > AWAY_MS) return;
    const { voice, muted, says } = settings();
    for (const moment of due()) {
      if (moment.at <= lastFired || moment.at > now) continue;
      const row = run.rows[moment.index];
      const text = moment.kind === "phase" ? (row[SPOKEN[says]] ?? row.cue) : moment.text;
      if (voice && !muted && text && moment.kind !== "count" && now - moment.at < 2000) sound.speak(text, manner());
      const detail = { kind: moment.kind, planned_ms: moment.at, fired_ms: Date.now(), text };
      globalThis.dispatchEvent(new CustomEvent("unknot:cue", { detail }));
      if (moment.kind === "phase" || moment.kind === "halfway") notify({ kind: moment.kind, index: moment.index });
    }
    lastFired = now;
  }

  // ---- what is kept ------------------------------------------------------------------------

  function beat(now, released = false) {
    if (leaving && !released) return; // a last tick must not take the release back
    if (views.size) lastWatched = now;
    const watched = now - lastWatched < STALE_MS;
    write(`${key}:seen`, { owner: me, claim: run.claim, at: now, released: released || !watched });
  }

  const showReady = () => model.set("ready_display", run.status === "idle" ? "" : "none");

  function publish(now) {
    published = run.rev;
    if (isLive(run)) {
      write(key, { run, plan });
      beat(now);
    } else forget();
    globalThis.dispatchEvent(new CustomEvent("unknot:run", { detail: { key, run, plan } }));
    const ended = run.status === "finished";
    model.set("run", run);
    model.set("stop_display", run.status === "stopped" || (ended && run.outcome === "stopped for pain") ? "" : "none");
    model.set("after_display", ended ? "" : "none");
    showReady();
    safely(() => model.save_changes()); // a kernel that is gone must not stop a stop
  }

  function apply(action, now) {
    const { run: next, events } = reduce(run, action, now);
    run = next;
    if (run.status === "running") lastGoing = now;
    if (run.rev === published) return;
    const pressed = action.type !== "tick" && action.type !== "extend";
    if (pressed || run.status === "paused") sound.silence();
    if (pressed) {
      lastFired = now - 1; // so that a row entered now is announced
      fire(now);
    }
    notify(); // the screen before all that may take a moment: a stop must show at once
    syncSound(now);
    for (const event of events) outbox.add(event);
    publish(now);
    syncMedia();
    stayAwake(now);
  }

  // ---- who owns it -------------------------------------------------------------------------

  function claim(now) {
    const beaten = read(`${key}:seen`);
    const seen = beaten && beaten.owner === run.owner ? beaten.at : Math.min(now, run.deadline ?? now);
    run = { ...run, owner: me, claim: now, rev: run.rev + 1, seen: Math.max(run.seen ?? 0, Math.min(seen, now)) };
    lastFired = now;
    published = -1;
    heard = { rev: -1, list: [] };
    adoptUntil = 0;
    outbox.recover(); // what the owner before could not save is ours now
  }

  function follow(record) {
    if (mine()) sound.silence();
    run = record.run;
    plan = record.plan ?? plan;
    showReady();
    syncMedia();
    stayAwake(Date.now());
    notify();
    arm();
  }

  /** See in the storage whether another page has taken the run over, or ended it. */
  function look() {
    const stored = read(key);
    if (stored?.run && stored.run.owner !== me && newer(stored.run, run)) follow(stored);
    else if (!stored && !mine() && isLive(run) && model.get("run")?.session_id !== run.session_id) follow({ run: idle() });
  }

  function adopt(now) {
    const seen = read(`${key}:seen`);
    const quiet = !seen || seen.released || now - seen.at > STALE_MS;
    if (!quiet || mine() || !isLive(run)) return;
    claim(now);
    if (!touched) arrivingUntil = now + ARRIVE_MS; // else the page would move under a hand about to press
    sound.unlock(); // may stay silent until a click or key press
    apply({ type: "tick" }, now);
  }

  function begin(now) {
    const known = model.get("run");
    if (known?.status && known.status !== "idle") [run, plan] = [known, model.get("plan")];
    const stored = read(key);
    const seen = read(`${key}:seen`);
    if (!stored?.run || !isLive(stored.run)) return;
    if (now - (seen?.at ?? stored.run.seen) > FORGET_MS) return void forget();
    if (!newer(stored.run, run) && stored.run.session_id !== run.session_id) return;
    run = stored.run;
    plan = stored.plan;
    adoptUntil = now + STALE_MS + 2 * HEARTBEAT_MS;
    adopt(now);
  }

  // ---- the clock ---------------------------------------------------------------------------

  /** Any number of timers may call this, at any time: only the wall clock counts. */
  function tick() {
    if (closed) return;
    const now = Date.now();
    if (mine() && isLive(run)) {
      const seen = read(`${key}:seen`);
      if (seen && seen.owner !== me && seen.claim > run.claim) look();
    }
    if (mine() && isLive(run)) {
      fire(now);
      apply({ type: "tick" }, now);
      if (isLive(run)) beat(now);
      stayAwake(now);
    } else if (isLive(run)) {
      look();
      if (now < adoptUntil) adopt(now);
      notify();
    }
    arm();
  }

  function arm() {
    clearTimeout(timer);
    if (closed || !isLive(run)) return waker.rest();
    const now = Date.now();
    const next = mine() ? due().find((moment) => moment.at > Math.max(lastFired, now - 1)) : null;
    const wait = Math.min(Math.max((next?.at ?? Infinity) - now, 5), HEARTBEAT_MS);
    timer = setTimeout(tick, wait);
    if (mine()) waker.wake(wait);
    else waker.rest();
  }

  async function stayAwake(now) {
    const want = mine() && isLive(run) && now - lastGoing < AWAKE_MS && document.visibilityState === "visible";
    if (!want) {
      lock?.release?.().catch(() => {});
      lock = null;
    } else if (!lock && !lockAsked && navigator.wakeLock) {
      lockAsked = true;
      lock = await navigator.wakeLock.request("screen").catch(() => null);
      lockAsked = false;
      lock?.addEventListener?.("release", () => (lock = null));
    }
  }

  // ---- what others may do ------------------------------------------------------------------

  const live = {
    views,
    stops: new Set(), // views whose stop button is in sight
    ui: { settings: false, keys: false, scope: "exercise" }, // what is folded out, in every view
    /** The run as it stands now; a follower works out what the owner has not told it yet. */
    get run() {
      if (mine() || run.status !== "running") return run;
      const now = Date.now();
      return reduce({ ...run, seen: now }, { type: "tick" }, now).run;
    },
    get plan() {
      return (run.status !== "idle" && plan) || model.get("plan");
    },
    /** Taken up from a page that is gone, and to be brought into sight while this page fills. */
    get arriving() {
      return Date.now() < arrivingUntil;
    },
    get elsewhere() {
      return isLive(run) && !mine();
    },
    get silent() {
      const { voice, tones, muted } = settings();
      return mine() && run.status === "running" && sound.blocked && (voice || tones) && !muted;
    },
    get saving() {
      return { ...saving, late: saving.waiting > 0 && Date.now() - saving.since > LATE_MS };
    },
    get settings() {
      return settings();
    },
    sound,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act(action) {
      if (action.type !== "stop" && action.type !== "end") sound.unlock(); // we are inside a click or key press
      const now = Date.now(); // waking the sound may have taken a moment
      if (action.type === "start") {
        if (isLive(run) || model.get("locked")) return;
        plan = model.get("plan");
        action = { ...action, plan, session_id: uuid() };
      }
      if (action.type === "ask") live.ui.scope = "exercise";
      if (!mine()) claim(now);
      fire(now);
      apply(action, now);
      arm();
    },
    set(part) {
      model.set("settings", { ...settings(), ...part });
      safely(() => model.save_changes());
      if ("pace" in part) {
        paceAsked = Date.now();
        setTimeout(notify, LAID_OUT_MS + 50);
      }
      if (part.muted || part.voice === false) safely(() => globalThis.speechSynthesis?.cancel());
      syncSound(Date.now());
      syncMedia();
      notify();
    },
    /** Whether Python has not yet laid the routine out at the pace that was asked for. */
    get paceWaits() {
      const asked = model.get("plan")?.pace;
      return asked !== undefined && asked !== settings().pace && Date.now() - paceAsked > LAID_OUT_MS;
    },
    show(part) {
      Object.assign(live.ui, part);
      notify();
    },
    soundCheck() {
      sound.unlock();
      const { tones, voice, volume, muted } = settings();
      sound.setVolume(volume);
      if (muted) return;
      if (tones) sound.play("start");
      if (voice) sound.speak("This is how I will sound.", manner());
    },
    retry: () => outbox.retry(),
    refused: () => outbox.refused(),
    discard: () => outbox.discard(),
    close() {
      closed = true;
      if (mine() && isLive(run)) beat(Date.now(), true);
      clearTimeout(timer);
      waker.rest();
      sound.close();
      media.end();
      outbox.close();
      lock?.release?.().catch(() => {});
      offs.forEach((off) => off());
    },
  };

  const on = (target, name, listener, options) => {
    target.addEventListener(name, listener, options);
    return () => target.removeEventListener(name, listener, options);
  };
  const onTouch = () => {
    touched = true;
    arrivingUntil = 0;
  };
  const onPress = () => {
    onTouch();
    if (!live.silent) return;
    sound.unlock();
    syncMedia();
  };
  const offs = [
    on(globalThis, "storage", (event) => event.key === key && look()),
    on(globalThis, "unknot:run", ({ detail }) => {
      const concerns = isLive(detail.run) || detail.run.session_id === run.session_id;
      if (detail.key === key && concerns && detail.run.owner !== me && newer(detail.run, run)) follow(detail);
    }),
    on(globalThis, "pagehide", () => {
      leaving = true;
      if (mine() && isLive(run)) beat(Date.now(), true);
    }),
    on(globalThis, "pageshow", () => {
      leaving = false;
      tick();
    }),
    on(document, "visibilitychange", () => tick()),
    on(document, "pointerdown", onPress, true),
    on(document, "keydown", onPress, true),
    on(document, "wheel", onTouch, { capture: true, passive: true }),
  ];
  const listen = (name, listener) => {
    model.on(name, listener);
    offs.push(() => model.off(name, listener));
  };
  listen("change:run", () => {
    const incoming = model.get("run");
    if (incoming?.owner && incoming.owner !== me && newer(incoming, run)) follow({ run: incoming });
  });
  for (const name of ["plan", "locked", "note", "settings", "stop_advice", "after_anchor"]) listen(`change:${name}`, () => notify());

  begin(Date.now());
  outbox.recover();
  arm();
  return live;
}
