// The guided player on the screen: puts one view of a run together and keeps it up to date.
// Everything a person or a physiotherapist wrote reaches the page as text, never as markup.
import { button, make, say } from "../kit/dom.js";
import { askOnce, bringBack } from "../kit/outbox.js";
import { KEYS, listenKeys } from "./keys.js";
import { createLarge } from "./large.js";
import { createLive } from "../run/live.js";
import { keepPresses } from "./presses.js";
import { isGoing } from "../run/run.js";
import { createRun } from "./run_screen.js";
import { createSettings } from "./player_settings.js";
import { createStart } from "./start_screen.js";
import { createDone, createStopped } from "./end_screens.js";
import { entryText, refusedText, spokenText } from "../run/run_words.js";

const MOST_OF_IT = 0.8; // a player that fills so much of the window starts at its top
const LOOK_MS = 200; // between two looks whether the page has grown above the player

function createView(live, model, el) {
  const root = make("div.unknot.un-player", { role: "region", "aria-label": "Guided player", tabindex: "-1" });
  const start = createStart(live, model, () => begin());
  const running = createRun(live, root);
  const stopped = createStopped(live, model);
  const done = createDone(live, model, () => score());
  const settings = createSettings(live);
  const large = createLarge(root, live);
  const keys = make("dl.un-panel.un-keys", { "aria-label": "Keys" },
    ...KEYS.map(([key, text]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, text))));
  const stopButton = () => {
    const stop = button("button.stop", "", () => live.act({ type: "stop" }), { "aria-keyshortcuts": "Escape" });
    stop.append(make("span", {}, "Pain: stop"), make("kbd", { "aria-hidden": "true" }, "Esc"));
    return stop;
  };
  const stop = stopButton();
  const stopBar = make("div.un-stopbar", {}, stop);
  const floating = make("div.unknot.un-floating", { role: "region", "aria-label": "Pain stop", hidden: true }, stopButton());
  const fold = (name, text) => button("button.un-plain", text, () => live.show({ [name]: !live.ui[name] }), { "aria-expanded": "false" });
  const settingsFold = fold("settings", "Settings");
  const keysFold = fold("keys", "Keys");
  const saving = make("span");
  const retry = button("button", "Try again", () => live.retry());
  const discard = askOnce(button("button", ""), "Discard", "Discard it for good?", () => live.discard());
  const end = button("button.un-plain", "End", () => live.act({ type: "ask", what: "end" }));
  const foot = make("div.un-foot", {},
    make("div.un-saving", { role: "status" }, saving, retry, discard), end, ...large.buttons, settingsFold, keysFold);
  const aloud = make("p.visually-hidden.un-aloud", { "aria-live": "polite" });
  const elsewhere = make("div.warn.un-elsewhere", {},
    make("span", {}, "This routine is already running in another view."), button("button", "Take over", () => live.act({ type: "tick" })));
  const silent = make("p.warn.un-silent", {}, "Click or press any key for sound.");
  root.append(make("div.un-body", {},
    aloud, elsewhere, silent, start.el, running.el, stopped.el, done.el, settings.el, keys, stopBar, large.floorRow, foot));
  el.append(root);
  document.body.append(floating);

  let shown = ""; // the screen that is up: focus moves when it changes
  let frame = 0;
  let timer = 0;
  let arriving = 0;
  const isFirst = () => live.views.values().next().value === root;

  function begin() {
    if (model.get("locked") || live.run.status !== "idle") return;
    model.set("starts", model.get("starts") + 1); // first of all, so that what is marked is saved
    root.focus({ preventScroll: true });
    live.act({ type: "start" });
    large.begin();
    const { bottom, height } = root.getBoundingClientRect();
    if (bottom > innerHeight || height > MOST_OF_IT * innerHeight) root.scrollIntoView({ block: "start" });
  }

  function score() {
    model.set("after_display", "");
    model.save_changes();
    const anchor = document.getElementById(model.get("after_anchor"));
    large.leave(anchor ? () => leadTo(anchor) : undefined);
  }

  function leadTo(anchor) {
    if (anchor.tabIndex < 0) anchor.tabIndex = -1;
    anchor.scrollIntoView({ block: "start" });
    anchor.focus({ preventScroll: true });
  }

  function drawSaving({ waiting, late, failed }, used) {
    const problems = Object.values(failed);
    const refused = problems.length > 0;
    const kept = `${waiting} ${waiting === 1 ? "entry is" : "entries are"} kept in this browser until the notebook’s kernel answers. If it was restarted, ${bringBack()}.`;
    const told = () => refusedText(live.refused().map((event) => entryText(event, live.plan)), problems);
    say(saving, refused ? told() : late ? kept : waiting ? "Saving…" : used ? "Saved" : "");
    retry.hidden = discard.hidden = !refused;
    foot.dataset.state = refused || late ? "trouble" : "well";
  }

  function draw(cue = null) {
    const { run, plan, ui } = live;
    root.dataset.status = run.status;
    start.el.hidden = run.status !== "idle";
    running.el.hidden = stopBar.hidden = end.hidden = !isGoing(run);
    stopped.el.hidden = run.status !== "stopped";
    done.el.hidden = run.status !== "finished";
    elsewhere.hidden = !live.elsewhere;
    silent.hidden = !live.silent;
    if (run.status === "idle") start.draw(plan);
    else if (isGoing(run)) running.draw(run, plan);
    else if (run.status === "stopped") stopped.draw(run, plan);
    else done.draw(run);
    drawSaving(live.saving, run.status !== "idle");
    settings.draw();
    large.draw(run);
    keys.hidden = !ui.keys;
    settingsFold.setAttribute("aria-expanded", String(ui.settings));
    keysFold.setAttribute("aria-expanded", String(ui.keys));
    drawFloating();
    arrive();
    if (cue?.kind === "phase" && run.rows) say(aloud, spokenText({ ...run, index: cue.index }, plan) || aloud.textContent);
    if (cue?.kind === "halfway") say(aloud, "Halfway.");
    if (run.status === "stopped") say(aloud, "Stopped.");
    if (run.status === "finished") say(aloud, done.said());
    moveFocus(run);
    running.paint(run);
    loop();
  }

  /** A stop that floats over the page, while no view of this run has one in sight. */
  function drawFloating() {
    floating.hidden = !(isGoing(live.run) && isFirst() && live.stops.size === 0 && !live.elsewhere);
  }

  /** A run taken up after a reload is brought into sight, and kept there while the page still grows. */
  function arrive() {
    clearTimeout(arriving);
    if (!live.arriving || !root.offsetHeight || !isFirst()) return;
    root.scrollIntoView({ block: "start" });
    if ([document.body, null].includes(document.activeElement)) root.focus({ preventScroll: true });
    arriving = setTimeout(arrive, LOOK_MS);
  }

  /** Focus follows the screen, unless the person is busy somewhere else on the page. */
  function moveFocus(run) {
    const screen = isGoing(run) ? `run ${run.asking}${run.away_ms > 0 && run.status === "paused" && !run.asking ? "away" : ""}` : run.status;
    if (screen === shown) return;
    const first = shown === "";
    const before = shown;
    shown = screen;
    const active = document.activeElement;
    if (first || !(root.contains(active) || active === document.body || active === null || floating.contains(active))) return;
    const targets = {
      ...running.titles, stopped: stopped.title, finished: done.title, idle: before === "finished" ? start.startButton : null,
    };
    const target = targets[screen] ?? root;
    target.focus({ preventScroll: true });
    (target === root ? root : target.parentElement).scrollIntoView({ block: "nearest" });
  }

  /** Paint again when something has moved by a visible bit, and only while somebody can see it. */
  function loop() {
    const { run } = live;
    if (run.status !== "running" || document.visibilityState !== "visible") return;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    const onFrame = () => {
      frame = requestAnimationFrame(() => {
        running.paint(live.run);
        loop();
      });
    };
    const wait = running.pauseMs(run);
    if (wait) timer = setTimeout(onFrame, wait);
    else onFrame();
  }

  live.views.add(root);
  const offs = [live.subscribe(draw), listenVoices(), large.close, keepPresses(root), keepPresses(floating)];
  function listenVoices() {
    const synth = globalThis.speechSynthesis;
    const again = () => draw();
    synth?.addEventListener?.("voiceschanged", again);
    return () => synth?.removeEventListener?.("voiceschanged", again);
  }
  const observer = new IntersectionObserver(([entry]) => {
    live.stops[entry.intersectionRatio >= 0.9 ? "add" : "delete"](root);
    live.show({}); // every view looks anew
  }, { threshold: [0, 0.9] });
  observer.observe(stop);
  const arrival = new ResizeObserver(() => arrive());
  arrival.observe(root);
  draw();

  return () => {
    live.views.delete(root);
    live.stops.delete(root);
    offs.forEach((off) => off());
    observer.disconnect();
    arrival.disconnect();
    clearTimeout(timer);
    clearTimeout(arriving);
    cancelAnimationFrame(frame);
    floating.remove();
    root.remove();
  };
}

export default () => {
  let live;
  return {
    initialize({ model }) {
      live = createLive(model);
      const quiet = listenKeys(live, (target) => [...live.views].some((root) => root.contains(target)));
      return () => {
        quiet();
        live.close();
      };
    },
    render: ({ model, el }) => createView(live, model, el),
  };
};
