// The questions that may stand in the way of a run: skip what, end here, go on after being away.
import { button, make, say } from "../kit/dom.js";
import { holdsLeft } from "../run/run.js";
import { REASONS, awayText, nameOf } from "../run/run_words.js";

export function createQuestions(live) {
  const act = (type) => () => live.act({ type });
  const reasons = REASONS.map(([reason, text], i) => {
    const choice = button("button", "", () => live.act({ type: "skip", reason, scope: live.ui.scope }), { "aria-keyshortcuts": String(i + 1) });
    choice.append(make("kbd", { "aria-hidden": "true" }, String(i + 1)), ` ${text}`);
    return choice;
  });
  const scopes = ["exercise", "hold"].map((scope) =>
    button("button", "", () => live.show({ scope }), { "aria-pressed": "false" }));
  const scopeRow = make("div.un-row.un-scopes", {}, ...scopes);
  const skipTitle = make("h3", { tabindex: "-1" });
  const skip = make("div.un-panel", { role: "group" },
    skipTitle, scopeRow, make("div.un-row", {}, ...reasons), button("button.un-plain", "Don’t skip", act("unask")));
  const endTitle = make("h3", { tabindex: "-1" }, "End the routine here?");
  const end = make("div.un-panel", { role: "group", "aria-label": "End the routine?" },
    endTitle, make("p", {}, "What you have done so far is kept."),
    make("div.un-row", {}, button("button.primary", "Keep going", act("unask")), button("button", "End here", act("end"))));
  const awayTitle = make("h3", { tabindex: "-1" });
  const away = make("div.un-panel", { role: "group", "aria-label": "You were away" },
    awayTitle, make("div.un-row", {}, button("button.primary", "Go on", act("resume")), button("button", "End here", act("end"))));

  return {
    els: [skip, end, away],
    titles: { "run skip": skipTitle, "run end": endTitle, "run away": awayTitle },
    /** Show what is asked; returns whether anything is. */
    draw(run, plan) {
      const row = run.rows[run.index];
      skip.hidden = run.asking !== "skip";
      end.hidden = run.asking !== "end";
      away.hidden = !(run.status === "paused" && run.away_ms > 0 && !run.asking);
      say(awayTitle, `You were away for ${awayText(run.away_ms)}. Go on where you were?`);
      if (run.asking === "skip") {
        const title = `Skip ${nameOf(plan, row)}?`;
        say(skipTitle, title);
        skip.setAttribute("aria-label", title);
        scopeRow.hidden = holdsLeft(run) < 2;
        say(scopes[0], "The whole exercise");
        say(scopes[1], row.side === "both" ? "This hold only" : `This hold only (${row.side})`);
        scopes.forEach((one, i) => one.setAttribute("aria-pressed", String(live.ui.scope === ["exercise", "hold"][i])));
      }
      return Boolean(run.asking) || !away.hidden;
    },
  };
}
