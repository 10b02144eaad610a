// One card of scores: what is marked, what is on its way to the disk, what is saved.
// The card belongs to the model, so that two views of one widget show the same.
import { createListeners, write } from "../kit/dom.js";
import { placeName } from "../kit/texts.js";
import { uuid } from "../kit/outbox.js";
import { createDraft } from "../kit/drafts.js";
import { createSending } from "../kit/sending.js";

const WHOLE_BACK = "upper back|both";
const BLANK = { scores: {}, qualities: {}, note: "", ids: {} };

/** The score a digit key means: "1" then "0" soon after is 10. */
export function typed(key, before = "", gapMs = Infinity) {
  if (key.length !== 1 || key < "0" || key > "9") return null;
  return key === "0" && before === "1" && gapMs <= 1000 ? 10 : Number(key);
}

/** The score a key leads to from where the focus is; null: nothing; -1: take the score back. */
export function scoreForKey(key, from) {
  if (key === "ArrowRight" || key === "ArrowUp") return Math.min(10, from + 1);
  if (key === "ArrowLeft" || key === "ArrowDown") return Math.max(0, from - 1);
  if (key === "Delete" || key === "Backspace") return -1;
  return { Home: 0, End: 10, " ": from }[key] ?? null;
}

/** The rows asked for: the whole first, then each chosen site. */
export const asked = (sites, withWhole) => (withWhole ? [WHOLE_BACK, ...sites] : [...sites]);

/** The advice for the highest score given, or null. */
export function adviceFor(scores, advice) {
  if (!scores.length) return null;
  const worst = Math.max(...scores);
  return advice.find(({ from, to }) => from <= worst && worst <= to) ?? null;
}

/** The scores of a draft as they are stored; the note goes with the first of them. */
export function scoreRows(draft, rows, newId = uuid) {
  const scored = rows.filter((key) => draft.scores[key] !== undefined);
  return scored.map((key, i) => {
    const [site, side] = key.split("|");
    return {
      id: draft.ids[key] ?? newId(),
      site,
      side,
      score: draft.scores[key],
      qualities: draft.qualities[key] ?? [],
      note: i ? "" : draft.note,
    };
  });
}

/** What a press of Save does: the event, or null when there is nothing to save. */
export function saveEvent(draft, rows, about, newId = uuid) {
  const all = scoreRows(draft, rows, newId);
  if (!all.length) return null;
  const known = new Set(Object.values(draft.ids));
  if (!known.size) return { type: "scores", ...about, scores: all };
  const kept = new Set(all.map((score) => score.id));
  return {
    type: "correct",
    ...about,
    scores: all.filter((score) => known.has(score.id)),
    added: all.filter((score) => !known.has(score.id)),
    removed: [...known].filter((id) => !kept.has(id)),
  };
}

/** What takes a correction back: the scores as they were before, each under its own id. */
export function backEvent(scores, earlier, about) {
  const [here, before] = [scores, earlier].map((all) => new Set(all.map(({ id }) => id)));
  return {
    type: "correct",
    back: true,
    ...about,
    scores: earlier.filter(({ id }) => here.has(id)),
    added: earlier.filter(({ id }) => !here.has(id)),
    removed: [...here].filter((id) => !before.has(id)),
  };
}

/** The draft that shows saved scores again, to change them. */
export function reopened(scores) {
  const draft = { ...structuredClone(BLANK), note: scores[0]?.note ?? "" };
  for (const { id, site, side, score, qualities } of scores) {
    const key = `${site}|${side}`;
    draft.ids[key] = id;
    draft.scores[key] = score;
    draft.qualities[key] = [...qualities];
  }
  return draft;
}

/** What an event holds, a line each, for somebody who is to give it up. */
export function eventLines(event) {
  const scores = [...(event.scores ?? []), ...(event.added ?? [])];
  const notes = scores.map(({ note }) => note).filter(Boolean);
  return [
    ...scores.map(({ site, side, score }) => `${placeName(`${site}|${side}`)}: ${score}`),
    ...notes.map((note) => `“${note}”`),
    ...(event.type === "undo_scores" ? ["Taking scores back"] : []),
  ];
}

