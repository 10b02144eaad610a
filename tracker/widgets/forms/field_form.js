// A form of plain fields, and under it what was entered before, each with a button to remove it.
import { button, cardOf, createListeners, foldable, make, put, saveKeys, say, sharedState } from "../kit/dom.js";
import { createDraft } from "../kit/drafts.js";
import { askedFor, asText, asValue, filledIn, makeFields, saveOrGo, wrongWith } from "./field.js";
import { createSending, earlierView, stateText } from "../kit/sending.js";

/** What an event held, a line each field that was filled in. */
export const toldOf = ({ values = {} }, fields) =>
  fields
    .filter((field) => asText(values[field.name]) && askedFor(field, ({ name }) => asText(values[name])))
    .map(({ name, label }) => `${label}: ${values[name]}`);

/** What a view shows (texts, phase, problem), and what a person can do (type, save, remove). */
export function createForm(model, { storage, now } = {}) {
  const { tell, subscribe } = createListeners();
  const drafts = {}; // what was typed and is not saved, by what it belongs to
  const kept = createDraft(model, `fields:${model.get("name")}`, { storage, now });
  let saved = {};
  let remark = "";
  const fields = () => filledIn(model.get("fields"));
  const here = () => model.get("occasion");
  const draft = () => (drafts[here()] ??= {});
  const done = (event) => {
    if (event.type === "save") {
      const left = drafts[event.occasion] ?? {};
      for (const field of fields()) {
        const same = asValue(field, left[field.name] ?? "") === event.values[field.name];
        if (same) delete left[field.name]; // what was typed meanwhile stays
      }
    }
    saved = { occasion: event.occasion, at: event.at, removed: event.type === "remove" };
    keep();
  };
  const sending = createSending(model, `fields:${model.get("name")}`, { done, tell, storage, now });
  const { busy } = sending;
  const keep = () => {
    const pending = sending.pending();
    const typed = Object.values(drafts).some((texts) => Object.keys(texts).length);
    if (typed || pending) kept.keep({ drafts, pending });
    else kept.drop();
    tell();
  };
  const send = (event) => {
    if (busy()) return;
    saved = {};
    remark = "";
    sending.send({ occasion: here(), ...event });
    keep();
  };
  const form = {
    sending,
    busy,
    asks: (field) => askedFor(field, form.text),
    text: ({ name }) => draft()[name] ?? asText(model.get("values")[name]),
    changed: () =>
      fields().some((field) => form.text(field) !== asText(model.get("values")[field.name])),
    phase() {
      const phase = sending.phase();
      if (phase) return phase;
      return saved.at && saved.occasion === here() && !form.changed() ? "saved" : "edit";
    },
    state() {
      const phase = form.phase();
      const removed = phase === "saved" && saved.removed ? "removed" : "";
      return stateText({ phase, problem: sending.problem(), at: saved.at, remark: removed || remark });
    },
    wrong: () => Boolean(remark),
    type({ name }, text) {
      draft()[name] = text;
      remark = "";
      if (!busy()) saved = {};
      keep();
    },
    /** Save all fields; with one that is wrong, say so instead. Return the first wrong one. */
    save() {
      const bad = fields().find((field) => form.asks(field) && wrongWith(field, form.text(field)));
      remark = bad ? wrongWith(bad, form.text(bad)) : "";
      const values = Object.fromEntries(fields().map((each) => [each.name, asValue(each, form.text(each))]));
      if (!bad) send({ type: "save", values });
      tell();
      return bad;
    },
    remove: (row) => send({ type: "remove", row }),
    /** Take up what an earlier page left: what was typed, or an event that nobody confirmed. */
    recover() {
      const left = kept.read();
      sending.outbox.recover();
      if (!left) return;
      Object.assign(drafts, left.drafts);
      if (left.pending) sending.goOn(left.pending);
      tell();
    },
    earlier: () => sending.earlier((event) => toldOf(event, fields())),
    discardEarlier: sending.discardEarlier,
    subscribe,
  };
  model.on("change:values change:occasion change:rows change:title change:hint", tell);
  return form;
}

function view(model, form) {
  const title = make("h2");
  const hint = make("p.quiet");
  const box = make("div.fields");
  const list = make("ul.rows");
  const state = make("p.state", { role: "status" });
  const press = () => saveOrGo(form, made);
  const save = button("button.primary", "", press);
  const earlier = earlierView(form, form.sending.retry);
  const content = [hint, box, make("div.actions", {}, save, state), list];
  const { parts, words, open } = foldable(title, content, { folded: model.get("folded") });
  const root = cardOf("un-fields", title, {}, earlier.root, parts);
  let [made, drawn] = [[], ""];
  saveKeys(root, press);
  const build = () => {
    made = makeFields(model.get("fields"), form);
    box.replaceChildren(...made.map(({ element }) => element));
    show();
  };
  const listRows = () => {
    const key = JSON.stringify(model.get("rows"));
    if (key === drawn) return;
    const held = list.contains(document.activeElement);
    drawn = key;
    list.replaceChildren(
      ...model.get("rows").map(({ id, text }) => {
        const remove = button("button.link", "Remove", () => form.remove(id), { "aria-label": `Remove: ${text}` });
        return make("li", {}, make("span", {}, text), remove);
      }),
    );
    if (held) (list.querySelector("button") ?? save).focus(); // else the keyboard would lose its place
  };
  const show = () => {
    const phase = form.phase();
    root.dataset.phase = phase;
    say(words, model.get("title"));
    say(hint, model.get("hint"));
    hint.hidden = !model.get("hint");
    for (const { field, element, show } of made) {
      element.hidden = !form.asks(field);
      show(form.text(field));
    }
    listRows();
    list.hidden = !model.get("rows").length;
    say(save, phase === "failed" ? "Try again" : model.get("save_label"));
    put(save, { "aria-disabled": form.busy() ? "true" : null });
    say(state, form.state());
    state.className = `state ${phase === "failed" || form.wrong() ? "warn" : phase}`;
    earlier.show();
  };
  build();
  if (form.changed() || form.phase() !== "edit") open(); // taken up from an earlier page
  return { root, show, heard: { "change:fields": build } };
}

export default sharedState(createForm, view);
