// The 0-10 rating card: one row a place, a scale that works by tap, arrow key and digit.
import { button, cardOf, foldable, freshId, labelled, make, put, saveKeys, say, sharedState, write } from "../kit/dom.js";
import { placeName } from "../kit/texts.js";
import { adviceFor, createCard, scoreForKey, typed } from "./card_state.js";
import { discardButton, earlierView, stateText } from "../kit/sending.js";

const SEEN =
  "change:question change:suggested change:nicknames change:alert change:alert_title change:alert_items change:thanks change:advice change:pain_rule " +
  "change:with_qualities change:with_note change:save_label change:worst change:done_offers";

/** The ends of the scale get their words, so that a screen reader hears what 0 and 10 mean. */
export const scoreName = (score, [low, high]) =>
  score === 0 ? `0, ${low}` : score === 10 ? `10, ${high}` : String(score);

/** "Inner blade edge, left: “the stubborn one”", or without what a person calls it. */
export const calledName = (key, nickname) => placeName(key) + (nickname ? `: “${nickname}”` : "");

/** The marked places that have no score yet, in one sentence. */
export function unscoredText(keys) {
  const count = keys.length === 1 ? "1 place has" : `${keys.length} places have`;
  return keys.length ? `${count} no score yet: ${keys.map(placeName).join(" · ")}.` : "";
}

function scale(card, key, anchors, labels) {
  let before = ["", 0];
  const press = (score) => card.score(key, score);
  const numbers = Array.from({ length: 11 }, (_, score) => {
    const about = { role: "radio", "aria-label": scoreName(score, anchors) };
    return button("button.number", String(score), () => press(score), about);
  });
  const steer = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = typed(event.key, before[0], event.timeStamp - before[1]);
    const chosen = card.draft().scores[key];
    const to = digit ?? scoreForKey(event.key, Math.max(0, numbers.indexOf(event.target)));
    if (to === null) return;
    event.preventDefault();
    if (digit !== null) before = [event.key, event.timeStamp];
    const same = to === chosen && event.key !== " "; // only a second press takes a score back
    if (!same) press(to);
    if (to >= 0) numbers[to].focus();
  };
  const group = make("div.numbers", { role: "radiogroup", ...labels, onkeydown: steer }, numbers);
  const show = (score, last, open) =>
    numbers.forEach((number, n) => {
      put(number, {
        "aria-checked": String(n === score),
        tabindex: n === (score ?? 0) ? "0" : "-1",
        "aria-disabled": open ? null : "true",
      });
      number.classList.toggle("last", n === last);
    });
  return { group, show };
}

function chips(card, key, model, label) {
  const words = model.get("qualities");
  const buttons = words.map((word) => button("button.chip", word, () => card.quality(key, word)));
  const box = make("div.chips", { role: "group", "aria-label": label, id: freshId("chips") }, buttons);
  const show = (marked, open) =>
    buttons.forEach((chip, i) =>
      put(chip, {
        "aria-pressed": String(marked.includes(words[i])),
        "aria-disabled": open ? null : "true",
      }),
    );
  return { box, show };
}

function row(card, key, model, anchors) {
  const [name, hint] = [freshId("place"), freshId("hint")];
  const result = make("output.result", { "aria-hidden": "true" });
  const place = make("span.place", { id: name });
  const last = make("span.quiet", { id: hint });
  const numbers = scale(card, key, anchors, { "aria-labelledby": name, "aria-describedby": hint });
  const feel = chips(card, key, model, `How it feels: ${placeName(key)}`);
  const more = button("button.more", "", () => open(feel.box.hidden), { "aria-controls": feel.box.id });
  const alarm = make("div", { role: "alert" });
  const open = (yes) => {
    feel.box.hidden = !yes;
    put(more, { "aria-expanded": String(yes) });
  };
  open(false);
  const element = make(
    "div.row",
    {},
    make("div.row-head", {}, place, last, result),
    numbers.group,
    make(
      "div.anchors.quiet",
      { "aria-hidden": "true" },
      make("span", {}, make("b", {}, "0"), ` ${anchors[0]}`),
      make("span", {}, make("b", {}, "10"), ` ${anchors[1]}`),
    ),
    model.get("with_qualities") ? [more, feel.box] : [],
    alarm,
  );
  const show = () => {
    const draft = card.draft();
    const [score, marked] = [draft.scores[key], draft.qualities[key] ?? []];
    const before = model.get("suggested")[key];
    say(place, calledName(key, model.get("nicknames")[key]));
    numbers.show(score, before, card.open());
    feel.show(marked, card.open());
    say(result, score === undefined ? "" : String(score));
    say(last, before === undefined ? "" : `last time ${before}`);
    say(more, marked.length ? `Feels: ${marked.join(", ")}` : "Describe how it feels");
    more.hidden = !card.open() && !marked.length;
    say(alarm, alarms(model, draft, key) ? model.get("alert") : "");
    alarm.className = alarm.textContent ? "warn" : "";
  };
  return { element, show };
}

const alarms = (model, draft, key) =>
  (draft.qualities[key] ?? []).some((word) => model.get("alarming").includes(word));

