import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { scoreName, unscoredText } from "../../../tracker/widgets/scores/score_card.js";
import {
  adviceFor,
  asked,
  createCard,
  reopened,
  saveEvent,
  scoreForKey,
  typed,
} from "../../../tracker/widgets/scores/card_state.js";
import { stateText } from "../../../tracker/widgets/kit/sending.js";
import { fakeModel as anyModel } from "../../fake_model.mjs";
import { fakeStorage } from "../../storage.mjs";

const WHOLE = "upper back|both";
const BLADE = "inner blade edge|left";
const SHOULDER = "top of the shoulder|right";
const ADVICE = [
  { from: 0, to: 3, text: "carry on" },
  { from: 4, to: 5, text: "if it settles" },
  { from: 6, to: 10, text: "change or stop" },
];

const TRAITS = {
  ...{ kind: "before", occasion: "", sites: [BLADE], with_whole: true, sent: {} },
  qualities: ["dull ache", "tight", "burning"],
};
const fakeModel = (traits) => anyModel({ ...TRAITS, ...traits });

const opened = (model, storage = fakeStorage()) => {
  const card = createCard(model, { storage });
  card.recover();
  return card;
};
const made = (traits, storage = fakeStorage()) => {
  const model = fakeModel(traits);
  return { model, storage, card: opened(model, storage) };
};

/** Give scores and press Save; `store` also has Python write them. */
const send = (card, ...scores) => {
  for (const [key, score] of scores) card.score(key, score);
  card.save();
};
const store = (model, card, ...scores) => {
  send(card, ...scores);
  model.acknowledge();
};

/** A card whose scores are on disk. */
const stored = (...scores) => {
  const { model, storage, card } = made();
  store(model, card, ...scores);
  return { model, storage, card };
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 2, 1, 14, 3) });
});

test("a digit is a score, and 1 then 0 soon after is ten", () => {
  assert.equal(typed("7"), 7);
  assert.equal(typed("0"), 0);
  assert.equal(typed("0", "1", 400), 10);
  assert.equal(typed("0", "1", 4000), 0);
  assert.equal(typed("5", "1", 400), 5);
});

test("keys that are no digits score nothing", () => {
  for (const key of ["a", "Enter", "Tab", "½", ""]) assert.equal(typed(key), null);
});

test("arrows go one step and stop at the ends of the scale", () => {
  assert.equal(scoreForKey("ArrowRight", 3), 4);
  assert.equal(scoreForKey("ArrowUp", 10), 10);
  assert.equal(scoreForKey("ArrowLeft", 0), 0);
  assert.equal(scoreForKey("Home", 7), 0);
  assert.equal(scoreForKey("End", 7), 10);
  assert.equal(scoreForKey(" ", 7), 7);
  assert.equal(scoreForKey("Delete", 7), -1);
  assert.equal(scoreForKey("Tab", 7), null);
});

test("the whole comes first unless it is left out", () => {
  assert.deepEqual(asked([BLADE], true), [WHOLE, BLADE]);
  assert.deepEqual(asked([BLADE], false), [BLADE]);
});

test("advice follows the worst score", () => {
  assert.equal(adviceFor([2, 6, 4], ADVICE).text, "change or stop");
  assert.equal(adviceFor([0], ADVICE).text, "carry on");
  assert.equal(adviceFor([], ADVICE), null);
});

test("the ends of the scale are named in words", () => {
  const anchors = ["no pain", "pain as bad as you can imagine"];
  assert.equal(scoreName(0, anchors), "0, no pain");
  assert.equal(scoreName(10, anchors), "10, pain as bad as you can imagine");
  assert.equal(scoreName(4, anchors), "4");
});

test("a press of Save is one event with an id for each score and the note on the first", () => {
  const draft = { scores: { [BLADE]: 4, [WHOLE]: 3 }, qualities: { [BLADE]: ["tight"] }, note: "n", ids: {} };
  let n = 0;
  const event = saveEvent(draft, [WHOLE, BLADE, SHOULDER], { kind: "before" }, () => `id${(n += 1)}`);
  assert.deepEqual(event, {
    type: "scores",
    kind: "before",
    scores: [
      { id: "id1", site: "upper back", side: "both", score: 3, qualities: [], note: "n" },
      { id: "id2", site: "inner blade edge", side: "left", score: 4, qualities: ["tight"], note: "" },
    ],
  });
});

test("nothing marked is nothing to save", () => {
  assert.equal(saveEvent({ scores: {}, qualities: {}, note: "n", ids: {} }, [WHOLE], {}), null);
});

