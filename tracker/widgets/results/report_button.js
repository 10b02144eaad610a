// The button that saves a page for a clinician; its bytes come with the answer.
import { bar, freshId, keepKeys, make } from "../kit/dom.js";
import { createAsker } from "../kit/saving.js";

export default () => ({
  render({ model, el }) {
    const name = make("input", { type: "text", id: freshId("name"), maxlength: "80", autocomplete: "name" });
    const paper = make("select", { id: freshId("paper") });
    paper.append(...["A4", "Letter"].map((size) => make("option", { value: size }, size)));
    const said = make("div", { role: "status" });
    const ask = (kind) => () => {
      said.replaceChildren(bar("Making the page …"));
      asker.ask({ kind, name: name.value.trim(), paper: paper.value });
    };
    const field = (label, input) => make("div", {}, make("label", { for: input.id }, label), input);
    const fields = [field("Your name, if you wish", name), field("Paper", paper)];
    const buttons = [
      make("button.primary", { type: "button", onclick: ask("pdf") }, "Save the page as PDF"),
      make("button", { type: "button", onclick: ask("html") }, "Save it as HTML"),
    ];
    const controls = make("div.un-controls", {}, ...fields, make("p.un-files", {}, ...buttons));
    const root = make("div.unknot.un-opening.un-report", {}, controls, said);
    const asker = createAsker(model, "page", ({ error, name }) =>
      said.replaceChildren(make("p", {}, error ?? `Saved as ${name}.`)),
    );
    keepKeys(root);
    el.append(root);
    return () => {
      asker.close();
      root.remove();
    };
  },
});