/** The signs of an emergency, told once, however many places alarm. */
function showSigns(box, items, title) {
  box.className = items.length ? "signs warn" : "signs";
  if (Boolean(items.length) === Boolean(box.firstChild)) return;
  const list = items.map((item) => make("li", {}, item));
  box.replaceChildren(...(items.length ? [make("h3", {}, title), make("ul", {}, list)] : []));
}

function view(model, card) {
  const anchors = model.get("anchors");
  const question = make("h2");
  const rows = new Map();
  const list = make("div.rows");
  const signs = make("div.signs", { role: "alert" });
  const unscored = make("p.unscored.quiet", { role: "status" });
  const advice = make("p.advice", { role: "status" });
  const take = (offer) => write(model, { taken: { offer, number: (model.get("taken").number ?? 0) + 1 } });
  const offers = model.get("offers").map((offer) => ({ offer, press: button("button", offer, () => take(offer)) }));
  const offered = make("div.offers", { hidden: true }, offers.map(({ press }) => press));
  const note = make("textarea", { rows: 2, oninput: () => card.note(note.value) });
  const noteBox = labelled("div.note", ["A note ", make("span.quiet", {}, "(if you like)")], note);
  const save = button("button.primary", "", () => {
    if (card.open()) card.save();
    else if (card.phase() === "failed") card.retry();
  });
  const change = button("button", "Change", card.change);
  const undo = button("button.link", "Undo", card.undo);
  const leave = button("button.link", "Leave it as it was", card.leave);
  const anew = button("button.link", "Score again", card.startAnew);
  const state = make("p.state", { role: "status" });
  const thanks = make("p.thanks", { role: "status" });
  const discard = discardButton(card.discard);
  const earlier = earlierView(card, card.retry);

  const place = (keys) => {
    for (const [key, { element }] of rows) if (!keys.includes(key)) element.remove();
    keys.forEach((key, i) => {
      if (!rows.has(key)) rows.set(key, row(card, key, model, anchors));
      const { element } = rows.get(key);
      if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
    });
  };
  const show = () => {
    const [phase, draft, keys] = [card.phase(), card.draft(), card.rows()];
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    root.dataset.phase = phase;
    say(words, model.get("question"));
    place(keys);
    for (const key of keys) rows.get(key).show();

    const given = keys.map((key) => draft.scores[key]).filter((score) => score !== undefined);
    const found = model.get("pain_rule") ? adviceFor(given, model.get("advice")) : null;
    say(advice, found?.text ?? "");
    const alarming = keys.some((key) => alarms(model, draft, key));
    showSigns(signs, alarming ? model.get("alert_items") : [], model.get("alert_title"));
    const quiet = offered.hidden;
    offered.hidden = model.get("worst") < model.get("offer_from");
    if (quiet && !offered.hidden && root.isConnected) offered.scrollIntoView({ block: "nearest" }); // it answers a tap
    for (const { offer, press } of offers) {
      const done = model.get("done_offers").includes(offer);
      put(press, { "aria-pressed": done ? "true" : null });
      say(press, done ? `✓ ${offer}` : offer);
    }
    const missing = unscoredText(card.unscored());
    say(unscored, missing && phase === "saved" ? `${missing} Press Change to add one.` : missing);
    advice.className = found ? `advice${found.from >= 4 ? " warn" : ""}` : "advice";

    noteBox.hidden = !model.get("with_note") || (!card.open() && !draft.note);
    note.readOnly = !card.open();
    if (note.value !== draft.note) note.value = draft.note;

    say(save, phase === "failed" ? "Try again" : model.get("save_label"));
    save.hidden = phase === "saved";
    save.disabled = ["edit", "failed"].includes(phase) && card.open() && !card.ready();
    put(save, { "aria-disabled": ["saving", "kept"].includes(phase) ? "true" : null });
    say(undo, card.changed() ? "Undo the change" : "Undo");
    change.hidden = undo.hidden = anew.hidden = phase !== "saved";
    leave.hidden = !card.correcting() || !["edit", "failed"].includes(phase);
    const text = { phase, problem: card.problem(), at: card.savedAt(), remark: card.remark() };
    say(state, stateText(text));
    state.className = `state ${phase === "failed" ? "warn" : phase}`;
    say(thanks, phase === "saved" ? model.get("thanks") : "");
    discard.hidden = !card.givesUp();
    earlier.show();
    if (!focused?.closest("[hidden], :disabled")) return; // else the keyboard would lose its place
    if (phase === "saved") change.focus();
    else list.querySelector(".number[tabindex='0']")?.focus();
  };

  const actions = make("div.actions", {}, save, discard, state, change, undo, anew, leave);
  const { parts, words, open } = foldable(question, [list, signs, unscored, advice, offered, noteBox, actions, thanks], {
    folded: model.get("folded"),
    opened: (yes) => write(model, { map_display: yes ? "" : "none" }),
  });
  const about = { id: model.get("anchor") || null };
  const root = cardOf(`un-ratings.${model.get("kind")}`, question, about, earlier.root, parts);
  saveKeys(root, card.save);
  show();
  if (card.begun()) open(); // taken up from an earlier page
  return { root, show, heard: { [SEEN]: show } };
}

export default sharedState(createCard, view);
