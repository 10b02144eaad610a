// The player after a pain stop, and at the end.
import { button, make, say } from "../kit/dom.js";
import { doneText, exerciseOf, nameOf } from "../run/run_words.js";

export function createStopped(live, model) {
  const act = (type) => () => live.act({ type });
  const title = make("h2", { tabindex: "-1" }, "Stopped.");
  const advice = make("p");
  const without = button("button", "", act("continue_without"));
  const easier = button("button", "", () =>
    live.act({ type: "continue_easier", rows: exerciseOf(live.plan, live.run.rows[live.run.index])?.easier }));
  const el = make("section.un-stopped", { role: "group", "aria-label": "Stopped" },
    title,
    make("p.un-lead", {}, "Come out of it slowly. Breathe. There is no hurry now."),
    advice,
    make("p", {}, "If you like, note below where it hurts. Then choose:"),
    make("div.un-row", {}, button("button.primary", "End here", act("end")), without, easier),
    button("button.un-plain", "It was a mistake: nothing hurts, go on", act("mistake")));
  return {
    el,
    title,
    draw(run, plan) {
      const row = run.rows[run.index];
      const exercise = exerciseOf(plan, row);
      say(advice, model.get("stop_advice"));
      advice.hidden = !advice.textContent;
      say(without, `Go on without ${nameOf(plan, row)}`);
      without.hidden = row.phase === "finish";
      easier.hidden = !exercise?.easier?.length || row.variant || row.phase === "finish";
      say(easier, `Go on with the easier form: ${exercise?.variant_name ?? ""}`);
    },
  };
}

export function createDone(live, model, onScore) {
  const title = make("h2", { tabindex: "-1" });
  const text = make("p.un-lead");
  const score = button("button.primary", "Score how it feels now", onScore);
  const el = make("section.un-done", {},
    title, text, make("div.un-row", {}, score, button("button", "Run it again", () => live.act({ type: "again" }))));
  return {
    el,
    title,
    draw(run) {
      const stoppedForPain = run.outcome === "stopped for pain";
      say(title, run.outcome === "completed" ? "Done." : "Ended here.");
      const water = stoppedForPain ? "Be kind to it today." : "Drink some water. A mild pull is enough; don’t push further than that.";
      say(text, `${doneText(run)} ${water}`);
      score.hidden = !model.get("after_anchor");
    },
    said: () => `${title.textContent} ${text.textContent}`,
  };
}
