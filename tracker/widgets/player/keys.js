// Which key does what while a run is live; Escape works from anywhere, the rest never inside a field.
import { isGoing } from "../run/run.js";
import { REASONS } from "../run/run_words.js";

export const KEYS = [
  ["Esc", "Pain: stop"], ["Space", "Pause, go on"], ["N or →", "Skip"], ["B or ←", "Back"],
  ["+", "15 s more"], ["Enter", "Start now, ready early"], ["M", "Sound off, on"], ["F", "Large, and back"], ["?", "Show these keys"],
];
const CHOICES = ["1", "2", "3", "4"]; // reasons to skip, in the order shown
const TYPING = "input, textarea, select, [contenteditable], .cm-editor";
const OPERATED =
  "button, a[href], summary, [role=button], [role=radio], [role=checkbox], [role=switch], [role=slider], " +
  "[role=spinbutton], [role=tab], [role=menuitem], [role=option], [role=treeitem], [role=gridcell]";
const COMMANDS = {
  " ": "toggle", ArrowRight: "skip", n: "skip", N: "skip", ArrowLeft: "back", b: "back", B: "back",
  "+": "extend", "=": "extend", m: "mute", M: "mute", f: "large", F: "large", "?": "keys", Enter: "ready",
};

/** The command of a key press, or ""; `everywhere`: this page owns the run, so that its keys work in all of the page. */
export function commandOf(event, { inside, everywhere }) {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return "";
  if (event.key === "Escape") return "stop";
  const on = (selector) => Boolean(event.target?.closest?.(selector));
  if (event.repeat || on(TYPING) || !(inside || everywhere)) return "";
  if (["Enter", " "].includes(event.key) && on(OPERATED)) return "";
  if (!inside && on(OPERATED)) return "";
  return COMMANDS[event.key] ?? (CHOICES.includes(event.key) ? event.key : "");
}

/** Carry a command out on a live run. */
export function carryOut(live, command) {
  const { status, asking } = live.run;
  const skip = (reason) => live.act({ type: "skip", reason, scope: live.ui.scope });
  if (command === "mute") live.set({ muted: !live.settings.muted });
  else if (command === "keys") live.show({ keys: !live.ui.keys });
  else if (!isGoing(live.run)) return;
  else if (command === "toggle") live.act({ type: status === "running" ? "pause" : "resume" });
  else if (command === "skip") asking === "skip" ? skip("other") : live.act({ type: "ask", what: "skip" });
  else if (CHOICES.includes(command)) asking === "skip" && skip(REASONS[Number(command) - 1][0]);
  else live.act({ type: command });
}

/** Listen while a run is live; returns what ends it. */
export function listenKeys(live, isInside) {
  const onKey = (event) => {
    const { status } = live.run;
    const looksOn = live.elsewhere;
    const inside = isInside(event.target);
    if (!["running", "paused", "stopped"].includes(status) || (looksOn && !live.views.size)) return;
    const command = commandOf(event, { inside, everywhere: !looksOn && status !== "stopped" });
    if (!command || command === "large" || (status === "stopped" && command === "stop")) return; // a view's own
    event.preventDefault();
    event.stopPropagation();
    // Where the widget that leads the run is in this page too, it goes first: its questions show.
    if (looksOn && !inside) setTimeout(() => carryOut(live, command));
    else carryOut(live, command);
  };
  document.addEventListener("keydown", onKey, true);
  return () => document.removeEventListener("keydown", onKey, true);
}
