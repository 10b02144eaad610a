// The button that saves a page for a clinician; its bytes come with the answer.
import { bar, button, keepKeys, labelled, make, optionsOf, rendered } from "../kit/dom.js";
import { createAsker } from "../kit/saving.js";

export default () => ({
  render: rendered((model) => {
    const name = make("input", { type: "text", maxlength: "80", autocomplete: "name" });
    const paper = make("select", {}, optionsOf([["A4", "A4"], ["Letter", "Letter"]]));
    const said = make("div", { role: "status" });
    const ask = (kind) => () => {
      said.replaceChildren(bar("Making the page …"));
      asker.ask({ kind, name: name.value.trim(), paper: paper.value });
    };
    const fields = [labelled("div", "Your name, if you wish", name), labelled("div", "Paper", paper)];
    const buttons = [
      button("button.primary", "Save the page as PDF", ask("pdf")),
      button("button", "Save it as HTML", ask("html")),
    ];
    const controls = make("div.un-controls", {}, ...fields, make("p.un-files", {}, ...buttons));
    const root = make("div.unknot.un-opening.un-report", {}, controls, said);
    const asker = createAsker(model, "page", ({ error, name }) =>
      said.replaceChildren(make("p", {}, error ?? `Saved as ${name}.`)),
    );
    keepKeys(root);
    return { root, ends: [asker.close] };
  }),
});