test("a score of zero is a score", () => {
  const event = saveEvent({ scores: { [WHOLE]: 0 }, qualities: {}, note: "", ids: {} }, [WHOLE], {});
  assert.equal(event.scores[0].score, 0);
});

test("a correction amends by id, adds what is new and removes what was taken back", () => {
  const draft = reopened([
    { id: "a", site: "upper back", side: "both", score: 3, qualities: [], note: "n" },
    { id: "b", site: "inner blade edge", side: "left", score: 4, qualities: ["tight"], note: "" },
  ]);
  draft.scores[WHOLE] = 2;
  delete draft.scores[BLADE];
  draft.scores[SHOULDER] = 5;
  const event = saveEvent(draft, [WHOLE, BLADE, SHOULDER], {}, () => "new");
  assert.equal(event.type, "correct");
  assert.deepEqual(event.scores.map(({ id, score, note }) => [id, score, note]), [["a", 2, "n"]]);
  assert.deepEqual(event.added.map(({ id, site }) => [id, site]), [["new", "top of the shoulder"]]);
  assert.deepEqual(event.removed, ["b"]);
});

test("a card says saved only when the disk has it", () => {
  const { model, card } = made();
  assert.equal(card.ready(), false);
  send(card, [WHOLE, 4]);
  assert.equal(card.phase(), "saving");
  mock.timers.tick(5200);
  assert.equal(card.phase(), "kept");
  model.acknowledge();
  assert.equal(card.phase(), "saved");
  assert.equal(card.draft().scores[WHOLE], 4);
});

test("nothing can be marked while scores are on their way", () => {
  const card = opened(fakeModel());
  send(card, [WHOLE, 4]);
  card.score(WHOLE, 9);
  assert.equal(card.draft().scores[WHOLE], 4);
});

test("marking the same score again takes it back", () => {
  const card = opened(fakeModel());
  card.score(WHOLE, 4);
  card.score(WHOLE, 4);
  assert.equal(card.ready(), false);
});

test("a refused save keeps the form; the same again is the same event, a mended one replaces it", () => {
  const { model, card } = made();
  send(card, [WHOLE, 4]);
  const first = model.get("events")[0].id;
  model.refuse("the disk is full");
  assert.equal(card.phase(), "failed");
  assert.equal(card.problem(), "the disk is full");
  card.save();
  assert.equal(model.get("events")[0].id, first);
  assert.equal(card.phase(), "saving");
  assert.equal(model.get("attempt"), 1);
  model.refuse("the disk is full");
  send(card, [WHOLE, 5]);
  assert.equal(model.get("events").length, 1);
  assert.notEqual(model.get("events")[0].id, first);
  model.acknowledge();
  assert.equal(card.draft().scores[WHOLE], 5);
});

test("a reload loses nothing that was marked or typed", () => {
  const { card, storage } = made();
  card.score(WHOLE, 4);
  card.quality(WHOLE, "tight");
  card.note("after the long drive");
  const after = opened(fakeModel(), storage);
  assert.deepEqual(after.draft(), card.draft());
  assert.equal(after.phase(), "edit");
});

test("a reload brings back the sites that were being scored", () => {
  const storage = fakeStorage();
  opened(fakeModel({ sites: [BLADE, SHOULDER] }), storage).score(SHOULDER, 4);
  const model = fakeModel({ sites: [] });
  assert.deepEqual(opened(model, storage).rows(), [WHOLE, BLADE, SHOULDER]);
  assert.deepEqual(model.get("sites"), [BLADE, SHOULDER]);
});

test("a saved score is not removed because its site was taken off the map", () => {
  const { model, card } = stored([WHOLE, 4], [BLADE, 6]);
  model.set("sites", []);
  card.change();
  assert.deepEqual(card.rows(), [WHOLE, BLADE]);
  send(card, [WHOLE, 5]);
  assert.deepEqual(model.get("events")[0].removed, []);
  assert.deepEqual(
    model.get("events")[0].scores.map(({ score }) => score),
    [5, 6],
  );
});

test("a draft from another day is let go", () => {
  const storage = fakeStorage();
  opened(fakeModel(), storage).score(WHOLE, 4);
  mock.timers.tick(13 * 3600 * 1000);
  assert.equal(opened(fakeModel(), storage).ready(), false);
});

test("scores that nobody confirmed are sent once more after a reload, under the same id", () => {
  const { model: before, card, storage } = made();
  send(card, [WHOLE, 4]);
  const { model, card: after } = made({}, storage);
  assert.equal(after.phase(), "saving");
  assert.deepEqual(model.get("events"), before.get("events"));
  model.acknowledge();
  assert.equal(after.phase(), "saved");
  assert.deepEqual(Object.keys(storage), []);
});

