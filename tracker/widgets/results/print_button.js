// The button that saves a routine as a page to print. Python makes the page when it is asked.
import { button, make, rendered, say } from "../kit/dom.js";
import { createAsker } from "../kit/saving.js";
import { madeText, paperFor } from "../kit/paper_size.js";

export const BUSY_MS = 6000;

/** What to say of an answer, or of none yet. */
export const answerText = (answer) => answer.error || madeText(answer);

export const WAITING = "Making the page …";
export const STILL_WAITING = "The notebook is busy; the page comes as soon as it is free.";

export default () => ({
  render: rendered((model) => {
    let late;
    const easier = make("input", { type: "checkbox" });
    const said = make("p.said.quiet", { role: "status" });
    const ask = () => {
      say(said, WAITING);
      clearTimeout(late);
      late = setTimeout(() => say(said, STILL_WAITING), BUSY_MS);
      asker.ask({ variants: easier.checked, paper: paperFor(navigator.languages ?? []) });
    };
    const root = make(
      "div.unknot.un-print",
      {},
      button("button", "Print this routine (PDF)", ask),
      make("label", {}, easier, "with easier forms"),
      said,
    );
    const asker = createAsker(model, "page", (answer) => {
      clearTimeout(late);
      say(said, answerText(answer));
    });
    return { root, ends: [() => clearTimeout(late), asker.close] };
  }),
});
