// What was entered, as a table to correct: change, remove, take back, do again; and what changed.
import { button, cardOf, createListeners, freshId, make, put, saveKeys, say, sharedState, write } from "../kit/dom.js";
import { inWords } from "../kit/texts.js";
import { createDraft } from "../kit/drafts.js";
import { asText, asValue, makeFields, saveOrGo, wrongWith } from "./field.js";
import { createSending, earlierView, stateText } from "../kit/sending.js";

const STEPS = ["undo", "redo"];

/** The columns of a row that were changed, as values by name. */
export function changedColumns(row, texts) {
  const touched = row.fields.filter(
    ({ name }) => texts[name] !== undefined && texts[name] !== asText(row.values[name]),
  );
  return Object.fromEntries(touched.map((field) => [field.name, asValue(field, texts[field.name])]));
}

/** The rows by their day, in the order they come. */
export function byDay(rows) {
  const days = new Map();
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return [...days];
}

/** "the day's score, whole upper back". */
export const nameOf = ({ what, where }) => [what, where].filter(Boolean).join(", ");

/** What a view shows, and what a person can do. */
export function createTable(model, { storage, now } = {}) {
  const { tell, subscribe } = createListeners();
  let editing = null; // the key of the row that is being changed
  let texts = {};
  let remark = "";
  let savedAt = null;
  let left = null; // a change that an earlier page began, until its row is shown
  const kept = createDraft(model, "past", { storage, now });
  const keyOf = ({ table, id }) => `${table}/${id}`;
  const row = () => model.get("rows").find((each) => keyOf(each) === editing);
  const done = (event) => {
    if (event.type === "amend") table.leave();
    savedAt = event.at;
    keep();
  };
  const sending = createSending(model, "past", { done, tell, storage, now });
  const send = (event) => {
    if (sending.busy()) return;
    savedAt = null;
    remark = "";
    sending.send(event);
    keep();
  };
  const keep = () => {
    const pending = sending.pending();
    if (editing || pending) kept.keep({ editing, texts, pending });
    else if (!left) kept.drop();
    tell();
  };
  const takeUp = () => {
    if (!left || editing || !model.get("rows").some((one) => keyOf(one) === left.editing)) return;
    ({ editing, texts } = left);
    left = null;
  };
  const table = {
    sending,
    busy: sending.busy,
    rows: () => model.get("rows"),
    keyOf,
    editing: () => editing,
    text: (field) => texts[field.name] ?? asText(row()?.values[field.name]),
    wrong: () => Boolean(remark),
    state() {
      if (remark) return remark;
      const phase = sending.phase() || (savedAt ? "saved" : "");
      return stateText({ phase, problem: sending.problem(), at: savedAt });
    },
    phase: () => sending.phase() || (savedAt ? "saved" : ""),
    begin(one) {
      if (sending.busy()) return;
      sending.drop();
      [editing, texts, remark, savedAt, left] = [keyOf(one), {}, "", null, null];
      keep();
    },
    leave() {
      [editing, texts, remark] = [null, {}, ""];
      keep();
    },
    /** Leave the row as it is, and forget a change that was refused. */
    cancel() {
      if (sending.busy()) return;
      sending.drop();
      table.leave();
    },
    type(field, text) {
      texts[field.name] = text;
      remark = "";
      keep();
    },
    /** Save the changed row; return its first wrong field, if there is one. */
    save() {
      const one = row();
      const bad = one?.fields.find((field) => wrongWith(field, table.text(field)));
      remark = bad ? wrongWith(bad, table.text(bad)) : "";
      const columns = one && !bad ? changedColumns(one, texts) : {};
      if (Object.keys(columns).length) send({ type: "amend", table: one.table, row: one.id, columns });
      else if (!bad) table.cancel();
      tell();
      return bad;
    },
    remove: (one) => send({ type: "remove", table: one.table, row: one.id }),
    /** Take back or do again: only what a person saw when they pressed. */
    step: (type) => STEPS.includes(type) && send({ type, after: model.get("latest") }),
    more() {
      write(model, { weeks: model.get("weeks") + 4 });
    },
    /** Have what changed told, or not any longer: a long history takes a moment. */
    tell(yes) {
      if (model.get("telling") === yes) return;
      write(model, { telling: yes });
    },
    /** Take up what an earlier page left: a change not saved yet, or a press that nobody confirmed. */
    recover() {
      left = kept.read();
      const pending = left?.pending;
      sending.outbox.recover();
      takeUp();
      if (pending) sending.goOn(pending);
      tell();
    },
    earlier: () => sending.earlier(),
    discardEarlier: sending.discardEarlier,
    subscribe,
  };
  model.on("change:rows change:said change:changes change:latest change:weeks change:more", () => {
    takeUp();
    if (editing && !row()) table.leave(); // somebody removed it
    else tell();
  });
  return table;
}

const FIRST_DAYS = 4;

/** The days to show to begin with: the newest, unless more are wanted or one further down is being changed. */
export function daysShown(days, { all, editing = () => false }) {
  const found = days.findIndex(([, ones]) => ones.some(editing));
  return all || found >= FIRST_DAYS ? days : days.slice(0, FIRST_DAYS);
}

const HEADS = ["What", "Score", "Note"];

