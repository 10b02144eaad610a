// What happened in this browser and is not yet known to be on disk.
//
// An event stays in localStorage until Python lists its id in the `saved` trait. `events` always
// carries everything still waiting, because trait updates are coalesced and may never arrive.

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

/**
 * @param model an anywidget model with journal_id, events, attempt, saved, failed
 * @param channel what kind of events these are; each channel has its own place in storage
 * @param onChange called with {waiting, failed} whenever either changes
 */
export function createOutbox(model, channel, onChange = () => {}, storage = safely(() => globalThis.localStorage, null)) {
  const prefix = `unknot:${model.get("journal_id")}:${channel}:`;
  let waiting = [];
  const stored = () =>
    safely(() => Object.keys(storage).filter((key) => key.startsWith(prefix)), [])
      .map((key) => safely(() => JSON.parse(storage.getItem(key)), null))
      .filter(Boolean);
  const order = (a, b) => a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0);
  const failures = () => {
    const failed = model.get("failed") ?? {};
    return Object.fromEntries(waiting.filter((e) => e.id in failed).map((e) => [e.id, failed[e.id]]));
  };
  const tell = () => onChange({ waiting: waiting.length, failed: failures() });
  const send = () => {
    model.set("events", [...waiting]);
    safely(() => model.save_changes()); // the kernel may be gone: the event is kept here
    tell();
  };
  const settle = () => {
    const saved = new Set(model.get("saved"));
    for (const e of waiting) if (saved.has(e.id)) safely(() => storage.removeItem(prefix + e.id));
    waiting = waiting.filter((e) => !saved.has(e.id));
    tell();
  };
  model.on("change:saved", settle);
  model.on("change:failed", tell);

  return {
    /** Send again what an earlier page or kernel never confirmed. */
    recover() {
      const known = new Set(waiting.map((e) => e.id));
      waiting = [...waiting, ...stored().filter((e) => !known.has(e.id))].sort(order);
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
    drop(id) {
      safely(() => storage.removeItem(prefix + id));
      waiting = waiting.filter((e) => e.id !== id);
      send();
    },
    has: (id) => waiting.some((e) => e.id === id),
    retry() {
      model.set("failed", {}); // so that the same answer is heard a second time
      model.set("attempt", model.get("attempt") + 1);
      send();
    },
    get waiting() {
      return waiting.length;
    },
    failures,
    close() {
      model.off("change:saved", settle);
      model.off("change:failed", tell);
    },
  };
}
