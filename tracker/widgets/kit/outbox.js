// What happened in this browser and is not yet known to be on disk.
//
// An event stays in localStorage until Python lists its id in the `saved` trait. `events` always
// carries everything still waiting, because trait updates are coalesced and may never arrive.

const [FIRST_PAUSE_MS, LAST_PAUSE_MS] = [5000, 60_000];

export const safely = (action, otherwise) => {
  try {
    return action();
  } catch {
    return otherwise; // storage may be full or forbidden: the events still live in memory
  }
};

/** How a person brings a restarted kernel back to what it knew: one cell alone would not do. */
export const bringBack = () =>
  globalThis.document?.querySelector?.(".jp-NotebookPanel") ? "choose Run ▸ Run All Cells" : "reload this page";

/** What is said of what waits for an answer longer than one likes. */
export const keptText = () =>
  `Kept in this browser. It is saved as soon as the notebook answers; if it does not, ${bringBack()}.`;

export function uuid() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16)); // randomUUID needs a secure context
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** Stamp an event with id, moment (epoch ms) and the person's offset from UTC. */
export function stamp(event, now = Date.now()) {
  return { id: uuid(), at: now, utc_offset_min: 0 - new Date(now).getTimezoneOffset(), ...event };
}

const DRAFT = /^unknot:[^:]*:draft(:|$)/;
const DRAFT_MS = 7 * 24 * 3600 * 1000;

/** Forget what was typed and never saved once it is a week old, whatever it was typed into. */
export function sweepDrafts(storage, now = Date.now()) {
  const keys = safely(() => Object.keys(storage), []).filter((key) => DRAFT.test(key));
  for (const key of keys) {
    const at = safely(() => JSON.parse(storage.getItem(key)).at, 0);
    if (!(now - at < DRAFT_MS)) safely(() => storage.removeItem(key));
  }
}

/** Let a button throw something away at its second press; the first one only asks. */
export function askOnce(button, words, question, action) {
  const word = (text) => (button.textContent = text);
  button.addEventListener("click", () => {
    if (button.textContent !== question) return word(question);
    word(words);
    return action();
  });
  button.addEventListener("blur", () => word(words));
  word(words);
  return button;
}

/** Sessions by their first event, each in its own order: a clock may be set back meanwhile. */
function inOrder(events) {
  const sessions = new Map();
  for (const event of events) {
    const key = event.session_id && event.seq ? event.session_id : event.id;
    sessions.set(key, [...(sessions.get(key) ?? []), event]);
  }
  const each = [...sessions.values()].map((all) => all.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0)));
  const order = ([a], [b]) => a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0);
  return each.sort(order).flat();
}

/** Events until they are on disk; `onChange` hears {waiting, failed}, and of failures only those that are `isOurs`. */
export function createOutbox(
  model,
  channel,
  onChange = () => {},
  storage = safely(() => globalThis.localStorage, null),
  isOurs = () => true,
) {
  const prefix = `unknot:${model.get("journal_id")}:${channel}:`;
  let waiting = [];
  let refusals = model.get("failed") ?? {}; // a page that was reloaded hears of them no more
  let pause = FIRST_PAUSE_MS;
  let timer = null;
  const stored = () =>
    safely(() => Object.keys(storage).filter((key) => key.startsWith(prefix)), [])
      .map((key) => safely(() => JSON.parse(storage.getItem(key)), null))
      .filter(Boolean);
  const failures = () =>
    Object.fromEntries(waiting.filter((e) => e.id in refusals && isOurs(e)).map((e) => [e.id, refusals[e.id]]));
  const tell = () => onChange({ waiting: waiting.length, failed: failures() });
  const send = () => {
    model.set("events", [...waiting]);
    safely(() => model.save_changes()); // the kernel may be gone: the event is kept here
    tell();
  };
  const rest = () => {
    clearTimeout(timer);
    timer = null;
  };
  const again = () => {
    rest();
    model.set("failed", {}); // so that the same answer is heard a second time
    model.set("attempt", model.get("attempt") + 1);
    send();
  };
  /** A full disk or a locked file passes: try again, ever more patiently. */
  const later = () => {
    if (!waiting.some((e) => e.id in refusals)) {
      rest();
      pause = FIRST_PAUSE_MS;
    } else if (timer === null) {
      timer = setTimeout(again, pause);
      timer?.unref?.(); // a test does not wait for it
      pause = Math.min(2 * pause, LAST_PAUSE_MS);
    }
  };
  const settle = () => {
    const saved = new Set(model.get("saved"));
    for (const e of waiting) if (saved.has(e.id)) safely(() => storage.removeItem(prefix + e.id));
    waiting = waiting.filter((e) => !saved.has(e.id));
    tell();
    later();
  };
  const refuse = () => {
    const failed = model.get("failed") ?? {};
    if (!Object.keys(failed).length && timer === null && waiting.length) return; // asked anew, not answered yet
    refusals = failed;
    tell();
    later();
  };
  const wake = () => {
    const hidden = globalThis.document?.visibilityState === "hidden";
    if (waiting.length && !hidden) again();
  };
  const drop = (ids) => {
    for (const id of ids) safely(() => storage.removeItem(prefix + id));
    waiting = waiting.filter((e) => !ids.includes(e.id));
    send();
    later();
  };
  model.on("change:saved", settle);
  model.on("change:failed", refuse);
  safely(() => globalThis.addEventListener("online", wake));
  safely(() => globalThis.document.addEventListener("visibilitychange", wake));

  return {
    /** Send again what an earlier page or kernel never confirmed. */
    recover() {
      sweepDrafts(storage);
      const known = new Set(waiting.map((e) => e.id));
      waiting = inOrder([...waiting, ...stored().filter((e) => !known.has(e.id))]);
      settle(); // a page that was reloaded may have missed the answer
      if (waiting.length) send();
    },
    add(event) {
      const stamped = stamp(event);
      safely(() => storage.setItem(prefix + stamped.id, JSON.stringify(stamped)));
      waiting.push(stamped);
      send();
      return stamped;
    },
    /** Forget an event that was refused and has been entered anew. */
    drop: (id) => drop([id]),
    /** Give up for good what was refused. */
    discard: () => drop(Object.keys(failures())),
    /** The events that were refused, to be read before they are given up. */
    refused: () => waiting.filter((e) => e.id in failures()),
    has: (id) => waiting.some((e) => e.id === id),
    retry() {
      refusals = {};
      pause = FIRST_PAUSE_MS;
      again();
    },
    get waiting() {
      return waiting.length;
    },
    failures,
    close() {
      rest();
      model.off("change:saved", settle);
      model.off("change:failed", refuse);
      safely(() => globalThis.removeEventListener("online", wake));
      safely(() => globalThis.document.removeEventListener("visibilitychange", wake));
    },
  };
}
