// Bringing a file along: choosing it, saying what it is, seeing what it would add, adding it.
import { button, freshId, labelled, make, optionsOf, put, say } from "../kit/dom.js";

/** The columns as they are meant once one of them means something else: meaning to heading. */
export function withMeaning(columns, head, meaning) {
  const kept = Object.entries(columns).filter(([known, its]) => known !== meaning && its !== head);
  return Object.fromEntries(meaning ? [...kept, [meaning, head]] : kept);
}

/** The words of the button that adds, or "" where there is nothing to add. */
export function addText({ adds = 0, refused = [], saved = false, hint = "" }) {
  if (!adds || saved || hint) return "";
  return refused.length ? "Add the rest without them" : "Add it";
}

/** What each of an app's entries means once one of them means something else, by name. */
export const withChoice = ({ items }, name, value) => ({
  ...Object.fromEntries(items.map((item) => [item.name, item.value])),
  ...(name === undefined ? {} : { [name]: value }),
});

/** One file on its way in; `tell` hears whenever something may have changed. */
export function createBringing(asking, tell) {
  let [found, name, path, share, problem] = [null, "", "", 0, ""];
  const about = () => (path ? { path } : {});
  const look = async (request = {}) => {
    problem = "";
    const answer = await asking.ask({ type: "look_into", ...about(), ...request });
    if (answer.error) problem = answer.error;
    else found = answer;
    tell();
  };
  return {
    found: () => found,
    name: () => name,
    share: () => share,
    problem: () => problem,
    async choose(file) {
      [found, name, path, problem] = [null, file.name, "", ""];
      const sent = await asking.send(file, (far) => {
        share = far;
        tell();
      });
      share = 0;
      if (!sent.error) return look();
      problem = sent.error;
      return tell();
    },
    async lies(where) {
      [found, name, path] = [null, where, where];
      return look();
    },
    as: (kind) => look({ kind }),
    means: (head, meaning) => look({ kind: "table", columns: withMeaning(found.columns, head, meaning) }),
    picks: (name, value) => look({ kind: found.kind, choices: withChoice(found.choices, name, value) }),
    async add() {
      const { kind, columns, choices, refused = [] } = found;
      const request = { type: "bring", ...about(), kind, skip: refused.length > 0 };
      const chosen = choices ? { choices: withChoice(choices) } : {};
      const answer = await asking.ask({ ...request, ...(columns ? { columns } : {}), ...chosen });
      if (answer.error) problem = answer.error;
      else found = answer;
      tell();
    },
    async leave() {
      [found, name, path, problem] = [null, "", "", ""];
      await asking.ask({ type: "forget" });
      tell();
    },
  };
}

function sheet(found, meanings, means) {
  const { sample, columns } = found;
  const meant = (head) => Object.keys(columns).find((key) => columns[key] === head) ?? "";
  const heads = sample.heads.map((head) => {
    const about = { "aria-label": `What “${head}” is`, onchange: () => means(head, select.value) };
    const select = make("select", about, optionsOf(meanings, meant(head)));
    return make("th", { scope: "col" }, make("span", {}, head), select);
  });
  const rows = sample.rows.map((cells) => make("tr", {}, cells.map((cell) => make("td", {}, cell))));
  return make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, rows));
}

/** An app's own entries, each with what it means here. */
function choiceList({ label, help, options, items }, picks) {
  const rows = items.map(({ name, value }) => {
    const id = freshId("choice");
    const field = options
      ? make("select", { id, onchange: () => picks(name, field.value) }, optionsOf(options, value))
      : make("input", { id, type: "checkbox", checked: value, onchange: () => picks(name, field.checked) });
    const text = make("label", { for: id }, name);
    return make("p", {}, options ? [text, " ", field] : [field, " ", text]);
  });
  return make("fieldset", {}, make("legend", {}, label), make("p.quiet", {}, help), rows);
}

