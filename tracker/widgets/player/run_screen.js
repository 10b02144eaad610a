// The screen while a routine runs: ring, figure, name and side, the cue, what comes next, controls.
import { button, make, say } from "../kit/dom.js";
import { breathAt } from "../run/breath.js";
import { poseAt } from "../run/pose_at.js";
import { createQuestions } from "./questions.js";
import { createPicture } from "../drawing/figure_canvas.js";
import { RING_STEPS, createRing } from "./ring.js";
import { isHold, isLive, leftMs, moreS, progress, rowMs, totalLeftMs } from "../run/run.js";
import {
  captionText, careText, clockText, countText, extraText, figureOf, nameOf, nextHold, nextText, phaseText, sideText,
} from "../run/run_words.js";

const LONG_NAME = 14; // characters; a longer one would take two lines beside the ring
const BREATH_MS = 33; // a chest moves slowly: thirty times a second looks even
const [OUT, IN] = ["scale(0.6)", "scale(1)"]; // the disc with the breath out and in
const SWING = "cubic-bezier(0.37, 0, 0.63, 1)"; // as a breath goes: half a wave

/** Head and shoulders from behind, the half that is meant filled: says the side without colour. */
function sideMarker() {
  const half = (name, d) => make(`path.un-half.un-${name}`, { d });
  return make("svg.un-marker", { viewBox: "0 0 100 72", "aria-hidden": "true" },
    half("left", "M48 4a14 14 0 0 0-11 22c1 2 1 5-1 7-4 5-17 5-24 12-5 5-6 14-6 23h42z"),
    half("right", "M52 4a14 14 0 0 1 11 22c-1 2-1 5 1 7 4 5 17 5 24 12 5 5 6 14 6 23H52z"));
}

