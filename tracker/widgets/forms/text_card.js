// Something to read, put together in Python; what people typed was escaped there.
import { make, rendered } from "../kit/dom.js";

export default () => ({
  render: rendered((model) => {
    const root = make("div.unknot.un-form.un-shown", { role: "status" });
    const show = () => {
      const open = [...root.querySelectorAll("details")].map((each) => each.open);
      root.innerHTML = model.get("html");
      root.querySelectorAll("details").forEach((each, i) => (each.open = Boolean(open[i])));
      root.hidden = !model.get("html");
    };
    show();
    return { root, heard: { "change:html": show } };
  }),
});
