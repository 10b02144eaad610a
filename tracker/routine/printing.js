// The button that saves a routine as a page to print. Python makes the page when it is asked; its
// bytes come with the answer and are saved from here, so that no address of a server is needed.
import { button, make, say } from "./elements.js";
import { saveFile } from "../saving.js";
import { madeText, paperFor } from "./page.js";

export const BUSY_MS = 6000;

/** What to say of an answer, or of none yet. */
export function answerText(answer) {
  return answer.error || madeText(answer);
}

export const WAITING = "Making the page …";
export const STILL_WAITING = "The notebook is busy; the page comes as soon as it is free.";

export default () => ({
  render({ model, el }) {
    const me = Math.random().toString(36).slice(2); // another view's page is not saved twice
    let asked = 0;
    let late;
    const easier = make("input", { type: "checkbox" });
    const said = make("p.said.quiet", { role: "status" });
    const ask = () => {
      asked += 1;
      say(said, WAITING);
      clearTimeout(late);
      late = setTimeout(() => say(said, STILL_WAITING), BUSY_MS);
      const paper = paperFor(navigator.languages ?? []);
      model.set("asked", { ask: `${me} ${asked}`, variants: easier.checked, paper });
      model.save_changes();
    };
    const root = make(
      "div.unknot.un-print",
      {},
      button("button", "Print this routine (PDF)", ask),
      make("label", {}, easier, "with the easier ways"),
      said,
    );
    const hear = () => {
      const answer = model.get("answer");
      if (answer.ask !== `${me} ${asked}`) return;
      clearTimeout(late);
      if (!answer.error) saveFile(answer.name, model.get("page"), "application/pdf");
      say(said, answerText(answer));
    };
    model.on("change:answer", hear);
    el.append(root);
    return () => {
      clearTimeout(late);
      model.off("change:answer", hear);
      root.remove();
    };
  },
});