function view(model, table) {
  const id = freshId("past");
  const heading = make("h2", { id }, "What you entered");
  const said = make("p.said", { role: "status" });
  const state = make("p.state", { role: "status" });
  const step = (type, text) => button("button", text, () => table.step(type));
  const [undo, redo] = [step("undo", "Undo"), step("redo", "Redo")];
  const headOf = (name) => make("th", { role: "columnheader", scope: "col" }, name);
  const hidden = make("span.visually-hidden", {}, "Change or remove");
  const head = make("tr", { role: "row" }, HEADS.map(headOf), headOf(hidden));
  const body = make("tbody", { role: "rowgroup" });
  const grid = make(
    "table",
    { role: "table", "aria-labelledby": id },
    make("thead", { role: "rowgroup" }, head),
    body,
  );
  const empty = make("p.quiet");
  const more = button("button.link", "", () => (allShown() ? table.more() : unfold()));
  const lines = make("ol.changes");
  const history = make("details", {}, make("summary", {}, "What changed"), lines);
  history.open = model.get("telling");
  history.addEventListener("toggle", () => table.tell(history.open));
  const earlier = earlierView(table);
  const actions = make("div.actions", {}, undo, redo, state);
  const parts = [actions, said, grid, empty, more, history];
  const root = cardOf("un-past", heading, {}, earlier.root, heading, parts);
  const cells = new Map();
  let drawn = "";

  const cell = (name, ...content) => make(`td.${name}`, { role: "cell" }, ...content);
  const rowOf = (one) => {
    const about = `${nameOf(one)}, ${one.day}`;
    const act = (text, press) => button("button.link", text, press, { "aria-label": `${text}: ${about}` });
    const change = act("Change", () => table.begin(one));
    const remove = act("Remove", () => table.remove(one));
    const tr = make(
      "tr",
      { role: "row" },
      cell("what", one.what, one.where ? make("small.quiet", {}, one.where) : null),
      cell("score", one.score),
      cell("note", one.note),
      cell("acts", change, remove),
    );
    return { tr, focus: () => change.focus() };
  };
  const editorOf = (one) => {
    const fields = makeFields(one.fields, table);
    const press = () => saveOrGo(table, fields);
    const title = freshId("change");
    const form = make(
      "div.un-fields.editor",
      { role: "group", "aria-labelledby": title },
      make("h3", { id: title }, `Change: ${nameOf(one)}, ${inWords(one.day)}`),
      make("div.fields", {}, fields.map(({ element }) => element)),
      make(
        "div.actions",
        {},
        button("button.primary", "Save", press),
        button("button", "Leave it as it was", table.cancel),
      ),
    );
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation(); // it would leave the notebook's edit mode
      table.cancel();
    });
    saveKeys(form, press);
    const tr = make("tr", { role: "row" }, make("td", { role: "cell", colspan: HEADS.length + 1 }, form));
    const show = () => fields.forEach(({ field, show }) => show(table.text(field)));
    show();
    return { tr, show, focus: () => fields[0].focus() };
  };
  let all = false;
  const days = () => byDay(table.rows());
  const shown = () => daysShown(days(), { all, editing: (one) => table.keyOf(one) === table.editing() });
  const allShown = () => shown().length === days().length;
  const unfold = () => {
    const next = shown().length;
    all = true;
    show();
    cells.get(table.keyOf(days()[next][1][0])).focus();
  };
  const draw = () => {
    all ||= shown().length > FIRST_DAYS; // what was shown once stays
    const key = JSON.stringify([table.rows(), table.editing(), all]);
    if (key === drawn) return;
    const [before] = drawn ? [JSON.parse(drawn)[1]] : [null];
    drawn = key;
    const held = body.contains(document.activeElement);
    cells.clear();
    for (const one of shown().flatMap(([, ones]) => ones)) {
      const name = table.keyOf(one);
      cells.set(name, name === table.editing() ? editorOf(one) : rowOf(one));
    }
    const dayOf = (day) => make("th.day", { role: "rowheader", scope: "rowgroup", colspan: HEADS.length + 1 }, inWords(day));
    body.replaceChildren(
      ...shown().flatMap(([day, ones]) => [
        make("tr", { role: "row" }, dayOf(day)),
        ...ones.map((one) => cells.get(table.keyOf(one)).tr),
      ]),
    );
    if (held) (cells.get(table.editing() ?? before) ?? { focus: () => undo.focus() }).focus();
  };
  const drawChanges = () => {
    const changes = model.get("changes");
    if (lines.childElementCount === changes.length && lines.firstChild?.textContent === changes[0]) return;
    lines.replaceChildren(...changes.map((line) => make("li", {}, line)));
  };
  const show = () => {
    draw();
    cells.get(table.editing())?.show?.();
    drawChanges();
    const phase = table.phase();
    const waits = table.busy() ? "true" : null;
    put(undo, { "aria-disabled": waits });
    put(redo, { "aria-disabled": waits });
    say(state, table.state());
    state.className = `state ${phase === "failed" || table.wrong() ? "warn" : phase}`;
    earlier.show();
    say(said, model.get("said"));
    said.hidden = !model.get("said");
    grid.hidden = !table.rows().length;
    const ever = model.get("more") || model.get("latest");
    say(empty, ever ? "Nothing was entered in these weeks." : "Nothing yet. Your first score will be the first line here.");
    empty.hidden = Boolean(table.rows().length);
    const asked = document.activeElement === more;
    say(more, allShown() ? "Show earlier weeks" : "Show the days before");
    more.hidden = allShown() && !model.get("more");
    if (asked && more.hidden) history.firstChild.focus(); // else the keyboard would lose its place
    history.hidden = !model.get("latest");
  };
  show();
  return { root, show };
}

export default sharedState(createTable, view);
