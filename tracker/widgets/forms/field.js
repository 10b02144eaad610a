// One field to fill in: a number, a day, words, a choice or a 0-10 scale.
import { button, freshId, make, optionsOf } from "../kit/dom.js";

const NUMBERS = ["number", "scale"];

/** How a value stands in its field. */
export const asText = (value) => (value === null || value === undefined ? "" : String(value));

/** What was typed as a value: a number with a point or a comma, a text, or null for nothing. */
export function asValue({ kind }, text) {
  const bare = text.trim();
  if (!NUMBERS.includes(kind)) return kind === "date" || kind === "choice" ? bare || null : bare;
  return bare === "" ? null : Number(bare.replace(",", "."));
}

/** What is wrong with a field, in a sentence; "" where nothing is. */
export function wrongWith(field, text) {
  const { kind, label, min, max, required } = field;
  const value = asValue(field, text);
  if (value === null || value === "") return required ? `${label}: please fill it in.` : "";
  if (!NUMBERS.includes(kind)) return "";
  if (value >= min && value <= max && (!field.whole || Number.isInteger(value))) return "";
  return `${label}: a ${field.whole ? "whole " : ""}number from ${min} to ${max}.`;
}

/** What is filled in: all fields but those that only tell how. */
export const filledIn = (fields) => fields.filter(({ kind }) => kind !== "about");

/** Whether a field is asked for: where it depends on another one, when that says so. */
export const askedFor = ({ when }, textOf) =>
  !when || Object.entries(when).every(([name, value]) => textOf({ name }) === value);

/** How to do something, folded away: a picture and its steps. The picture is the package's own. */
function makeAbout({ label, steps, svg = "" }) {
  const picture = make("div.how-picture");
  picture.innerHTML = svg;
  const words = make("ol", {}, steps.map((step) => make("li", {}, step)));
  const element = make("details.field.about", {}, make("summary", {}, label), make("div.how", {}, svg ? picture : null, words));
  return { element, show() {}, focus: () => element.querySelector("summary").focus() };
}

/** One field: its element, and how to show its text. */
function makeField(field, type) {
  if (field.kind === "about") return makeAbout(field);
  const [id, helpId] = [freshId("field"), freshId("help")];
  const { kind, label, help = "", unit = "" } = field;
  const described = help ? { "aria-describedby": helpId } : {};
  const note = help ? [make("p.quiet.help", { id: helpId }, help)] : [];
  if (kind === "scale") {
    const radios = Array.from({ length: field.max - field.min + 1 }, (_, i) => {
      const n = String(field.min + i);
      const input = make("input", { type: "radio", name: id, value: n, onchange: () => type(n) });
      return { input, label: make("label.pick", {}, input, make("span", {}, n)) };
    });
    const none = button("button.link", "Clear", () => type(""));
    const [low, high] = field.ends ?? ["", ""];
    const ends = make("div.ends.quiet", {}, make("span", {}, low), make("span", {}, high), none);
    const picks = make("div.picks", {}, radios.map((radio) => radio.label));
    const element = make("fieldset.field", described, make("legend", {}, label), note, picks, ends);
    const show = (text) => {
      for (const { input } of radios) input.checked = input.value === text;
      none.hidden = text === "";
    };
    return { element, show, focus: () => radios[0].input.focus() };
  }
  const put = () => type(input.value);
  const about = { id, ...described, onchange: put, oninput: put };
  const inputmode = field.min < 0 ? "text" : "decimal"; // a phone's number keys know no minus
  const input = {
    choice: () => make("select", { id, ...described, onchange: put }, optionsOf(field.options ?? [])),
    long: () => make("textarea", { ...about, rows: 2 }),
    date: () => make("input", { ...about, type: "date", min: field.min, max: field.max }),
    number: () => make("input.short", { ...about, type: "text", inputmode, autocomplete: "off" }),
    text: () => make("input", { ...about, type: "text", autocomplete: "off" }),
  }[kind]();
  const row = make("span.with-unit", {}, input, unit ? make("span.quiet", {}, unit) : null);
  const element = make(`div.field.${kind}`, {}, make("label", { for: id }, label), note, row);
  const show = (text) => {
    if (input.value !== text) input.value = text;
  };
  return { element, show, focus: () => input.focus() };
}

/** All fields of what takes their texts: a form, or a row that is being changed. */
export const makeFields = (fields, form) =>
  fields.map((field) => ({ field, ...makeField(field, (text) => form.type(field, text)) }));

/** Save, or go to the first field that is wrong. */
export const saveOrGo = (form, made) => {
  const bad = form.save();
  if (bad) made.find(({ field }) => field === bad)?.focus();
};
