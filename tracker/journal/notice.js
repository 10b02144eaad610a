// The safety text: open until it is acknowledged, then folded away with the day it was read.
import { freshId, h, keepKeys, say } from "../dom.js";
import { createListeners, createSending, discardButton, stateText } from "./sending.js";

function section({ heading, items, urgent }) {
  const list = h("ul", {}, items.map((item) => h("li", {}, item)));
  return h(urgent ? "section.urgent" : "section", {}, h("h3", {}, heading), list);
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
      const title = h("h2", { id }, model.get("title"));
      const read = h("span.quiet");
      const summary = h("summary", {}, read);
      const text = h(
        "div.text",
        {},
        model.get("about") && h("p.about", {}, model.get("about")),
        h("div.sections", {}, model.get("sections").map(section)),
      );
      const folded = h("details", {}, summary);
      const state = h("p.state", { role: "status" });
      const accept = () => {
        if (sending.phase()) sending.retry();
        else sending.send({ type: "acknowledge" });
      };
      const button = h("button.primary", { type: "button", click: accept });
      const discard = discardButton(() => {
        sending.drop();
        tell();
      });
      const actions = h("div.actions", {}, button, discard, state);
      const root = h(
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