test("undo asks for every id to be removed and leaves the values to save anew", () => {
  const { model, card } = stored([WHOLE, 4], [BLADE, 6]);
  const ids = model.get("sent").scores.map(({ id }) => id);
  card.undo();
  assert.deepEqual(model.get("events")[0].ids, ids);
  assert.equal(model.get("events")[0].type, "undo_scores");
  model.acknowledge();
  assert.equal(card.phase(), "edit");
  assert.equal(card.draft().scores[BLADE], 6);
  card.save();
  assert.equal(model.get("events")[0].type, "scores");
  assert.ok(!ids.includes(model.get("events")[0].scores[0].id));
});

test("undo after a change brings back what was saved before it, and only then removes", () => {
  const { model, card } = made({ sites: [BLADE, SHOULDER] });
  store(model, card, [WHOLE, 4], [BLADE, 6]);
  const first = model.get("sent").scores;
  card.change();
  store(model, card, [WHOLE, 2], [BLADE, -1], [SHOULDER, 7]);
  assert.equal(card.changed(), true);
  const added = model.get("sent").scores.find(({ site }) => site === "top of the shoulder").id;
  card.undo();
  assert.equal(card.open(), false);
  const event = model.get("events")[0];
  assert.equal(event.type, "correct");
  assert.deepEqual([event.scores, event.added, event.removed], [[first[0]], [first[1]], [added]]);
  model.acknowledge();
  assert.equal(card.phase(), "saved");
  assert.deepEqual(model.get("sent").scores, first);
  assert.match(card.remark(), /as it was before the change/);
  assert.equal(card.changed(), false);
  card.undo();
  assert.deepEqual(model.get("events")[0].ids, first.map(({ id }) => id));
});

test("an undo of a change that a reload cut short is finished afterwards", () => {
  const { model, card, storage } = stored([WHOLE, 4]);
  card.change();
  store(model, card, [WHOLE, 9]);
  card.undo();
  const other = fakeModel({ sent: model.get("sent") });
  const after = opened(other, storage);
  other.acknowledge();
  assert.equal(after.draft().scores[WHOLE], 4);
  assert.equal(after.changed(), false);
});

test("a marked place without a score is named, before and after Save, and stays marked", () => {
  const { model, card } = made({ sites: [BLADE, SHOULDER] });
  assert.equal(unscoredText(card.unscored()), "");
  card.score(WHOLE, 4);
  assert.equal(
    unscoredText(card.unscored()),
    "2 places have no score yet: Inner blade edge, left · Top of the shoulder, right.",
  );
  store(model, card, [BLADE, 5]);
  assert.equal(unscoredText(card.unscored()), "1 place has no score yet: Top of the shoulder, right.");
  assert.deepEqual(model.get("sites"), [BLADE, SHOULDER]);
  card.change();
  card.score(SHOULDER, 3);
  assert.deepEqual(card.unscored(), []);
});

test("a new stop takes the marks of the stop before it off the map, and no others", () => {
  const { model, card } = made({ kind: "stop", sites: [BLADE] });
  store(model, card, [BLADE, 7]);
  model.set("sites", [BLADE, SHOULDER]); // marked while the kernel was busy
  model.set("occasion", "second stop");
  assert.deepEqual(model.get("sites"), [SHOULDER]);
  assert.equal(card.ready(), false);
});

test("before and after a session the places stay marked for the next", () => {
  const { model, card } = made({ kind: "before" });
  store(model, card, [BLADE, 7]);
  model.set("occasion", "session");
  assert.deepEqual(model.get("sites"), [BLADE]);
});

test("an undo that fails can be tried again or left", () => {
  const { model, card } = stored([WHOLE, 4]);
  card.undo();
  model.refuse("the journal is read-only");
  assert.equal(card.open(), false);
  assert.equal(card.correcting(), true);
  card.leave();
  assert.equal(card.phase(), "saved");
  assert.deepEqual(model.get("events"), []);
});

test("a change that is left keeps what is saved", () => {
  const { model, card } = stored([WHOLE, 4]);
  card.change();
  card.score(WHOLE, 9);
  card.leave();
  assert.equal(card.phase(), "saved");
  assert.equal(card.draft().scores[WHOLE], 4);
});

