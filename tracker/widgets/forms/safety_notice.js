// The safety text: open until it is acknowledged, then folded away with the day it was read.
import { button, cardOf, createListeners, make, rendered, say } from "../kit/dom.js";
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
      sending = createSending(model, "safety", { done: tell, tell });
      sending.outbox.recover();
      model.on("change:read_on", tell);
    },
    render: rendered((model) => {
      const title = make("h2", {}, model.get("title"));
      const read = make("span.quiet");
      const summary = make("summary", {}, read);
      const text = make(
        "div.text",
        {},
        model.get("about") && make("p.about", {}, model.get("about")),
        make("div.sections", {}, ...model.get("sections").map(section)),
      );
      const folded = make("details", {}, summary);
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
        const day = model.get("read_on");
        const phase = sending.phase();
        if (day && !folded.isConnected) {
          const here = actions.contains(document.activeElement);
          folded.append(text);
          title.after(folded);
          if (here) summary.focus();
        }
        say(read, `Read on ${day}. Show the text again.`);
        actions.hidden = Boolean(day);
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
