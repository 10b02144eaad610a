// The guided player on the screen: builds one view of a run and keeps it up to date.
// Everything a person or a physiotherapist wrote reaches the page as text, never as markup.
import { isHold, isLive, holdsLeft, leftMs, moreS, progress, rowMs, totalLeftMs } from "./run.js";
import { bringBack } from "../outbox.js";
import { KEYS, listenKeys } from "./keys.js";
import { createLive } from "./live.js";
import { moment } from "./figure.js";
import { createPicture } from "./picture.js";
import { button, make, say, sideMarker } from "./elements.js";
import {
  REASONS, awayText, captionText, careText, clockText, contentsText, countText, doneText, doseText, exerciseOf,
  extraText, figureOf, lengthText, nameOf, nextHold, nextText, phaseText, reachText, sideText, spokenText,
} from "./words.js";

const RADIUS = 92;
const LONG_NAME = 14; // characters; a longer one would take two lines beside the ring
const ROUND = 2 * Math.PI * RADIUS;
const BREATH_MS = 33; // a breath is slow: thirty times a second looks even

function createView(live, model, el) {
  const act = (type, more = {}) => () => live.act({ type, ...more });
  const refs = {};
  const keep = (name, node) => (refs[name] = node);

  // ---- the start ---------------------------------------------------------------------------
  const start = make("section.un-start", {},
    keep("startName", make("h2")),
    keep("contents", make("p.un-contents")),
    keep("list", make("ol.un-list")),
    keep("needs", make("p.quiet")),
    keep("care", make("details.un-care", { open: "" }, make("summary", {}, "Take care"), keep("cares", make("div.un-cares")))),
    keep("note", make("p.un-note")),
    keep("locked", make("p.warn", { id: `un-locked-${Math.random().toString(36).slice(2)}` })),
    make("div.un-row", {},
      keep("startButton", button("button.primary.un-big", "Start", () => begin())),
      button("button", "Sound check", () => live.soundCheck())),
    keep("voiceless", make("p.quiet.un-small", {}, "This browser has no voice to speak with. Tones and captions will lead you.")));

  // ---- while it runs -----------------------------------------------------------------------
  const picture = createPicture({ named: true });
  const preview = createPicture({ named: false });
  const ring = make("svg", { viewBox: "0 0 200 200", "aria-hidden": "true" },
    make("circle.un-disc", { cx: 100, cy: 100, r: RADIUS - 9 }),
    make("circle.un-track", { cx: 100, cy: 100, r: RADIUS }),
    keep("arc", make("circle.un-arc", { cx: 100, cy: 100, r: RADIUS, transform: "rotate(-90 100 100)", "stroke-dasharray": ROUND })));
  const stage = make("div.un-stage", {},
    make("div.un-ring", {}, ring,
      make("div.un-count", {},
        keep("phase", make("span.un-phase")),
        keep("digits", make("span.un-digits", { role: "timer", "aria-live": "off" })),
        keep("unit", make("span.un-unit", { "aria-hidden": "true" }, "seconds")))),
    make("div.un-what", {},
      keep("name", make("h2.un-name")),
      keep("side", make("p.un-side", {}, sideMarker(), keep("sideWord", make("span")))),
      make("div.un-words", {}, keep("caption", make("p.un-caption")), keep("careNow", make("p.un-care-now"))),
      make("div.un-coming", {}, keep("next", make("p.un-next")), keep("preview", make("div.un-preview", {}, preview.el)))),
    keep("picture", make("div.un-picture", {}, picture.el)));
  const reasons = REASONS.map(([reason, text], i) => {
    const choice = button("button", "", () => live.act({ type: "skip", reason, scope: live.ui.scope }), { "aria-keyshortcuts": String(i + 1) });
    choice.append(make("kbd", { "aria-hidden": "true" }, String(i + 1)), ` ${text}`);
    return choice;
  });
  const scopes = ["exercise", "hold"].map((scope) =>
    button("button", "", () => live.show({ scope }), { "aria-pressed": "false" }));
  const skipPanel = make("div.un-panel", { role: "group" },
    keep("skipTitle", make("h3", { tabindex: "-1" })),
    keep("scopes", make("div.un-row.un-scopes", {}, ...scopes)),
    make("div.un-row", {}, ...reasons),
    button("button.un-plain", "Don’t skip", act("unask")));
  const endPanel = make("div.un-panel", { role: "group", "aria-label": "End the routine?" },
    keep("endTitle", make("h3", { tabindex: "-1" }, "End the routine here?")),
    make("p", {}, "What you have done so far is kept."),
    make("div.un-row", {}, button("button.primary", "Keep going", act("unask")), button("button", "End here", act("end"))));
  const awayPanel = make("div.un-panel", { role: "group", "aria-label": "You were away" },
    keep("away", make("h3", { tabindex: "-1" })),
    make("div.un-row", {}, button("button.primary", "Go on", act("resume")), button("button", "End here", act("end"))));
  const controls = make("div.un-controls", {},
    keep("pause", button("button.primary", "Pause", () => live.act({ type: live.run.status === "running" ? "pause" : "resume" }))),
    keep("ready", button("button", "Start now", act("ready"))),
    button("button", "Back", act("back")),
    keep("extend", button("button", "15 s more", act("extend"))),
    keep("skip", button("button", "Skip", act("ask", { what: "skip" }))));
  const running = make("section.un-run", { "aria-label": "Routine" },
    make("div.un-top", {},
      keep("count", make("span")),
      keep("bar", make("div.un-bar", { role: "progressbar", "aria-label": "Routine", "aria-valuemin": 0, "aria-valuemax": 100 })),
      keep("total", make("span"))),
    stage, skipPanel, endPanel, awayPanel, controls);

  // ---- after a stop, and at the end ----------------------------------------------------------
  const stopped = make("section.un-stopped", { role: "group", "aria-label": "Stopped" },
    keep("stoppedTitle", make("h2", { tabindex: "-1" }, "Stopped.")),
    make("p.un-lead", {}, "Come out of it slowly. Breathe. There is no hurry now."),
    keep("advice", make("p")),
    make("p", {}, "If you like, note below where it hurts. Then choose:"),
    make("div.un-row", {},
      button("button.primary", "End here", act("end")),
      keep("without", button("button", "", act("continue_without"))),
      keep("easier", button("button", "", () => live.act({ type: "continue_easier", rows: exerciseOf(live.plan, live.run.rows[live.run.index])?.easier })))),
    button("button.un-plain", "It was a mistake: nothing hurts, go on", act("mistake")));
  const done = make("section.un-done", {},
    keep("doneTitle", make("h2", { tabindex: "-1" })),
    keep("doneText", make("p.un-lead")),
    make("div.un-row", {},
      keep("score", button("button.primary", "Score how it feels now", () => score())),
      button("button", "Run it again", act("again"))));

  // ---- round about -------------------------------------------------------------------------
  const toggle = (name, text) => {
    const box = make("input", { type: "checkbox", onchange: () => live.set({ [name]: box.checked }) });
    refs[name] = box;
    return make("label.un-check", {}, box, make("span", {}, text));
  };
  const slide = (name, text, min, max, step) => {
    const input = make("input", { type: "range", min, max, step, onchange: () => live.set({ [name]: Number(input.value) }) });
    refs[name] = input;
    return make("label.un-slide", {}, make("span", {}, text), input);
  };
  const settings = make("div.un-panel.un-settings", { role: "group", "aria-label": "Sound" },
    toggle("voice", "Voice"), toggle("brief", "Say names only"), toggle("tones", "Tones"), toggle("muted", "All sound off"),
    slide("volume", "Volume", 0, 1, 0.05), slide("voice_rate", "Speed of the voice", 0.6, 1.6, 0.1));
  const keys = make("dl.un-panel.un-keys", { "aria-label": "Keys" },
    ...KEYS.map(([key, text]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, text))));
  const stopButton = () => button("button.stop", "", act("stop"), { "aria-keyshortcuts": "Escape" });
  const stopBar = make("div.un-stopbar", {}, keep("stop", stopButton()));
  const floating = make("div.unknot.un-floating", { role: "region", "aria-label": "Pain stop", hidden: true }, keep("floatingStop", stopButton()));
  for (const stop of [refs.stop, refs.floatingStop]) stop.append(make("span", {}, "Pain: stop"), make("kbd", { "aria-hidden": "true" }, "Esc"));
  const fold = (name, text) => button("button.un-plain", text, () => live.show({ [name]: !live.ui[name] }), { "aria-expanded": "false" });
  const foot = make("div.un-foot", {},
    make("div.un-saving", { role: "status" }, keep("saving", make("span")), keep("retry", button("button", "Try again", () => live.retry()))),
    keep("end", button("button.un-plain", "End", act("ask", { what: "end" }))),
    keep("settingsFold", fold("settings", "Sound")), keep("keysFold", fold("keys", "Keys")));
  const aloud = make("p.visually-hidden", { "aria-live": "polite" });
  const elsewhere = make("div.warn.un-elsewhere", {},
    make("span", {}, "This routine is already running in another view."), button("button", "Take over", act("tick")));
  const silent = make("p.warn.un-silent", {}, "Click or press any key for sound.");
  const root = make("div.unknot.un-player", { role: "region", "aria-label": "Guided player", tabindex: "-1" },
    make("div.un-body", {}, aloud, elsewhere, silent, start, running, stopped, done, settings, keys, stopBar, foot));
  el.append(root);
  document.body.append(floating);

  // ---- keeping it up to date -----------------------------------------------------------------
  let shown = ""; // the screen that is up: focus moves when it changes
  let arcAt = null;
  let captionAt = "";
  let figureMoves = 0; // 2 from pose to pose, 1 with the breath only, 0 not at all
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  let frame = 0;
  let timer = 0;

  function begin() {
    if (model.get("locked")) return;
    root.focus({ preventScroll: true });
    live.act({ type: "start" });
    if (root.getBoundingClientRect().bottom > innerHeight) root.scrollIntoView({ block: "start" });
  }

  function score() {
    model.set("after_display", "");
    model.save_changes();
    const anchor = document.getElementById(model.get("after_anchor"));
    if (!anchor) return;
    if (anchor.tabIndex < 0) anchor.tabIndex = -1;
    anchor.scrollIntoView({ block: "start" });
    anchor.focus({ preventScroll: true });
  }

  function drawStart(plan) {
    const ready = Boolean(plan?.rows?.length);
    const locked = model.get("locked");
    say(refs.startName, ready ? plan.name : "No routine chosen yet");
    say(refs.contents, ready ? contentsText(plan) : "Choose one above, and it appears here.");
    const drawn = JSON.stringify([plan?.routine, plan?.total_s]);
    if (refs.list.dataset.of !== drawn) {
      refs.list.dataset.of = drawn;
      refs.list.replaceChildren(...(plan?.exercises ?? []).map((exercise) =>
        make("li", {}, make("span", {}, exercise.name), make("span.quiet", {}, doseText(plan, exercise.number)))));
      const cares = (plan?.exercises ?? []).filter((exercise) => exercise.cautions?.length);
      refs.cares.replaceChildren(...cares.map(({ name, cautions }) =>
        make("div", {}, make("h3", {}, name), ...cautions.map((caution) => make("p", {}, caution)))));
      refs.care.hidden = !cares.length;
    }
    say(refs.needs, reachText(plan));
    say(refs.note, model.get("note"));
    say(refs.locked, locked);
    refs.startButton.disabled = !ready || Boolean(locked);
    if (locked) refs.startButton.setAttribute("aria-describedby", refs.locked.id);
    else refs.startButton.removeAttribute("aria-describedby");
    for (const name of ["needs", "note", "locked"]) refs[name].hidden = !refs[name].textContent;
    refs.voiceless.hidden = live.sound.hasVoice || !live.settings.voice;
  }

  function drawRun(run, plan) {
    const row = run.rows[run.index];
    const paused = run.status === "paused";
    const finishing = row.phase === "finish";
    root.dataset.phase = isHold(row) ? "hold" : "wait";
    root.dataset.side = finishing ? "" : row.side;
    root.dataset.asking = run.asking;
    say(refs.phase, paused ? "Paused" : phaseText(row));
    say(refs.name, finishing ? "Well done" : nameOf(plan, row));
    refs.name.classList.toggle("un-long", refs.name.textContent.length > LONG_NAME);
    refs.side.hidden = finishing || row.side === "both";
    say(refs.sideWord, sideText(row));
    say(refs.count, countText(plan, row));
    running.dataset.pictures = (plan.exercises ?? []).some((e) => plan.body && (e.figure || e.easier_figure));
    const coming = finishing ? null : run.rows[nextHold(run)];
    const awaited = coming && figureOf(plan, coming);
    refs.preview.hidden = !awaited;
    if (awaited) preview.draw(plan.body, awaited, { one: awaited.key }, coming.side);
    const next = nextText(run, plan);
    refs.next.replaceChildren(...(next ? [make("span", {}, "Next"), ` ${next}`] : []));
    say(refs.pause, paused ? "Go on" : "Pause");
    say(refs.careNow, careText(run, plan));
    say(refs.extend, extraText(run));
    refs.extend.disabled = !finishing && !moreS(run);
    if (refs.extend.disabled && document.activeElement === refs.extend) root.focus({ preventScroll: true });
    refs.ready.hidden = isHold(row) || finishing;
    refs.extend.hidden = refs.skip.hidden = finishing;
    skipPanel.hidden = run.asking !== "skip";
    endPanel.hidden = run.asking !== "end";
    awayPanel.hidden = !(paused && run.away_ms > 0 && !run.asking);
    controls.hidden = Boolean(run.asking) || !awayPanel.hidden;
    say(refs.away, `You were away for ${awayText(run.away_ms)}. Go on where you were?`);
    if (run.asking === "skip") {
      const title = `Skip ${nameOf(plan, row)}?`;
      say(refs.skipTitle, title);
      skipPanel.setAttribute("aria-label", title);
      refs.scopes.hidden = holdsLeft(run) < 2;
      say(scopes[0], "The whole exercise");
      say(scopes[1], row.side === "both" ? "This hold only" : `This hold only (${row.side})`);
      scopes.forEach((one, i) => one.setAttribute("aria-pressed", String(live.ui.scope === ["exercise", "hold"][i])));
    }
  }

  function paint(run = live.run) {
    if (!isLive(run) || run.status === "stopped") return;
    const now = Date.now();
    const row = run.rows[run.index];
    const left = leftMs(run, now);
    const digits = String(Math.ceil(left / 1000));
    if (refs.digits.textContent !== digits) {
      say(refs.digits, digits);
      refs.digits.dataset.length = digits.length;
      say(refs.unit, digits === "1" ? "second" : "seconds");
      say(refs.total, `${clockText(totalLeftMs(run, now))} left`);
      drawBar(progress(run, now));
    }
    drawFigure(run, row, left);
    const beat = `${run.rev} ${Math.ceil(left / 200)}`;
    if (beat !== captionAt) say(refs.caption, captionText(run, left));
    captionAt = beat;
    // Half a per cent of the ring is finer than the eye sees, and spares most frames a repaint.
    const share = (stillness.matches ? Number(digits) * 1000 : left) / rowMs(row);
    const arc = Math.round(share * ROUND);
    if (arc === arcAt) return;
    arcAt = arc;
    refs.arc.setAttribute("stroke-dashoffset", Math.max(ROUND - arc, 0));
  }

  function drawFigure(run, row, left) {
    const figure = figureOf(live.plan, row);
    refs.picture.style.visibility = figure ? "" : "hidden";
    figureMoves = 0;
    if (!figure) return;
    const now = moment(figure, run.rows, run.index, (rowMs(row) - left) / 1000, stillness.matches);
    picture.draw(live.plan.body, figure, now, row.side);
    figureMoves = stillness.matches ? 0 : now.moves ? 2 : 1;
  }

  function drawBar(parts) {
    while (refs.bar.children.length < parts.length) refs.bar.append(make("span", {}, make("i")));
    while (refs.bar.children.length > parts.length) refs.bar.lastChild.remove();
    parts.forEach((part, i) => (refs.bar.children[i].firstChild.style.width = `${(100 * part).toFixed(1)}%`));
    refs.bar.setAttribute("aria-valuenow", Math.round((100 * parts.reduce((a, b) => a + b, 0)) / parts.length));
  }

  function drawStopped(run, plan) {
    const row = run.rows[run.index];
    const exercise = exerciseOf(plan, row);
    say(refs.advice, model.get("stop_advice"));
    refs.advice.hidden = !refs.advice.textContent;
    say(refs.without, `Go on without ${nameOf(plan, row)}`);
    refs.without.hidden = row.phase === "finish";
    refs.easier.hidden = !exercise?.easier?.length || row.variant || row.phase === "finish";
    say(refs.easier, `Go on with the easier way: ${exercise?.variant_name ?? ""}`);
  }

  function drawDone(run) {
    const stoppedForPain = run.outcome === "stopped for pain";
    say(refs.doneTitle, run.outcome === "completed" ? "Done." : "Ended here.");
    const water = stoppedForPain ? "Be kind to it today." : "Drink some water. A mild pull is enough; don’t push further than that.";
    say(refs.doneText, `${doneText(run)} ${water}`);
    refs.score.hidden = !model.get("after_anchor");
  }

  function drawSaving({ waiting, late, failed }, used) {
    const sentences = [...new Set(Object.values(failed))];
    const kept = `${waiting} ${waiting === 1 ? "entry is" : "entries are"} kept in this browser until the notebook’s kernel answers. If it was restarted, ${bringBack()}.`;
    say(refs.saving, sentences.join(" ") || (late ? kept : waiting ? "Saving…" : used ? "Saved" : ""));
    refs.retry.hidden = !sentences.length;
    foot.dataset.state = sentences.length || late ? "trouble" : "well";
  }

  function draw(cue = null) {
    const { run, plan, ui } = live;
    const going = run.status === "running" || run.status === "paused";
    root.dataset.status = run.status;
    start.hidden = run.status !== "idle";
    running.hidden = stopBar.hidden = refs.end.hidden = !going;
    stopped.hidden = run.status !== "stopped";
    done.hidden = run.status !== "finished";
    elsewhere.hidden = !live.elsewhere;
    silent.hidden = !live.silent;
    if (run.status === "idle") drawStart(plan);
    else if (going) drawRun(run, plan);
    else if (run.status === "stopped") drawStopped(run, plan);
    else drawDone(run);
    drawSaving(live.saving, run.status !== "idle");
    settings.hidden = !ui.settings;
    keys.hidden = !ui.keys;
    refs.settingsFold.setAttribute("aria-expanded", String(ui.settings));
    refs.keysFold.setAttribute("aria-expanded", String(ui.keys));
    const wanted = live.settings;
    for (const name of ["voice", "brief", "tones", "muted"]) refs[name].checked = wanted[name];
    for (const name of ["volume", "voice_rate"]) if (document.activeElement !== refs[name]) refs[name].value = wanted[name];
    drawFloating();
    arrive();
    if (cue?.kind === "phase" && run.rows) say(aloud, spokenText({ ...run, index: cue.index }, plan) || aloud.textContent);
    if (cue?.kind === "halfway") say(aloud, "Halfway.");
    if (run.status === "stopped") say(aloud, "Stopped.");
    if (run.status === "finished") say(aloud, `${refs.doneTitle.textContent} ${refs.doneText.textContent}`);
    moveFocus(run);
    paint(run);
    loop();
  }

  /** A stop that floats over the page, while no view of this run has one in sight. */
  function drawFloating() {
    const first = live.views.values().next().value === root;
    floating.hidden = !(going(live.run) && first && live.stops.size === 0 && !live.elsewhere);
  }

  /** A run taken up after a reload is brought into sight, once the page has room for it. */
  function arrive() {
    if (!live.arriving || !root.offsetHeight) return;
    live.arriving = false;
    root.scrollIntoView({ block: "start" });
    if ([document.body, null].includes(document.activeElement)) root.focus({ preventScroll: true });
  }

  /** Focus follows the screen, unless the person is busy somewhere else on the page. */
  function moveFocus(run) {
    const screen = going(run) ? `run ${run.asking}${run.away_ms > 0 && run.status === "paused" && !run.asking ? "away" : ""}` : run.status;
    if (screen === shown) return;
    const first = shown === "";
    const before = shown;
    shown = screen;
    const active = document.activeElement;
    if (first || !(root.contains(active) || active === document.body || active === null || floating.contains(active))) return;
    const target = {
      stopped: refs.stoppedTitle, finished: refs.doneTitle, "run skip": refs.skipTitle,
      "run end": refs.endTitle, "run away": refs.away,
      idle: before === "finished" ? refs.startButton : null,
    }[screen] ?? root;
    target.focus({ preventScroll: true });
    (target === root ? root : target.parentElement).scrollIntoView({ block: "nearest" });
  }
  const going = (run) => run.status === "running" || run.status === "paused";

  /** Paint again when the ring has moved by a visible bit, and only while somebody can see it. */
  function loop() {
    const { run } = live;
    if (run.status !== "running" || document.visibilityState !== "visible") return;
    clearTimeout(timer);
    const onFrame = () => {
      frame = requestAnimationFrame(() => {
        paint();
        loop();
      });
    };
    cancelAnimationFrame(frame);
    const calm = Math.max(rowMs(run.rows[run.index]) / ROUND - 16, 16);
    if (figureMoves === 2) onFrame();
    else timer = setTimeout(onFrame, figureMoves ? Math.min(calm, BREATH_MS) : calm);
  }

  live.views.add(root);
  const offs = [live.subscribe(draw), listenVoices()];
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
  observer.observe(refs.stop);
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
    render({ model, el }) {
      return createView(live, model, el);
    },
  };
};
