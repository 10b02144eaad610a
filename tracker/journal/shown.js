// Something to read, put together in Python; what people typed was escaped there.

export default () => ({
  render({ model, el }) {
    const root = document.createElement("div");
    root.className = "unknot un-form un-shown";
    root.setAttribute("role", "status");
    const show = () => {
      const open = [...root.querySelectorAll("details")].map((each) => each.open);
      root.innerHTML = model.get("html");
      root.querySelectorAll("details").forEach((each, i) => (each.open = Boolean(open[i])));
      root.hidden = !model.get("html");
    };
    model.on("change:html", show);
    el.append(root);
    show();
    return () => {
      model.off("change:html", show);
      root.remove();
    };
  },
});