const contents = (event) => {
  const all = [...(event.scores ?? []), ...(event.added ?? [])];
  return JSON.stringify(all.map(({ id, ...rest }) => rest));
};

/** What a view shows (rows, draft, phase), and what a person can do (score, save, undo). */
export function createCard(model, { storage, now } = {}) {
  const kept = createDraft(model, `score:${model.get("kind")}`, { storage, now });
  const { tell, subscribe } = createListeners();
  let draft = structuredClone(BLANK);
  let changing = false;
  let remark = "";
  let day = model.get("occasion"); // of a daily card
  const drafts = {}; // what was typed and not saved for the other days

  const daily = () => model.get("kind") === "daily";
  /** What is saved; the answer for one day may cross the opening of another one. */
  const shown = () => {
    const { scores = [], occasion } = model.get("sent");
    return daily() && occasion !== model.get("occasion") ? [] : scores;
  };
  const asking = () => {
    const rows = asked(model.get("sites"), model.get("with_whole"));
    // what is saved is taken back on purpose only, never by a tap on the map
    return [...rows, ...Object.keys(draft.ids).filter((key) => !rows.includes(key))];
  };
  const about = () => ({ kind: model.get("kind"), occasion: model.get("occasion") });
  const publish = (sent) => {
    const about = daily() && sent.scores ? { occasion: model.get("occasion") } : {};
    write(model, { sent: { ...sent, ...about } });
  };
  const blank = () => {
    draft = structuredClone(BLANK);
    changing = false;
    sending.forget();
    kept.drop();
  };
  /** Whether an event is of another day than the one the card now shows, where it has days. */
  const elsewhere = (event) =>
    model.get("kind") === "daily" && event.occasion !== model.get("occasion");
  const done = (event) => {
    const sites = model.get("sites");
    blank();
    if (elsewhere(event)) return tell();
    if (event.type === "undo_scores") {
      draft = { ...reopened(shown()), ids: {} };
      remark = "Taken back: nothing of it is saved.";
      publish({});
    } else if (event.back) {
      remark = "as it was before the change";
      publish({ ...model.get("sent").before, at: event.at });
    } else {
      const scores = [...event.scores, ...(event.added ?? [])];
      const before = event.type === "correct" && shown().length ? model.get("sent") : null;
      remark = "";
      publish({ at: event.at, scores, sites, before });
    }
    tell();
  };
  // All cards share the channel, so that none is forgotten; each tells of its own.
  const isOurs = (event) => !event.kind || event.kind === model.get("kind");
  const sending = createSending(model, "score", { done, tell, isOurs, storage, now });
  const { outbox } = sending;
  const keep = () => {
    const sites = model.get("sites");
    const { occasion } = about();
    kept.keep({ draft, sites, changing, occasion, pending: sending.pending() });
    tell();
  };
  const send = (event) => {
    sending.send(event);
    keep();
  };
  const edit = (action) => {
    if (!card.open()) return;
    action();
    remark = "";
    keep();
  };
  /** Another day: Python tells what is saved for it; what was typed stays with its own day. */
  const openDay = () => {
    if (!day) {
      day = model.get("occasion"); // the first that Python names: what an earlier page left is of some day
      return takeUp();
    }
    const busy = sending.busy(); // the outbox goes on trying
    if (!busy) sending.drop();
    if (!busy && !changing) drafts[day] = draft;
    blank();
    day = model.get("occasion");
    draft = drafts[day] ?? draft;
    delete drafts[day];
    remark = "";
    tell();
  };
  const takeUp = () => {
    const left = kept.read();
    if (!left || elsewhere(left)) return tell(); // what was sent for another day is in the outbox
    draft = { ...structuredClone(BLANK), ...left.draft };
    changing = left.changing;
    write(model, { sites: left.sites });
    if (left.pending) sending.goOn(left.pending);
    tell();
  };
  const undoing = () => Boolean(sending.pending()?.back) || sending.pending()?.type === "undo_scores";
  const settled = () => undoing() || card.phase() === "saved";

  const card = {
    phase: () => sending.phase() || (shown().length && !changing ? "saved" : "edit"),
    /** Whether something can be marked now; an undo that failed leaves nothing to mark. */
    open: () => card.phase() === "edit" || (card.phase() === "failed" && !undoing()),
    rows: () => (settled() ? shown().map(({ site, side }) => `${site}|${side}`) : asking()),
    draft: () => (settled() ? reopened(shown()) : draft),
    /** Whether something was typed or sent here, or is saved and shown. */
    begun: () => card.phase() !== "edit" || changing || draft.note !== "" || Object.keys(draft.scores).length > 0,
    ready: () => card.open() && asking().some((key) => draft.scores[key] !== undefined),
    correcting: () => changing || undoing(),
    /** Whether what is saved is a correction, so that undo goes back to what was before it. */
    changed: () => Boolean(model.get("sent").before),
    /** The marked sites that have no score, once another one has. */
    unscored() {
      const scores = card.draft().scores;
      const some = Object.keys(scores).length > 0;
      return some ? model.get("sites").filter((key) => scores[key] === undefined) : [];
    },
    problem: sending.problem,
    remark: () => remark,
    savedAt: () => model.get("sent").at,
    earlier: () => sending.earlier(eventLines),
    /** Whether what failed can only be given up: what is on disk stays as it is in any case. */
    givesUp: () => card.phase() === "failed" && !card.correcting(),
    discard() {
      sending.drop();
      blank();
      tell();
    },
    score: (key, value) =>
      edit(() => {
        if (value < 0 || value === draft.scores[key]) delete draft.scores[key];
        else draft.scores[key] = value;
      }),
    quality: (key, word) =>
      edit(() => {
        const had = draft.qualities[key] ?? [];
        const has = (each) => (each === word ? !had.includes(word) : had.includes(each));
        draft.qualities[key] = model.get("qualities").filter(has);
      }),
    note: (text) => edit(() => (draft.note = text)),
    /** Save, or try again: the same event, unless something was mended since. */
    save() {
      if (!card.ready()) return;
      const event = saveEvent(draft, asking(), about());
      const before = sending.pending();
      if (before && contents(before) === contents(event)) sending.retry();
      else send(event);
    },
    retry: sending.retry,
    change() {
      draft = reopened(shown());
      changing = true;
      remark = "";
      keep();
    },
    undo() {
      const { scores, before } = model.get("sent");
      if (before) send(backEvent(scores, before.scores, about()));
      else send({ type: "undo_scores", ...about(), ids: scores.map(({ id }) => id) });
    },
    /** Leave what is saved as it was. */
    leave: () => card.discard(),
    discardEarlier: sending.discardEarlier,
    /** A new card; what waits goes on waiting in the outbox. */
    startAnew() {
      blank();
      remark = "";
      publish({});
      tell();
    },
    /** Take up what an earlier page left: a draft, or an event that nobody confirmed. */
    recover() {
      outbox.recover();
      takeUp();
    },
    subscribe,
  };
  const judge = () => {
    const { scores, qualities } = card.draft();
    const keys = card.rows();
    const worst = Math.max(-1, ...keys.map((key) => scores[key] ?? -1));
    const marked = keys.flatMap((key) => qualities[key] ?? []);
    const alarmed = marked.some((word) => model.get("alarming")?.includes(word));
    if (worst !== model.get("worst") || alarmed !== model.get("alarmed")) write(model, { worst, alarmed });
  };
  subscribe(judge);
  judge();
  model.on("change:sites change:sent change:with_whole", tell);
  model.on("change:save_asked", card.save);
  model.on("change:occasion", () => {
    if (model.get("kind") === "daily") return openDay();
    if (card.open()) return; // nothing typed is lost
    const { sites: old = [] } = model.get("sent");
    card.startAnew();
    if (model.get("kind") !== "stop") return; // the knots of a session are those of the next
    write(model, { sites: model.get("sites").filter((key) => !old.includes(key)) });
  });
  return card;
}
