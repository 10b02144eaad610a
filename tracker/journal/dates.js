// Which day the diary is open at: today, yesterday, or another one by its date.
import { freshId, h, keepKeys, put, say } from "./parts.js";

const DAY_MS = 24 * 3600 * 1000;
const STARTS_MS = 3 * 3600 * 1000; // a day is lived from 03:00 on
const MINUTE_MS = 60 * 1000;

/** The day some days after another one, both as in "2026-03-01". */
export const daysAfter = (day, days) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The day a person lives at a moment (epoch ms), with their offset from UTC in minutes. */
export const livedDay = (at, offsetMin = 0 - new Date(at).getTimezoneOffset()) =>
  new Date(at + offsetMin * MINUTE_MS - STARTS_MS).toISOString().slice(0, 10);

/** "Sunday, 1 March", in the page's language. */
export const inWords = (day, language = undefined) =>
  new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

/** Whether a day may be chosen: a whole date, not after today. */
export const choosable = (day, today) => /^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(day) && day <= today;

/** One gentle line on the day that is open. */
export function dayLine({ day, today, given }) {
  const [there, missing] = [given.includes(day), !given.includes(today)];
  if (day === today) return there ? "Today has its score." : "Today has no score yet. One tap is enough.";
  if (there) return `This day has its score.${missing ? " Today has none yet: no hurry." : ""}`;
  return `This day has no score yet.${missing ? " Today has none either: no hurry." : ""}`;
}

export default () => {
  let timer;
  return {
    initialize({ model }) {
      // A page left open overnight asks what day it is; Python's clock answers.
      const look = () => {
        const day = livedDay(Date.now());
        if (model.get("seen") === day) return;
        model.set("seen", day);
        model.save_changes();
      };
      look();
      timer = setInterval(look, MINUTE_MS);
      document.addEventListener("visibilitychange", look);
      return () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", look);
      };
    },
    render({ model, el }) {
      const [id, dateId] = [freshId("day"), freshId("date")];
      const choose = (day) => {
        if (!choosable(day, model.get("today"))) return;
        model.set("value", day);
        model.save_changes();
        show();
      };
      const ago = (days) => () => daysAfter(model.get("today"), -days);
      const buttons = [
        ["Today", ago(0)],
        ["Yesterday", ago(1)],
      ].map(([name, day]) => {
        const button = h("button", { type: "button", click: () => choose(day()) }, name);
        return { button, day };
      });
      const date = h("input", { id: dateId, type: "date", change: () => choose(date.value) });
      const title = h("h2", { id });
      const line = h("p.quiet", { role: "status" });
      const root = h(
        "div.unknot.un-form.un-day",
        { role: "group", "aria-labelledby": id },
        title,
        h(
          "div.actions",
          {},
          buttons.map(({ button }) => button),
          h("span.other", {}, h("label", { for: dateId }, "Another day"), date),
        ),
        line,
      );
      const show = () => {
        const [day, today] = [model.get("value"), model.get("today")];
        say(title, inWords(day));
        for (const each of buttons) put(each.button, { "aria-pressed": String(each.day() === day) });
        put(date, { max: today });
        if (date.value !== day) date.value = day;
        say(line, dayLine({ day, today, given: model.get("given") }));
      };
      keepKeys(root);
      el.append(root);
      show();
      const seen = "change:value change:today change:given";
      model.on(seen, show);
      return () => {
        model.off(seen, show);
        root.remove();
      };
    },
  };
};
