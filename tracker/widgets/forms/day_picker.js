// Which day the diary is open at: today, yesterday, or another one by its date.
import { button, cardOf, labelled, make, put, rendered, say, write } from "../kit/dom.js";
import { choosable, daysAfter, inWords, livedDay } from "../kit/texts.js";

const LOOK_MS = 60_000;

/** One gentle line on the day that is open. */
export function dayLine({ day, today, given }) {
  const [there, missing] = [given.includes(day), !given.includes(today)];
  if (day === today) return there ? "Today has its score." : "Today has no score yet.";
  if (there) return `This day has its score.${missing ? " Today has none yet: no hurry." : ""}`;
  return `This day has no score yet.${missing ? " Today has none either: no hurry." : ""}`;
}

export default () => ({
  initialize({ model }) {
    // A page left open overnight asks what day it is; Python's clock answers.
    const look = () => {
      const day = livedDay(Date.now());
      if (model.get("seen") === day) return;
      write(model, { seen: day });
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  },
  render: rendered((model) => {
    const choose = (day) => {
      if (!choosable(day, model.get("today"))) return;
      write(model, { value: day });
      show();
    };
    const ago = (days) => () => daysAfter(model.get("today"), -days);
    const buttons = [
      ["Today", ago(0)],
      ["Yesterday", ago(1)],
    ].map(([name, day]) => ({ pick: button("button", name, () => choose(day())), day }));
    const date = make("input", { type: "date", onchange: () => choose(date.value) });
    const title = make("h2");
    const line = make("p.quiet", { role: "status" });
    const root = cardOf("un-day", title, {},
      make("div.which", {}, title, line),
      make(
        "div.actions",
        {},
        buttons.map(({ pick }) => pick),
        labelled("span.other", "Another day", date),
      ),
    );
    const show = () => {
      const [day, today] = [model.get("value"), model.get("today")];
      say(title, inWords(day));
      for (const each of buttons) put(each.pick, { "aria-pressed": String(each.day() === day) });
      put(date, { max: today });
      if (date.value !== day) date.value = day;
      say(line, dayLine({ day, today, given: model.get("given") }));
    };
    show();
    return { root, heard: { "change:value change:today change:given": show } };
  }),
});