test("a site taken off the map takes its row, and its score comes back with it", () => {
  const { model, card } = made();
  card.score(BLADE, 6);
  model.set("sites", []);
  assert.deepEqual(card.rows(), [WHOLE]);
  assert.equal(card.ready(), false);
  model.set("sites", [BLADE]);
  assert.equal(card.draft().scores[BLADE], 6);
});

test("a new occasion starts a new card, but never throws away what was typed", () => {
  const { model, card } = made();
  card.score(WHOLE, 4);
  model.set("occasion", "run 1");
  assert.equal(card.draft().scores[WHOLE], 4);
  card.save();
  assert.equal(model.get("events")[0].occasion, "run 1");
  model.acknowledge();
  model.set("occasion", "run 2");
  assert.equal(card.phase(), "edit");
  assert.equal(card.ready(), false);
});

test("what an earlier page left and is refused can be read, tried again and discarded", () => {
  const { card, storage } = made();
  card.score(WHOLE, 4);
  card.note("after <b>lunch</b>");
  card.save();
  storage.removeItem("unknot:j:draft:score:before"); // the draft was another page's
  const { model, card: other } = made({}, storage);
  model.refuse("that note is too long");
  assert.equal(other.phase(), "edit");
  assert.equal(other.earlier().text, "that note is too long");
  assert.deepEqual(other.earlier().told, ["Upper back as a whole: 4", "“after <b>lunch</b>”"]);
  other.discardEarlier();
  assert.deepEqual(other.earlier().ids, []);
  assert.deepEqual(model.get("events"), []);
});

test("a failure shows on the card whose scores they are, and on no other", () => {
  const { card, storage } = made();
  send(card, [WHOLE, 4]);
  const { model, card: other } = made({ kind: "after" }, storage);
  model.refuse("the disk is full");
  assert.deepEqual(other.earlier().ids, []);
  assert.equal(other.problem(), "");
  assert.equal(model.get("events").length, 1); // it is sent all the same
});

test("an undo that fails shows on its own card only", () => {
  const { model: before, card, storage } = made();
  store(before, card, [WHOLE, 4]);
  card.undo();
  const { model, card: other } = made({ kind: "stop" }, storage);
  model.refuse("the disk is full");
  assert.deepEqual(other.earlier().ids, []);
});

test("what can never be saved is given up on purpose, and the card is empty again", () => {
  const { model, card, storage } = made();
  send(card, [WHOLE, 4]);
  model.refuse("there is no such session");
  assert.equal(card.givesUp(), true);
  card.discard();
  assert.deepEqual(model.get("events"), []);
  assert.equal(card.phase(), "edit");
  assert.equal(card.ready(), false);
  assert.deepEqual(Object.keys(storage), []);
});

test("a correction that fails is left as it was, not given up", () => {
  const { model, card } = stored([WHOLE, 4]);
  card.change();
  send(card, [WHOLE, 5]);
  model.refuse("there is no such score");
  assert.equal(card.givesUp(), false);
});

test("a draft that was saved leaves nothing in the browser", () => {
  const { model, card, storage } = made();
  card.score(WHOLE, 4);
  card.note("typed");
  assert.equal(Object.keys(storage).length, 1);
  card.save();
  model.acknowledge();
  assert.deepEqual(Object.keys(storage), []);
});

test("a draft that nobody finished is gone after a week", () => {
  const storage = fakeStorage();
  opened(fakeModel(), storage).score(WHOLE, 4);
  mock.timers.tick(6 * 24 * 3600 * 1000);
  opened(fakeModel({ kind: "after" }), storage);
  assert.equal(Object.keys(storage).length, 1);
  mock.timers.tick(24 * 3600 * 1000 + 1);
  opened(fakeModel({ kind: "after" }), storage);
  assert.deepEqual(Object.keys(storage), []);
});

test("a browser that forbids storage costs the draft, not the card", () => {
  const usual = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  const get = () => {
    throw new Error("SecurityError");
  };
  Object.defineProperty(globalThis, "localStorage", { get, configurable: true });
  try {
    const model = fakeModel();
    const card = createCard(model);
    card.recover();
    card.score(WHOLE, 4);
    card.save();
    model.acknowledge();
    assert.equal(card.phase(), "saved");
  } finally {
    if (usual) Object.defineProperty(globalThis, "localStorage", usual);
    else delete globalThis.localStorage;
  }
});

