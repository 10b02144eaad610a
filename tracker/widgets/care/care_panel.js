// The care of the journal: what to know, backups, bringing one back, files for elsewhere and from there.
import { button, cardOf, createListeners, labelled, make, optionsOf, put, say, sharedState } from "../kit/dom.js";
import { clockTime } from "../kit/texts.js";
import { askOnce, bringBack } from "../kit/outbox.js";
import { saveFile } from "../kit/saving.js";
import { createAsking } from "./requests.js";
import { bringingView, createBringing } from "./import_view.js";
import { damageView, showState, wholeText } from "./damage_view.js";

const PATIENCE_MS = 6000;
const FEW = 5;

/** What a view shows, and what a person can do. */
export function createCare(model, { keep = saveFile, now = Date.now } = {}) {
  const { tell, subscribe } = createListeners();
  const asking = createAsking(model, tell);
  const said = {}; // by part of the panel: what came of it
  let looked = null; // a backup, and what restoring it would change
  const doing = async (part, request, done) => {
    said[part] = { text: "One moment …" };
    const answer = await asking.ask(request);
    said[part] = answer.error ? { text: answer.error, wrong: true } : { text: done(answer) };
    tell();
    return answer;
  };
  const care = {
    asking,
    bringing: createBringing(asking, tell),
    said: (part) => said[part] ?? { text: "" },
    looked: () => looked,
    backUp: () => doing("backup", { type: "back_up" }, ({ text }) => `${text}, ${clockTime(now())}.`),
    take: (format, options) =>
      doing("take", { type: "take", format, ...options }, ({ name }) => {
        keep(name, model.get("file"));
        return `Saved as ${name}, where your browser saves files.`;
      }),
    /** See what restoring would change; `copy` null is the file that was sent. */
    async look(copy, passphrase = "") {
      looked = null;
      const answer = await doing("restore", { type: "look", copy, passphrase }, ({ text }) => text);
      if (!answer.error) looked = { copy, passphrase, changes: answer.changes };
      tell();
    },
    async restore() {
      const { copy, passphrase } = looked;
      looked = null;
      await doing("restore", { type: "restore", copy, passphrase }, ({ text }) => text);
    },
    /** Put the newest good backup in the place of a damaged journal. */
    rescue: () => doing("rescue", { type: "rescue" }, ({ text }) => wholeText(text, model.get("alone"))),
    leave() {
      looked = null;
      said.restore = { text: "" };
      tell();
    },
    subscribe,
  };
  model.on("change:where change:warnings change:copies change:damage change:rescue", tell);
  return care;
}

function takingView(model, care) {
  const format = make("select", { onchange: () => show() }, optionsOf(model.get("formats")));
  const time = make("input", { type: "time", value: "18:00" });
  const phrase = make("input", { type: "password", autocomplete: "off" });
  const timeBox = labelled("p", "Reminders at", time, " ");
  const phraseBox = labelled("p", "A passphrase locks it, if you like", phrase, " ");
  phraseBox.append(make("small.quiet", {}, "Without it nobody opens the copy again, you included."));
  const save = () => care.take(format.value, { time: time.value, passphrase: phrase.value });
  const state = make("p.state", { role: "status" });
  const root = make(
    "section",
    {},
    make("h3", {}, "Take it elsewhere"),
    labelled("p", "As", format, " "),
    timeBox,
    phraseBox,
    make("div.actions", {}, button("button", "Save the file", save), state),
  );
  const show = () => {
    timeBox.hidden = format.value !== "ics";
    phraseBox.hidden = format.value !== "backup";
    showState(state, care.said("take"));
  };
  return { root, show };
}

function view(model, care) {
  const heading = make("h2", {}, model.get("alone") ? "Your journal is damaged" : "Taking care of it");
  const where = make("p.quiet");
  const warnings = make("div.warnings", { role: "status" });
  const backUp = button("button", "Back up now", care.backUp);
  const backedUp = make("p.state", { role: "status" });
  const copies = make("ul.rows");
  const rest = make("ul.rows");
  const more = make("details", {}, make("summary", {}, "Earlier ones"), rest);
  const phrase = make("input", { type: "password", autocomplete: "off" });
  const open = button("button", "Look what it would change", () => care.look(null, phrase.value));
  const locked = labelled("p", "Its passphrase", phrase, " ");
  const sent = make("div.sent", {}, make("p", {}, "The file is a backup of a journal."), locked, open);
  const restored = make("p.state", { role: "status" });
  const restore = askOnce(button("button.primary", ""), "Bring it back", "Really bring it back?", care.restore);
  const leave = button("button", "", care.leave);
  const choice = make("div.actions", {}, restore, leave);
  const slow = make("p.quiet", { role: "status" });
  const bar = make("progress", { "aria-label": "How far it is", max: 1 });
  const taking = takingView(model, care);
  const bringing = bringingView(model, care.bringing, care.asking);
  const damage = damageView(model, care);
  const usual = [
    make("section", {}, make("h3", {}, "Backups"), make("div.actions", {}, backUp, backedUp), copies, more, restored, choice),
    taking.root,
    bringing.root,
    sent,
  ];
  const parts = [where, damage.root, warnings, usual, bar, slow];
  const root = cardOf("un-fields.un-care", heading, {}, heading, parts);
  let drawn = "";
  let since = 0;
  const rowOf = ({ id: copy, text }) => {
    const look = button("button.link", "Look", () => care.look(copy), { "aria-label": `Look: ${text}` });
    return make("li", {}, make("span", {}, text), look);
  };
  const drawCopies = () => {
    const key = JSON.stringify(model.get("copies"));
    if (key === drawn) return;
    const held = root.contains(document.activeElement) && document.activeElement.closest(".rows");
    drawn = key;
    const rows = model.get("copies").map(rowOf);
    copies.replaceChildren(...rows.slice(0, FEW));
    rest.replaceChildren(...rows.slice(FEW));
    more.hidden = rows.length <= FEW;
    if (!rows.length) copies.replaceChildren(make("li.quiet", {}, "None yet: the first is made with your first entry of a day."));
    if (held) backUp.focus(); // else the keyboard would lose its place
  };
  const drawWarnings = () => {
    const lines = model.get("warnings");
    if (warnings.textContent === lines.join("")) return;
    warnings.replaceChildren(...lines.map((line) => make("p.warn", {}, line)));
  };
  const show = () => {
    say(where, model.get("where"));
    drawWarnings();
    drawCopies();
    damage.show();
    const whole = !model.get("damage").length && !model.get("alone");
    where.hidden = !model.get("where");
    for (const part of usual) part.hidden = !whole;
    showState(backedUp, care.said("backup"));
    showState(restored, care.said("restore"));
    choice.hidden = !care.looked();
    restore.hidden = !care.looked()?.changes;
    say(leave, care.looked()?.changes ? "Leave everything as it is" : "Close");
    const found = care.bringing.found();
    sent.hidden = !whole || found?.kind !== "backup";
    locked.hidden = !found?.locked;
    const busy = care.asking.busy();
    for (const each of root.querySelectorAll("button")) put(each, { "aria-disabled": busy ? "true" : null });
    const share = care.bringing.share() || Math.max(0, model.get("share"));
    bar.hidden = !busy || !share;
    if (share) bar.value = share;
    since = busy ? since || Date.now() : 0;
    say(slow, busy && Date.now() - since > PATIENCE_MS ? `Still at it. If nothing comes of it, ${bringBack()}.` : "");
    taking.show();
    bringing.show();
  };
  show();
  const timer = setInterval(show, 1000);
  return { root, show, ends: [() => clearInterval(timer)] };
}

export default sharedState(createCare, view);
