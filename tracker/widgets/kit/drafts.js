// What was typed and is not saved yet: kept in this browser, so that a reload loses none of it.
import { safely } from "./outbox.js";

const STALE_MS = 12 * 3600 * 1000; // an unsaved draft from another day is not how it feels now

/** Keep a draft of `what`, such as "score:daily", for the journal of a model. */
export function createDraft(
  model,
  what,
  { storage = safely(() => globalThis.localStorage, null), now = Date.now } = {},
) {
  const place = `unknot:${model.get("journal_id")}:draft:${what}`;
  return {
    keep: (left) => void safely(() => storage.setItem(place, JSON.stringify({ ...left, at: now() }))),
    drop: () => void safely(() => storage.removeItem(place)),
    /** What an earlier page left, or null; too old only counts what has an event under way. */
    read() {
      const left = safely(() => JSON.parse(storage.getItem(place)), null);
      return left && (left.pending || now() - left.at <= STALE_MS) ? left : null;
    },
  };
}