export function createRun(live, root) {
  const act = (type, more = {}) => () => live.act({ type, ...more });
  const picture = createPicture({ named: true });
  const preview = createPicture({ named: false });
  const disc = make("div.un-disc");
  const ring = createRing();
  const phase = make("span.un-phase");
  const digits = make("span.un-digits", { role: "timer", "aria-live": "off" });
  const unit = make("span.un-unit", { "aria-hidden": "true" }, "seconds");
  const name = make("h2.un-name");
  const sideWord = make("span");
  const side = make("p.un-side", {}, sideMarker(), sideWord);
  const caption = make("p.un-caption");
  const careNow = make("p.un-care-now");
  const next = make("p.un-next");
  const previewBox = make("div.un-preview", {}, preview.el);
  const pictureBox = make("div.un-picture", {}, picture.el);
  const stage = make("div.un-stage", {},
    make("div.un-ring", {}, disc, ring.el, make("div.un-count", {}, phase, digits, unit)),
    make("div.un-what", {},
      name, side, make("div.un-words", {}, caption, careNow), make("div.un-coming", {}, next, previewBox)),
    pictureBox);
  const questions = createQuestions(live);
  const pause = button("button.primary.un-pause", "Pause", () => live.act({ type: live.run.status === "running" ? "pause" : "resume" }));
  const ready = button("button", "Start now", act("ready"));
  const extend = button("button", "15 s more", act("extend"));
  const skip = button("button", "Skip", act("ask", { what: "skip" }));
  const controls = make("div.un-controls", {}, pause, ready, button("button", "Back", act("back")), extend, skip);
  const problems = make("p.quiet.un-small.un-problems");
  const count = make("span");
  const bar = make("div.un-bar", { role: "progressbar", "aria-label": "Routine", "aria-valuemin": 0, "aria-valuemax": 100 });
  const total = make("span");
  const el = make("section.un-run", { "aria-label": "Routine" },
    make("div.un-top", {}, count, bar, total), stage, ...questions.els, controls, problems);

  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  let captionAt = "";
  let breathed = ""; // the breath that the disc goes along with
  let figureDue = 0; // not before this moment
  let moves = false; // from pose to pose

  function draw(run, plan) {
    const row = run.rows[run.index];
    const paused = run.status === "paused";
    const finishing = row.phase === "finish";
    root.dataset.phase = isHold(row) ? "hold" : "wait";
    root.dataset.side = finishing ? "" : row.side;
    root.dataset.asking = run.asking;
    say(phase, paused ? "Paused" : phaseText(row));
    say(name, finishing ? "Well done" : nameOf(plan, row));
    name.classList.toggle("un-long", name.textContent.length > LONG_NAME);
    side.hidden = finishing || row.side === "both";
    say(sideWord, sideText(row));
    say(count, countText(plan, row));
    el.dataset.pictures = (plan.exercises ?? []).some((e) => plan.body && (e.figure || e.easier_figure));
    const coming = finishing ? null : run.rows[nextHold(run)];
    const awaited = coming && figureOf(plan, coming);
    previewBox.hidden = !awaited;
    if (awaited) preview.draw(plan.body, awaited, { one: awaited.key }, coming.side);
    const words = nextText(run, plan);
    next.replaceChildren(...(words ? [make("span", {}, "Next"), ` ${words}`] : []));
    say(pause, paused ? "Go on" : "Pause");
    say(careNow, careText(run, plan));
    say(extend, extraText(run));
    extend.disabled = !finishing && !moreS(run);
    if (extend.disabled && document.activeElement === extend) root.focus({ preventScroll: true });
    ready.hidden = isHold(row) || finishing;
    extend.hidden = skip.hidden = finishing;
    controls.hidden = questions.draw(run, plan);
    say(problems, (plan.problems ?? []).join(" "));
    problems.hidden = !problems.textContent;
    figureDue = 0;
    ring.again();
  }

  function paint(run) {
    if (!isLive(run) || run.status === "stopped") return;
    const now = Date.now();
    const row = run.rows[run.index];
    const left = leftMs(run, now);
    const past = (rowMs(row) - left) / 1000;
    const text = String(Math.ceil(left / 1000));
    const breath = live.settings.breath && isHold(row) && run.status === "running" ? breathAt(run.rows, run.index, past) : null;
    if (digits.textContent !== text) {
      say(digits, text);
      digits.dataset.length = text.length;
      say(total, `${clockText(totalLeftMs(run, now))} left`);
      drawBar(progress(run, now));
    }
    say(unit, breath ? `breathe ${breath.word}` : text === "1" ? "second" : "seconds");
    breathe(stillness.matches ? null : breath, `${run.rev} ${breath?.word} ${Math.round(past - breath?.since)}`);
    drawFigure(run, row, past, now);
    const beat = `${run.rev} ${Math.ceil(left / 200)}`;
    if (beat !== captionAt) say(caption, captionText(run, left));
    captionAt = beat;
    ring.draw((stillness.matches ? Number(text) * 1000 : left) / rowMs(row));
  }

  /** The disc goes along by an animation that the browser runs beside the page: it never stutters. */
  function breathe(breath, which) {
    const next = breath ? which : "";
    if (next === breathed) return;
    breathed = next;
    disc.getAnimations().forEach((animation) => animation.cancel());
    if (!breath) return;
    const way = breath.word === "in" ? [OUT, IN] : [IN, OUT];
    const timing = { duration: breath.lasts * 1000, easing: SWING, fill: "forwards" };
    disc.animate({ transform: way }, timing).currentTime = breath.since * 1000;
  }

  function drawFigure(run, row, past, now) {
    const figure = figureOf(live.plan, row);
    const shown = figure ? "" : "hidden";
    if (pictureBox.style.visibility !== shown) pictureBox.style.visibility = shown;
    if (!figure) return void (moves = false);
    const posed = poseAt(figure, run.rows, run.index, past, stillness.matches);
    moves = posed.moves;
    if (!moves && now < figureDue) return;
    figureDue = now + BREATH_MS - 8; // a frame may come a little early
    picture.draw(live.plan.body, figure, posed, row.side);
  }

  function drawBar(parts) {
    while (bar.children.length < parts.length) bar.append(make("span", {}, make("i")));
    while (bar.children.length > parts.length) bar.lastChild.remove();
    parts.forEach((part, i) => (bar.children[i].firstChild.style.width = `${(100 * part).toFixed(1)}%`));
    bar.setAttribute("aria-valuenow", Math.round((100 * parts.reduce((a, b) => a + b, 0)) / parts.length));
  }

  return {
    el,
    titles: questions.titles,
    draw,
    paint,
    /** How long until something has visibly changed; 0: the next frame. */
    pauseMs(run) {
      if (moves) return 0;
      const calm = Math.max(rowMs(run.rows[run.index]) / RING_STEPS - 16, 16);
      return stillness.matches || !figureOf(live.plan, run.rows[run.index]) ? calm : Math.min(calm, BREATH_MS);
    },
  };
}
