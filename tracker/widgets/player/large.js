// The player out of the page: large, filling the window or the screen, or for a phone that lies on the
// floor, turned as one likes. A pain stop brings it back into the page, where its questions are.
import { button, make, say } from "../kit/dom.js";
import { commandOf } from "./keys.js";
import { isGoing } from "../run/run.js";
import { safely } from "../kit/outbox.js";

const QUARTER = 90;

export function createLarge(root, live) {
  let view = "page";
  let after = ""; // the view that a pain stop interrupted
  let arrive = null; // what to do once the screen is given back: until then nothing else moves or has focus
  const turn = (by) => () => live.set({ turn: (live.settings.turn + by) % 360 });
  const largeButton = button("button.un-plain", "Large", () => (view === "large" ? leave() : enter("large")), { "aria-keyshortcuts": "f" });
  const floorButton = button("button.un-plain.un-narrow", "On the floor", () => enter("floor"));
  const floorRow = make("div.un-turns", { role: "group", "aria-label": "Phone on the floor" },
    button("button", "Half turn", turn(2 * QUARTER)),
    button("button", "Quarter turn", turn(QUARTER)),
    button("button", "Leave", () => leave()));

  const inScreen = () => document.fullscreenElement === root;
  const showOver = (over) =>
    safely(() => {
      if (over === (root.popover === "manual")) return;
      root.popover = over ? "manual" : null; // the top layer: no frame of the page can clip it there
      if (over) root.showPopover();
    });

  function set(next) {
    view = next;
    root.dataset.view = next;
    say(largeButton, next === "large" ? "Leave large" : "Large");
  }

  function enter(next) {
    const before = view;
    set(next);
    live.set({ view: next });
    if (before === "page") fill();
  }

  /** The whole screen where the browser lets us, else the whole window. */
  async function fill() {
    const asked = safely(() => root.requestFullscreen?.({ navigationUI: "hide" }));
    await asked?.catch?.(() => {});
    if (view === "page") return drop();
    if (!inScreen()) showOver(true);
    root.focus({ preventScroll: true });
  }

  function drop() {
    showOver(false);
    if (inScreen()) document.exitFullscreen().catch(() => {});
  }

  /** From its top on where the window does not hold all of it, in every scroller around it. */
  function comeIntoSight() {
    root.scrollIntoView({ block: root.offsetHeight > innerHeight ? "start" : "nearest" });
  }

  /** Go back into the page, and there to the player or to where one is led. */
  function leave(lead = comeIntoSight) {
    if (view === "page") return lead();
    comeBack(lead);
    live.set({ view: "page" });
  }

  function comeBack(lead = comeIntoSight) {
    arrive = inScreen() ? lead : null;
    set("page");
    drop();
    lead();
  }

  /** Fullscreen has begun, or has ended: by us, by Escape (which the page may never hear) or otherwise. */
  function onFullscreen() {
    if (inScreen()) return void navigator.keyboard?.lock?.(["Escape"]).catch(() => {});
    safely(() => navigator.keyboard?.unlock?.());
    arrive?.();
    arrive = null;
    if (view === "page") return;
    const escaped = document.visibilityState === "visible" && document.hasFocus();
    if (escaped && isGoing(live.run)) live.act({ type: "stop" });
    else if (escaped) leave();
    else showOver(true);
  }

  function onKey(event) {
    if (event.defaultPrevented && event.key === "Escape") return; // it was a pain stop
    const { run } = live;
    const inside = root.contains(event.target);
    const first = live.views.values().next().value === root;
    const command = commandOf(event, { inside, everywhere: isGoing(run) && !live.elsewhere && first });
    const leaves = command === "stop" && view !== "page" && !isGoing(run);
    if (command !== "large" && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    if (view === "page") enter("large");
    else leave();
  }

  /** Nothing under the player can be reached while it covers the page. */
  function onFocus({ target }) {
    if (view !== "page" && target instanceof Element && !root.contains(target)) root.focus({ preventScroll: true });
  }

  const heard = [["fullscreenchange", onFullscreen], ["keydown", onKey, true], ["focusin", onFocus]];
  heard.forEach((told) => document.addEventListener(...told));
  set("page");

  return {
    buttons: [largeButton, floorButton],
    floorRow,
    leave,
    /** As chosen before: called in the press that starts a run. */
    begin() {
      if (view === "page" && live.settings.view !== "page") enter(live.settings.view);
    },
    draw(run) {
      root.dataset.turn = live.settings.turn;
      floorButton.hidden = !isGoing(run);
      largeButton.hidden = run.status === "idle" && view === "page"; // the start screen asks
      if (run.status === "stopped" && view !== "page") {
        after = view;
        comeBack();
      } else if (isGoing(run) && after) {
        const again = after;
        after = "";
        if (live.settings.view === again && view === "page" && !live.elsewhere) enter(again);
      } else if (run.status === "finished" || run.status === "idle") after = "";
    },
    close() {
      heard.forEach((told) => document.removeEventListener(...told));
      drop();
    },
  };
}
