// One event on its way to the disk, and what a person is told meanwhile.
import { clockTime } from "./days.js";
import { bringBack, createOutbox } from "../outbox.js";

const PATIENCE_MS = 5000; // after this a person wants to know where their entry is

/** One line on where an entry is. */
export function stateText({ phase, problem, at, remark = "" }) {
  if (phase === "saving") return "Saving…";
  if (phase === "kept") {
    const soon = "Kept in this browser. It is saved as soon as the notebook answers";
    return `${soon}; if it does not, ${bringBack()}.`;
  }
  if (phase === "failed") return problem;
  if (phase !== "saved") return remark;
  return `Saved ${clockTime(at)}${remark ? `, ${remark}` : ""}`;
}

/**
 * @param model an anywidget model with the traits of LoggedWidget
 * @param done called with the event once Python says that it is on disk
 * @param tell called whenever `phase` or `problem` may have changed
 * @param isOurs which events on the channel are this widget's, where several share it
 */
export function createSending(model, channel, { done, tell, isOurs, storage, now = Date.now }) {
  let pending = null;
  let since = 0;
  let timer;
  const heard = () => {
    const event = pending;
    if (!event || !model.get("saved").includes(event.id)) return tell();
    sending.forget();
    done(event);
  };
  const outbox = createOutbox(model, channel, heard, storage, isOurs);
  const problem = () => (pending && outbox.failures()[pending.id]) || "";
  const sending = {
    outbox,
    problem,
    pending: () => pending,
    /** "" when nothing is on its way, else saving, kept or failed. */
    phase() {
      if (!pending) return "";
      return problem() ? "failed" : now() - since > PATIENCE_MS ? "kept" : "saving";
    },
    /** Wait for an event that is in the outbox. */
    wait(event) {
      pending = event;
      since = now();
      clearTimeout(timer);
      timer = setTimeout(tell, PATIENCE_MS + 50);
      tell();
    },
    /** Send an event; one that was refused before gives way to it. */
    send(event) {
      if (pending) outbox.drop(pending.id);
      sending.wait(outbox.add(event));
    },
    /** Try again, or once more what an earlier page left. */
    retry() {
      outbox.retry();
      if (pending) sending.wait(pending);
    },
    drop() {
      if (pending) outbox.drop(pending.id);
      sending.forget();
    },
    /** Wait no longer; the outbox goes on trying. */
    forget() {
      pending = null;
      clearTimeout(timer);
    },
  };
  return sending;
}
