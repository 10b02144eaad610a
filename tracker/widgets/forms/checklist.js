// Things to tick, saved as a whole; folded it says what is ticked.
import { button, cardOf, createListeners, foldable, make, rendered, say } from "../kit/dom.js";
import { createSending, discardButton, stateText } from "../kit/sending.js";

/** "At hand: mat, tennis ball", or the question where it was never answered. */
export function foldedText({ title, told, known, value }) {
  return known ? `${told}: ${value.join(", ") || "nothing"}` : title;
}

export default () => {
  const { tell, subscribe } = createListeners();
  let sending;
  let savedAt = null;
  return {
    initialize({ model }) {
      const done = ({ at }) => {
        savedAt = at;
        tell();
      };
      sending = createSending(model, "checklist", { done, tell });
      sending.outbox.recover();
      model.on("change:value change:known", tell);
    },
    render: rendered((model) => {
      const boxes = model.get("items").map((item) => {
        const input = make("input", { type: "checkbox", value: item, onchange: () => (savedAt = null) });
        return { item, input, label: make("label.pill", {}, input, item) };
      });
      const chosen = () => boxes.filter(({ input }) => input.checked).map(({ item }) => item);
      const save = button("button.primary", "Save", () => {
        if (!sending.busy()) sending.send({ type: "save", value: chosen() });
      });
      const discard = discardButton(() => {
        sending.drop();
        tell();
      });
      const state = make("p.state", { role: "status" });
      const heading = make("h2");
      const inside = [make("div.pills", {}, boxes.map(({ label }) => label)), make("div.actions", {}, save, discard, state)];
      const { parts, words, open } = foldable(heading, inside, { folded: true });
      const root = cardOf("un-checklist", heading, {}, parts);
      const tick = () => boxes.forEach(({ item, input }) => (input.checked = model.get("value").includes(item)));
      const show = () => {
        const phase = sending.phase() || (savedAt ? "saved" : "");
        const [title, told, known, value] = ["title", "told", "known", "value"].map((name) => model.get(name));
        say(words, model.get("folded") ? foldedText({ title, told, known, value }) : title);
        discard.hidden = phase !== "failed";
        say(state, stateText({ phase, problem: sending.problem(), at: savedAt }));
        state.className = `state ${phase === "failed" ? "warn" : phase}`;
      };
      const unfold = () => {
        open(!model.get("folded"));
        show();
      };
      tick();
      unfold();
      return { root, ends: [subscribe(show)], heard: { "change:value": tick, "change:folded": unfold } };
    }),
  };
};
