// The safety text: open until it is acknowledged, then folded away with the day it was read.
import { freshId, keepKeys, make, say } from "../kit/dom.js";
import { createListeners, createSending, discardButton, stateText } from "../kit/sending.js";

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
    render({ model, el }) {
      const id = freshId("safety");
      const title = make("h2", { id }, model.get("title"));
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
      const accept = () => {
        if (sending.phase()) sending.retry();
        else sending.send({ type: "acknowledge" });
      };
      const button = make("button.primary", { type: "button", onclick: accept });
      const discard = discardButton(() => {
        sending.drop();
        tell();
      });
      const actions = make("div.actions", {}, button, discard, state);
      const root = make(
        "div.unknot.un-form.un-safety",
        { role: "group", "aria-labelledby": id },
        title,
        text,
        actions,
      );
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
        say(button, phase === "failed" ? "Try again" : "I have read this");
        say(state, stateText({ phase, problem: sending.problem() }));
        state.className = phase === "failed" ? "state warn" : "state";
      };
      keepKeys(root);
      el.append(root);
      show();
      const end = subscribe(show);
      return () => {
        end();
        root.remove();
      };
    },
  };
};