/** The part of the panel that brings a file along. */
export function bringingView(model, bringing, asking) {
  const file = make("input", { type: "file", onchange: () => file.files[0] && bringing.choose(file.files[0]) });
  const where = make("input", { type: "text", autocomplete: "off" });
  const read = button("button", "Look into it", () => where.value.trim() && bringing.lies(where.value));
  const kind = make("select", { onchange: () => bringing.as(kind.value) }, optionsOf(model.get("kinds")));
  const kindBox = labelled("p.kind", "It is ", kind);
  const table = make("div.sheet", { tabindex: "0", role: "group", "aria-label": "The first lines of the table" });
  const choices = make("div.choices");
  const hint = make("p.quiet");
  const text = make("p.found", { role: "status" });
  const notes = make("ul.notes.quiet");
  const refused = make("ul.refused");
  const refusedBox = make("div", {}, make("h4", {}, "Cannot be taken"), refused);
  const problem = make("p.warn", { role: "alert" });
  const add = button("button.primary", "", bringing.add);
  const leave = button("button", "Leave it", bringing.leave);
  const place = labelled("p.place", "Its path on this computer", where);
  place.append(read);
  const root = make(
    "section",
    {},
    make("h3", {}, "Bring a history along"),
    make("p.quiet", {}, "From this diary elsewhere, from another app, or from a table of your own. You see first what it would add."),
    labelled("p", "A file", file, " "),
    make(
      "details",
      {},
      make("summary", {}, "A very large file? Say where it lies"),
      place,
    ),
    kindBox,
    table,
    choices,
    hint,
    text,
    refusedBox,
    notes,
    problem,
    make("div.actions", {}, add, leave),
  );
  const list = (box, items) => box.replaceChildren(...items.map((item) => make("li", {}, item)));
  let [drawn, offered] = ["", ""];
  /** Draw the choices anew where they changed; the keyboard keeps its place. */
  const offer = (found) => {
    const now = found?.choices?.items.length && !found.saved ? JSON.stringify(found.choices) : "";
    if (now === offered) return;
    const at = [...choices.querySelectorAll("select, input")].indexOf(document.activeElement);
    offered = now;
    choices.replaceChildren(...(now ? [choiceList(found.choices, bringing.picks)] : []));
    if (at >= 0) choices.querySelectorAll("select, input")[at]?.focus();
  };
  const show = () => {
    const found = bringing.found();
    offer(found);
    const isTable = Boolean(found?.sample);
    kindBox.hidden = !found || !model.get("kinds").some(([value]) => value === found.kind) || found.saved;
    if (found) kind.value = found.kind;
    const key = isTable ? JSON.stringify([found.sample, found.columns]) : "";
    if (key !== drawn) {
      const held = table.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : "";
      table.replaceChildren(...(isTable ? [sheet(found, model.get("meanings"), bringing.means)] : []));
      if (held) [...table.querySelectorAll("select")].find((each) => each.getAttribute("aria-label") === held)?.focus();
      drawn = key;
    }
    table.hidden = !isTable || found.saved;
    say(hint, found?.hint ?? "");
    say(text, found?.text ? `${bringing.name()}: ${found.text}${found.saved ? " Undo, above, takes all of it back at once." : ""}` : "");
    const lines = found?.refused ?? [];
    const more = found?.more_refused ? [`and ${found.more_refused} more`] : [];
    list(refused, [...lines, ...more]);
    refusedBox.hidden = !lines.length;
    list(notes, found?.notes ?? []);
    say(problem, bringing.problem());
    problem.hidden = !bringing.problem();
    say(add, addText(found ?? {}));
    add.hidden = !addText(found ?? {});
    leave.hidden = !found && !bringing.problem();
    say(leave, found?.saved ? "Done" : "Leave it");
    put(add, { "aria-disabled": asking.busy() ? "true" : null });
    if (!bringing.name()) file.value = "";
  };
  return { root, show };
}
