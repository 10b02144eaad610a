// A damaged journal: what is wrong, what bringing a backup back would change, and the button for it.
import { button, make, say } from "../kit/dom.js";
import { askOnce, bringBack } from "../kit/outbox.js";

/** What is said once the journal is whole: a page that could not open has to begin anew. */
export const wholeText = (text, alone) => (alone ? `${text} Now ${bringBack()}.` : text);

/** Say what came of something, in the line that is for it. */
export function showState(state, { text, wrong }) {
  say(state, text);
  state.className = wrong ? "state warn" : "state";
}

/** The part of the panel that makes a damaged journal whole again. */
export function damageView(model, care) {
  const title = make("h3", {}, "Your journal is damaged");
  const lines = make("div.damage", { role: "alert" });
  const back = askOnce(button("button.primary", ""), "Bring the backup back", "Really bring it back?", care.rescue);
  const state = make("p.state", { role: "status" });
  const root = make("section", {}, title, lines, make("div.actions", {}, back, state));
  const show = () => {
    const said = model.get("damage");
    if (lines.textContent !== said.join("")) lines.replaceChildren(...said.map((line) => make("p.warn", {}, line)));
    title.hidden = !said.length || model.get("alone"); // whose heading says it
    back.hidden = !model.get("rescue");
    showState(state, care.said("rescue"));
    root.hidden = !said.length && !state.textContent;
  };
  return { root, show };
}