test("where the scores are is said in one line", () => {
  const at = new Date(2026, 2, 1, 14, 3).getTime();
  assert.equal(stateText({ phase: "saved", at }), "Saved 14:03");
  assert.equal(stateText({ phase: "saved", at, remark: "as before" }), "Saved 14:03, as before");
  assert.equal(stateText({ phase: "saving" }), "Saving…");
  assert.match(stateText({ phase: "kept" }), /^Kept in this browser\. .*reload this page\.$/);
  assert.equal(stateText({ phase: "failed", problem: "no" }), "no");
  assert.equal(stateText({ phase: "edit", remark: "" }), "");
});

const TODAY = "2026-03-01";
const EARLIER = "2026-02-28";

/** A daily card that is open at a day. */
function daily(traits = {}) {
  return made({ kind: "daily", occasion: TODAY, sites: [], ...traits });
}

/** What Python does when another day is opened: what is saved for it, and the day. */
function open(model, day, scores = []) {
  model.set("sent", scores.length ? { at: 0, scores, occasion: day } : {});
  model.set("occasion", day);
}

const saved = (id, score) => ({ id, site: "upper back", side: "both", score, qualities: [], note: "" });

test("a daily card shows what is saved for the day that is opened, and keeps it", () => {
  const { model, card } = daily();
  open(model, EARLIER, [saved("a", 6)]);
  assert.equal(card.phase(), "saved");
  assert.equal(card.draft().scores[WHOLE], 6);
  open(model, TODAY);
  assert.equal(card.phase(), "edit");
  assert.deepEqual(card.draft().scores, {});
});

test("what is said of a day that was left meanwhile is not shown on another one", () => {
  const { model, card } = daily();
  model.set("occasion", EARLIER);
  model.set("sent", { at: 0, scores: [saved("a", 6)], occasion: TODAY }); // it crossed
  assert.equal(card.phase(), "edit");
  assert.deepEqual(card.rows(), [WHOLE]);
});

test("a score typed for one day stays with that day", () => {
  const { model, card } = daily();
  card.score(WHOLE, 4);
  open(model, EARLIER, [saved("a", 6)]);
  open(model, TODAY);
  assert.equal(card.draft().scores[WHOLE], 4);
  card.save();
  assert.equal(model.get("events")[0].occasion, TODAY);
});

test("a change that was begun for one day never reaches the scores of another", () => {
  const { model, card } = daily({ sent: { at: 0, scores: [saved("a", 6)], occasion: TODAY } });
  card.change();
  card.score(WHOLE, 7);
  open(model, EARLIER);
  send(card, [WHOLE, 2]);
  const [event] = model.get("events");
  assert.equal(event.type, "scores");
  assert.notEqual(event.scores[0].id, "a");
});

test("an answer that comes when another day is open is not shown there", () => {
  const { model, card } = daily();
  send(card, [WHOLE, 4]);
  open(model, EARLIER);
  model.acknowledge();
  assert.equal(card.phase(), "edit");
  assert.deepEqual(model.get("sent"), {});
  assert.deepEqual(model.get("events").length, 1);
});

test("what was refused for one day waits there as a draft, and is sent once", () => {
  const { model, card } = daily();
  send(card, [WHOLE, 4]);
  model.refuse("the disk is full; nothing was saved");
  open(model, EARLIER);
  assert.deepEqual(card.earlier().ids, []);
  open(model, TODAY);
  assert.equal(card.draft().scores[WHOLE], 4);
  card.save();
  assert.equal(model.get("events").length, 1);
});

test("what was typed on an earlier page is there when Python names the day only after the page is made", () => {
  const storage = fakeStorage();
  const day = "2026-03-01";
  const first = made({ kind: "daily", occasion: day }, storage);
  first.card.score(WHOLE, 4);
  const again = made({ kind: "daily", occasion: "" }, storage);
  again.model.set("occasion", day);
  assert.equal(again.card.draft().scores[WHOLE], 4);
  const other = made({ kind: "daily", occasion: "" }, storage);
  other.model.set("occasion", "2026-03-02");
  assert.deepEqual(other.card.draft().scores, {});
  const third = made({ kind: "daily", occasion: day }, storage);
  assert.equal(third.card.draft().scores[WHOLE], 4); // still kept, for its own day
});

test("what is marked is judged, and saved when another card asks", () => {
  const { model, card } = made({ alarming: ["burning"] });
  assert.deepEqual([model.get("worst"), model.get("alarmed")], [-1, false]);
  card.score(BLADE, 7);
  card.quality(BLADE, "burning");
  assert.deepEqual([model.get("worst"), model.get("alarmed")], [7, true]);
  model.set("save_asked", 1);
  assert.equal(model.get("events").at(-1).scores[0].score, 7);
  model.set("save_asked", 2); // nothing more to save
  assert.equal(model.get("events").length, 1);
});
