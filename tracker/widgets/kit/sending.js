// One event on its way to the disk, and what a person is told meanwhile.
import { clockTime } from "./texts.js";
import { button, make, say } from "./dom.js";
import { askOnce, createOutbox, keptText } from "./outbox.js";

const PATIENCE_MS = 5000; // after this a person wants to know where their entry is

/** One line on where an entry is. */
export function stateText({ phase, problem, at, remark = "" }) {
  if (phase === "saving") return "Saving…";
  if (phase === "kept") return keptText();
  if (phase === "failed") return problem;
  if (phase !== "saved") return remark;
  return `Saved ${clockTime(at)}${remark ? `, ${remark}` : ""}`;
}

/** One event on its way: `done` hears that it is on disk, `tell` of any change; `isOurs` knows this widget's events. */
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
    /** Whether one is under way: until then a press does nothing. */
    busy: () => ["saving", "kept"].includes(sending.phase()),
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
    /** What an earlier page had under way is waited for, or done. */
    goOn(event) {
      if (outbox.has(event.id)) sending.wait(event);
      else done(event);
    },
    /** What an earlier page left and could not be saved: its ids, the first sentence, what it is. */
    earlier(linesOf = () => []) {
      const left = outbox.refused().filter(({ id }) => id !== pending?.id);
      const ids = left.map(({ id }) => id);
      return { ids, text: outbox.failures()[ids[0]] ?? "", told: left.flatMap(linesOf) };
    },
    discardEarlier() {
      sending.earlier().ids.forEach((id) => outbox.drop(id));
      tell();
    },
    /** Wait no longer; the outbox goes on trying. */
    forget() {
      pending = null;
      clearTimeout(timer);
    },
  };
  return sending;
}

/** The button that gives up what could not be saved. */
export const discardButton = (action) =>
  askOnce(button("button", ""), "Discard", "Discard it for good?", action);

/** What an earlier page left and could not be saved: to be given up, or tried again where that helps. */
export function earlierView(state, retry) {
  const [text, told] = [make("p", { role: "status" }), make("p.told")];
  const again = [told, button("button", "Try again", retry)];
  const root = make("div.earlier.warn", {}, text, retry ? again : [], discardButton(state.discardEarlier));
  const show = () => {
    const earlier = state.earlier();
    say(text, earlier.text);
    say(told, earlier.told.join(" · "));
    root.hidden = !earlier.ids.length;
  };
  return { root, show };
}
