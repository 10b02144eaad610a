// The button that saves a page for a clinician; its bytes come with the answer.
import { saveFile } from "../saving.js";
import { bar, freshId, keepKeys, listen, make } from "./page.js";

const TYPES = { pdf: "application/pdf", html: "text/html" };

export default () => ({
  render({ model, el }) {
    const me = freshId("report");
    let asked = 0;
    const name = make("input", { type: "text", id: freshId("name"), maxlength: "80", autocomplete: "name" });
    const paper = make("select", { id: freshId("paper") });
    paper.append(...["A4", "Letter"].map((size) => make("option", { value: size }, size)));
    const said = make("div", { role: "status" });
    const ask = (kind) => () => {
      asked += 1;
      said.replaceChildren(bar("Making the page …"));
      model.set("asked", { ask: `${me} ${asked}`, kind, name: name.value.trim(), paper: paper.value });
      model.save_changes();
    };
    const field = (label, input) => make("div", {}, make("label", { for: input.id }, label), input);
    const fields = [field("Your name, if you wish", name), field("Paper", paper)];
    const buttons = [
      make("button.primary", { type: "button", onclick: ask("pdf") }, "Save the page as PDF"),
      make("button", { type: "button", onclick: ask("html") }, "Save it as HTML"),
    ];
    const controls = make("div.un-controls", {}, ...fields, make("p.un-files", {}, ...buttons));
    const root = make("div.unknot.un-opening.un-report", {}, controls, said);
    const hear = () => {
      const answer = model.get("answer");
      if (answer.ask !== `${me} ${asked}`) return;
      if (!answer.error) saveFile(answer.name, model.get("page"), TYPES[answer.name.split(".").pop()]);
      said.replaceChildren(make("p", {}, answer.error ?? `Saved as ${answer.name}.`));
    };
    keepKeys(root);
    el.append(root);
    const end = listen(model, { "change:answer": hear });
    return () => {
      end();
      root.remove();
    };
  },
});
