// The player's start screen: what is ahead, what it needs, and Start; folded what is in it, and what to heed.
import { button, freshId, make, say } from "../kit/dom.js";
import { contentsText, doseText, lengthText, reachText } from "../run/run_words.js";

export function createStart(live, model, begin) {
  const name = make("h2");
  const contents = make("p.un-contents", { role: "status" });
  const list = make("ol.un-list");
  const needs = make("p.quiet");
  const cares = make("div.un-cares");
  const fold = (words, ...content) => make("details.un-heed", {}, make("summary", {}, words), ...content);
  const inside = fold("What is in it", list);
  const care = fold("Take care", cares);
  const problems = make("p.quiet.un-problems");
  const note = make("p.un-note");
  const locked = make("p.warn", { id: freshId("locked") });
  const waits = make("p.quiet.un-small", { role: "status" });
  const startButton = button("button.primary.un-big", "Start", begin, { id: model.get("start_anchor") || null });
  const el = make("section.un-start", {}, name, contents, needs, note, locked,
    make("div.un-row", {}, startButton), waits, problems, inside, care);
  let listed = "";

  function drawList(plan) {
    const drawn = JSON.stringify([plan?.routine, plan?.total_s, plan?.exercises?.map((exercise) => exercise.name)]);
    if (drawn === listed) return;
    listed = drawn;
    const exercises = plan?.exercises ?? [];
    list.replaceChildren(...exercises.map((exercise) =>
      make("li", {}, make("span", {}, exercise.name), make("span.quiet", {}, doseText(plan, exercise.number)))));
    const careful = exercises.filter((exercise) => exercise.cautions?.length);
    cares.replaceChildren(...careful.map((exercise) =>
      make("div", {}, make("h3", {}, exercise.name), ...exercise.cautions.map((caution) => make("p", {}, caution)))));
    care.hidden = !careful.length;
  }

  return {
    el,
    startButton,
    draw(plan) {
      const ready = Boolean(plan?.rows?.length);
      const why = model.get("locked");
      const now = live.settings;
      say(name, ready ? plan.name : "No routine chosen yet");
      say(contents, ready ? contentsText(plan, now.pace) : "Choose one above, and it appears here.");
      drawList(plan);
      say(needs, reachText(plan));
      say(problems, (plan?.problems ?? []).join(" "));
      say(note, model.get("note"));
      say(locked, why);
      say(waits, live.paceWaits ? `These holds apply as soon as the notebook answers. Started now, it takes ${lengthText(plan.total_s)}.` : "");
      inside.hidden = !ready;
      startButton.disabled = !ready || Boolean(why);
      if (why) startButton.setAttribute("aria-describedby", locked.id);
      else startButton.removeAttribute("aria-describedby");
      for (const one of [needs, problems, note, locked, waits]) one.hidden = !one.textContent;
    },
  };
}
