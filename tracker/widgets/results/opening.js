// The sentences that open the page, and what is chosen: which days, which place, which scores.
import { bar, freshId, keepKeys, listen, make, write } from "../kit/dom.js";

const BUSY = "Asking what can be said of the two together …";

/** What is chosen once one of the choices changes. */
export const chosen = (value, name, next) => ({ ...value, [name]: next });

export default () => ({
  render({ model, el }) {
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
          const id = freshId(name);
          const pick = make("select", { id, onchange: choose(name) });
          pick.append(...options.map(([value, text]) => make("option", { value }, text)));
          pick.value = model.get("value")[name];
          return make("div", {}, make("label", { for: id }, label), pick);
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
      gate.replaceChildren(make("button", { type: "button", onclick: ask }, again));
    };
    keepKeys(root);
    drawControls();
    show();
    el.append(root);
    const end = listen(model, {
      "change:choices change:value": drawControls,
      "change:lines change:notice change:waiting": show,
    });
    return () => {
      end();
      root.remove();
    };
  },
});
