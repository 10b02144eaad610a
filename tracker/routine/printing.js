// The button that saves a routine as a page to print. Python makes the page when it is asked; its
// bytes come with the answer and are saved from here, so that no address of a server is needed.
import { button, make, say } from "./elements.js";

export const BUSY_MS = 6000;
const LETTER = ["US", "CA", "MX", "CL", "CO", "VE", "PH"];

/** Which paper a browser's language speaks for: "en-US" is Letter, most of the world A4. */
export function paperFor(languages) {
  for (const language of languages) {
    const region = /[-_]([A-Za-z]{2})\b/.exec(language)?.[1].toUpperCase();
    if (region) return LETTER.includes(region) ? "Letter" : "A4";
  }
  return "A4";
}

/** What to say of an answer, or of none yet. */
export function answerText(answer) {
  if (answer.error) return answer.error;
  return [`Saved as ${answer.name}. Open it and print it.`, answer.left_out].filter(Boolean).join(" ");
}

export const WAITING = "Making the page …";
export const STILL_WAITING = "The notebook is busy; the page comes as soon as it is free.";

function keep(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

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
      if (!answer.error) keep(answer.name, model.get("page"));
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
