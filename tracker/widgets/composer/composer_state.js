// One draft for all views of a composer: kept in this browser, saved by Python, asked about.
import { createListeners } from "../kit/dom.js";
import { createOutbox, keptText, safely, uuid } from "../kit/outbox.js";
import { BLANK, createHistory, named, plainDraft, sameDraft } from "./routine_draft.js";

const WAIT_MS = 5000; // after this a person wants to know where their routine is

/** Where a routine is on its way to the disk, in one line. */
export function whereText({ phase, problem, said }) {
  if (phase === "saving") return "Saving…";
  if (phase === "kept") return keptText();
  return phase === "failed" ? problem : said;
}

/** `model` has the traits of RoutineComposer. */
export function createComposing(model, storage = safely(() => globalThis.localStorage, null)) {
  const place = `unknot:${model.get("journal_id")}:draft`;
  const stored = safely(() => JSON.parse(storage.getItem(place)), null);
  const { tell, subscribe } = createListeners();
  let history = createHistory(stored?.steps ? named(stored) : BLANK);
  let settled = stored?.steps ? null : BLANK; // the draft as it is on disk, null where it is on none
  let state = { phase: "", problem: "", said: "", deleted: null };
  let pending = null;
  let timer;
  const questions = new Map();

  const become = (change) => {
    state = { ...state, ...change };
    tell();
  };
  const keepDraft = () => safely(() => (composing.changed() ? storage.setItem(place, JSON.stringify({ ...history.now(), at: Date.now() })) : storage.removeItem(place)));
  const go = (step) => {
    step();
    keepDraft();
    become({ phase: state.phase === "saving" ? "saving" : "", said: state.deleted ? state.said : "" });
  };

  const heard = () => {
    const failed = Object.entries(outbox.failures());
    // What was refused is still in the draft: nothing is lost by not sending it for ever.
    for (const [id, problem] of failed) {
      if (pending?.id === id) pending = null;
      outbox.drop(id);
      clearTimeout(timer);
      become({ phase: "failed", problem });
    }
    if (!pending || !model.get("saved").includes(pending.id)) return;
    const event = pending;
    pending = null;
    clearTimeout(timer);
    finished(event);
  };
  const finished = ({ type, draft, routine, name }) => {
    if (type === "delete") {
      if (history.now().routine === routine) history.push({ ...history.now(), routine: "" });
      settled = history.now().routine ? settled : null;
      return become({ phase: "", said: `“${name}” is deleted.`, deleted: { routine, name } });
    }
    if (type === "put_back") return become({ phase: "", said: `“${name}” is back.`, deleted: null });
    const kept = model.get("routines").find((each) => each.own && (each.id === routine || each.name === draft.name));
    const before = history.now();
    const same = JSON.stringify(plainDraft(before)) === JSON.stringify(draft);
    if (kept && before.routine !== kept.id) history.push({ ...before, routine: kept.id });
    if (same) settled = history.now();
    keepDraft();
    return become({ phase: "", said: `“${draft.name}” is saved, and among the routines to choose from.`, deleted: null });
  };
  const send = (event) => {
    pending = outbox.add(event);
    clearTimeout(timer);
    timer = setTimeout(() => pending && become({ phase: "kept" }), WAIT_MS);
    become({ phase: "saving", problem: "", said: "", deleted: null });
  };
  const outbox = createOutbox(model, "compose", () => heard(), storage);

  const answered = () => {
    const { id, ...answer } = model.get("answer");
    const then = questions.get(id);
    questions.delete(id);
    then?.(answer);
  };
  model.on("change:answer", answered);

  const composing = {
    draft: () => history.now(),
    state: () => state,
    changed: () => !settled || !sameDraft(history.now(), settled),
    busy: () => pending !== null,
    /** Change the draft; changes with the same tag in a row are undone together. */
    change: (next, tag) => go(() => history.push(next, tag)),
    /** Let go of steps that this library does not know: a draft may be older than it. */
    know(byId) {
      const steps = history.now().steps.filter((step) => byId[step.exercise]);
      if (steps.length < history.now().steps.length) history.push({ ...history.now(), steps });
    },
    canUndo: () => history.canUndo(),
    canRedo: () => history.canRedo(),
    undo: () => go(() => history.undo()),
    redo: () => go(() => history.redo()),
    /** Take up a draft of Python's; `onDisk` where it is saved like that. */
    take(draft, onDisk = false) {
      go(() => history.push(named(draft)));
      if (onDisk) settled = history.now();
      keepDraft();
      tell();
    },
    save: (replace = false) => send({ type: "save", draft: plainDraft(history.now()), routine: history.now().routine, replace }),
    remove: ({ id, name }) => send({ type: "delete", routine: id, name }),
    putBack: () => state.deleted && send({ type: "put_back", ...state.deleted }),
    /** Ask Python; the latest question of a kind is the one that is answered. */
    ask(kind, rest, then) {
      const id = uuid();
      for (const [other, { kind: asked }] of questions) if (asked === kind) questions.delete(other);
      questions.set(id, Object.assign((answer) => then(answer), { kind }));
      model.set("asked", { id, kind, ...rest });
      safely(() => model.save_changes());
    },
    recover: () => outbox.recover(),
    subscribe,
  };
  return composing;
}
