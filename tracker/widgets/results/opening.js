// The sentences that open the page, and what is chosen: which days, which place, which scores.
import { bar, button, keepKeys, labelled, make, optionsOf, rendered, write } from "../kit/dom.js";

const BUSY = "Asking what can be said of the two together …";

/** What is chosen once one of the choices changes. */
export const chosen = (value, name, next) => ({ ...value, [name]: next });

export default () => ({
  render: rendered((model) => {
    const notice = make("p.warn");
    const lines = make("div.un-sentences", { "aria-live": "polite" });
    const gate = make("div.un-gate");
    const controls = make("div.un-controls", { role: "group", "aria-label": "What is shown" });
    const root = make("div.unknot.un-opening", {}, notice, lines, gate, controls);

    const choose = (name) => (event) => {
      write(model, { value: chosen(model.get("value"), name, event.target.value) });
    };
    const drawControls = () =>
      controls.replaceChildren(
        ...model.get("choices").map(({ name, label, options }) => {
          const pick = make("select", { onchange: choose(name) }, optionsOf(options));
          pick.value = model.get("value")[name];
          return labelled("div", label, pick);
        }),
      );
    const ask = () => {
      gate.replaceChildren(bar(BUSY));
      write(model, { ask: model.get("ask") + 1 });
    };
    const show = () => {
      notice.hidden = !model.get("notice");
      notice.textContent = model.get("notice");
      lines.replaceChildren(...model.get("lines").map((text) => make("p", {}, text)));
      gate.hidden = !model.get("waiting");
      const again = "Ask what can be said of the two together, some seconds";
      gate.replaceChildren(button("button", again, ask));
    };
    keepKeys(root);
    drawControls();
    show();
    return {
      root,
      heard: {
        "change:choices change:value": drawControls,
        "change:lines change:notice change:waiting": show,
      },
    };
  }),
});
