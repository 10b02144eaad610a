// How many sessions a week a person means to do.
import { button, cardOf, createListeners, freshId, make, optionsOf, rendered, say } from "../kit/dom.js";
import { createDraft } from "../kit/drafts.js";
import { createSending, discardButton, stateText } from "../kit/sending.js";

/** What may be chosen: whole sessions a week. */
export const CHOICES = Array.from({ length: 14 }, (_, i) => i + 1);

/** "3 sessions a week". */
export const planText = (n) => `${n} ${n === 1 ? "session" : "sessions"} a week`;

export default () => {
  const { tell, subscribe } = createListeners();
  let sending, kept;
  let chosen; // what the form shows; a refusal leaves it as it is
  let savedAt = null;
  return {
    initialize({ model }) {
      kept = createDraft(model, "plan");
      chosen = kept.read()?.chosen ?? model.get("sessions_per_week");
      const done = (event) => {
        savedAt = event.at;
        kept.drop();
        tell();
      };
      sending = createSending(model, "plan", { done, tell });
      sending.outbox.recover();
      model.on("change:sessions_per_week", () => {
        chosen = model.get("sessions_per_week");
        tell();
      });
    },
    render: rendered((model) => {
      const [field, hint] = [freshId("field"), freshId("hint")];
      const choose = (n) => {
        chosen = n;
        savedAt = null;
        if (n === model.get("sessions_per_week")) kept.drop();
        else kept.keep({ chosen });
        tell();
      };
      const select = make(
        "select",
        { id: field, "aria-describedby": hint, onchange: () => choose(Number(select.value)) },
        optionsOf(CHOICES.map((n) => [n, planText(n)])),
      );
      const state = make("p.state", { role: "status" });
      const save = button("button.primary", "", () => sending.send({ type: "plan", sessions_per_week: chosen }));
      const discard = discardButton(() => {
        sending.drop();
        choose(model.get("sessions_per_week"));
      });
      const title = make("h2", {}, model.get("label"));
      const root = cardOf("un-plan", title, {},
        title,
        make("p.quiet", { id: hint }, model.get("hint")),
        make(
          "div.actions",
          {},
          make("label.visually-hidden", { for: field }, "Sessions a week"),
          select,
          save,
          discard,
          state,
        ),
      );
      const show = () => {
        const phase = sending.phase() || (savedAt ? "saved" : "edit");
        if (!CHOICES.includes(chosen) && select.options.length === CHOICES.length)
          select.prepend(make("option", { value: chosen }, planText(chosen)));
        select.value = String(chosen);
        say(save, phase === "failed" ? "Try again" : "Save");
        discard.hidden = phase !== "failed";
        say(state, stateText({ phase, problem: sending.problem(), at: savedAt }));
        state.className = `state ${phase === "failed" ? "warn" : phase}`;
      };
      show();
      return { root, ends: [subscribe(show)] };
    }),
  };
};
