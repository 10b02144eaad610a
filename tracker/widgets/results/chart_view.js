// One figure: Python draws it, at the width there is, when it can be seen or soon after.
import { bar, button, make, rendered, say, write } from "../kit/dom.js";
import { createAsker } from "../kit/saving.js";

export const STEP = 60;
const LEAST = 300;
const MOST = 900;
const PATIENCE_MS = 5000;
const FILES = ["csv", "png", "pdf"];

/** The width to draw at: in steps, so that a scroll bar that comes and goes redraws nothing. */
export const drawnWidth = (width) =>
  Math.min(MOST, Math.max(LEAST, Math.floor(width / STEP) * STEP));

/** Whether what is shown is of an earlier choice, or of another width. */
export const isOld = (shown, stale, width) => shown.of !== stale || shown.width !== width;

export default () => ({
  render: rendered((model, el) => {
    let sent = "";
    let near = false;
    const title = make("h3", { hidden: true }); // until it has words, which a reader would miss
    const lead = make("p.un-lead", { hidden: true });
    const drawing = make("div.un-drawing");
    const words = make("figcaption");
    const table = make("div.un-table", { tabindex: "0", role: "region", "aria-label": "The data" });
    const data = make("details", {}, make("summary", {}, "The data as a table"), table);
    const tabulate = (answer) => {
      if (answer.table) table.innerHTML = answer.table; // escaped in Python
    };
    const asker = createAsker(model, "file", tabulate, { all: true });
    const ask = (what) => asker.ask({ what });
    const files = FILES.map((kind) => button("button", kind.toUpperCase(), () => ask(kind)));
    const save = make("p.un-files", {}, make("span", {}, "Save as "), ...files);
    const figure = make("figure", {}, drawing, words, data, save);
    const run = button("button.primary", "Ask the diary, some seconds", () => {
      gate.replaceChildren(bar("Redrawing your diary some thousand times …"));
      want({ run: true });
    });
    const gate = make("div.un-gate", { hidden: true });
    const root = make("div.unknot.un-figure", {}, title, gate, lead, figure);

    const width = () => drawnWidth(root.clientWidth || el.clientWidth);
    const want = (more = {}) => {
      const now = JSON.stringify([model.get("stale"), width(), more]);
      if (now === sent) return;
      sent = now;
      write(model, { wanted: { of: model.get("stale"), width: width(), ...more } });
    };
    const look = () => {
      const old = isOld(model.get("shown"), model.get("stale"), width());
      if (near && old && root.clientWidth && !model.get("waiting")) want();
    };
    /** Nobody has looked yet: draw all the same, for who prints the page or searches in it. */
    const unseen = setTimeout(() => {
      if (!sent && root.clientWidth && !model.get("waiting")) want();
    }, PATIENCE_MS);
    const show = () => {
      const shown = model.get("shown");
      const waiting = model.get("waiting");
      gate.hidden = !waiting && !shown.error;
      figure.hidden = waiting || !shown.svg;
      if (shown.error) gate.replaceChildren(make("p.warn", {}, shown.error));
      else if (waiting) gate.replaceChildren(run);
      lead.hidden = waiting || shown.blank || !shown.svg || !shown.lead;
      if (waiting || !shown.svg) return;
      say(title, shown.title);
      say(lead, shown.lead);
      // Where nothing is drawn there is nothing to explain, to read as a table or to save.
      for (const part of [words, data, save]) part.hidden = shown.blank;
      title.hidden = false;
      root.style.minHeight = "";
      drawing.innerHTML = shown.svg; // drawn by our own charts, never from what somebody typed
      say(words, shown.caption);
      if (shown.of === model.get("stale")) {
        table.replaceChildren();
        if (data.open) ask("table");
      }
    };
    data.addEventListener("toggle", () => data.open && !table.children.length && ask("table"));
    const eyes = new IntersectionObserver(
      (seen) => {
        near = seen.some((one) => one.isIntersecting);
        write(model, { seen: near });
        look();
      },
      { rootMargin: "300px" },
    );
    const size = new ResizeObserver(look);
    root.style.minHeight = "160px"; // so that those further down are not near before they are drawn
    eyes.observe(root);
    size.observe(root);
    show();
    return {
      root,
      heard: { "change:shown": show, "change:stale": look, "change:waiting": () => (show(), look()) },
      ends: [asker.close, () => clearTimeout(unseen), () => eyes.disconnect(), () => size.disconnect()],
    };
  }),
});
