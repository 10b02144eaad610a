// A damaged journal: what is wrong, what bringing a backup back would change, and the button for it.
import { make, say } from "../kit/dom.js";
import { askOnce, bringBack } from "../kit/outbox.js";

/** What is said once the journal is whole: a page that could not open has to begin anew. */
export const wholeText = (text, alone) => (alone ? `${text} Now ${bringBack()}.` : text);

/** The part of the panel that makes a damaged journal whole again. */
export function damageView(model, care) {
  const title = make("h3", {}, "Your journal is damaged");
  const lines = make("div.damage", { role: "alert" });
  const button = askOnce(make("button.primary", { type: "button" }), "Bring the backup back", "Really bring it back?", care.rescue);
  const state = make("p.state", { role: "status" });
  const root = make("section", {}, title, lines, make("div.actions", {}, button, state));
  const show = () => {
    const said = model.get("damage");
    const { text, wrong } = care.said("rescue");
    if (lines.textContent !== said.join("")) lines.replaceChildren(...said.map((line) => make("p.warn", {}, line)));
    title.hidden = !said.length || model.get("alone"); // whose heading says it
    button.hidden = !model.get("rescue");
    say(state, text);
    state.className = wrong ? "state warn" : "state";
    root.hidden = !said.length && !text;
  };
  return { root, show };
}
