// The safety text: open until it is acknowledged, then folded away with the day it was read.
import { button, cardOf, createListeners, make, rendered, say, write } from "../kit/dom.js";
import { createSending, discardButton, stateText } from "../kit/sending.js";

function section({ heading, items, urgent }) {
  const list = make("ul", {}, ...items.map((item) => make("li", {}, item)));
  return make(urgent ? "section.urgent" : "section", {}, make("h3", {}, heading), list);
}

export default () => {
  const { tell, subscribe } = createListeners();
  let sending;
  return {
    initialize({ model }) {
      /** What waits for it goes on when it was read, whether or not that can be written down. */
      const settle = () => {
        const stuck = sending.phase() === "failed";
        const first = !model.get("read_on") && !stuck;
        const lock = first ? model.get("first") : model.get("recall") && !stuck ? model.get("again") : "";
        const rest_display = first ? "none" : "";
        if (lock !== model.get("lock") || rest_display !== model.get("rest_display")) write(model, { lock, rest_display });
        tell();
      };
      sending = createSending(model, "safety", { done: settle, tell: settle });
      sending.outbox.recover();
      model.on("change:read_on change:recall", settle);
      settle();
    },
    render: rendered((model) => {
      const title = make("h2", {}, model.get("title"));
      const read = make("span.quiet");
      const folded = make("details", {}, make("summary", {}, read));
      const again = make("p.warn");
      const text = make(
        "div.text",
        {},
        again,
        model.get("about") && make("p.about", {}, model.get("about")),
        make("div.sections", {}, ...model.get("sections").map(section)),
      );
      const state = make("p.state", { role: "status" });
      const accept = button("button.primary", "", () => {
        if (sending.phase()) sending.retry();
        else sending.send({ type: "acknowledge" });
      });
      const discard = discardButton(() => {
        sending.drop();
        tell();
      });
      const actions = make("div.actions", {}, accept, discard, state);
      const root = cardOf("un-safety", title, {}, title, text, actions);
      const show = () => {
        const [day, phase] = [model.get("read_on"), sending.phase()];
        const due = !day || model.get("recall");
        const here = actions.contains(document.activeElement);
        if (due === folded.isConnected) {
          if (due) folded.replaceWith(text);
          else {
            text.replaceWith(folded);
            folded.append(text);
          }
          if (here && !due) (document.getElementById(model.get("next_anchor")) ?? folded.firstChild).focus();
        }
        root.dataset.due = String(due);
        say(read, `Read on ${day}. Show the text again.`);
        say(again, day && due ? model.get("again") : "");
        again.hidden = !again.textContent;
        actions.hidden = !due;
        discard.hidden = phase !== "failed";
        say(accept, phase === "failed" ? "Try again" : "I have read this");
        say(state, stateText({ phase, problem: sending.problem() }));
        state.className = phase === "failed" ? "state warn" : "state";
      };
      show();
      return { root, ends: [subscribe(show)] };
    }),
  };
};
