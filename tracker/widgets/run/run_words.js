// What the player says on the screen, in plain words; pure.
import { MORE_S, holdAt, isHold, longestS, moreS, rowMs } from "./run.js";

const PHASES = {
  get_ready: "Get ready", hold: "Hold", move: "Move", switch: "Switch", rest: "Rest",
  change: "Change", finish: "Well done",
};
const SIDES = { left: "Left", right: "Right", both: "Both sides" };
export const REASONS = [["pain", "It hurts"], ["time", "No time"], ["equipment", "No equipment"], ["other", "Another reason"]];

/** 9:05, as on a kitchen clock; the second that is running counts. */
export function clockText(ms) {
  const s = Math.ceil(ms / 1000);
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

/** 12 min 45 s */
export function lengthText(seconds) {
  const s = Math.round(seconds);
  const parts = [s >= 60 && `${Math.floor(s / 60)} min`, (s % 60 || s < 60) && `${s % 60} s`];
  return parts.filter(Boolean).join(" ");
}

const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** How long somebody was away: 90 seconds, 5 minutes, 2 hours. */
export function awayText(ms) {
  const minutes = Math.round(ms / 60_000);
  if (ms < 120_000) return count(Math.round(ms / 1000), "second");
  return minutes < 120 ? count(minutes, "minute") : count(Math.round(minutes / 60), "hour");
}

export const exerciseOf = (plan, row) => (plan.exercises ?? []).find((e) => e.number === row.number);

/** The name to show for a row: the easier form has its own. */
export function nameOf(plan, row) {
  const exercise = exerciseOf(plan, row);
  return (row.variant && exercise?.variant_name) || exercise?.name || row.exercise;
}

export const phaseText = (row) => PHASES[row.phase] ?? "";
export const sideText = (row) => SIDES[row.side] ?? "";
export const countText = (plan, row) => `${row.number} of ${(plan.exercises ?? []).length}`;
/** How many exercises and how long; at another pace before Python has laid it out, too. */
export function contentsText(plan, pace = plan.pace) {
  const total_s = (plan.totals ?? []).find(([one]) => one === pace)?.[1] ?? plan.total_s;
  return `${count((plan.exercises ?? []).length, "exercise")} · ${lengthText(total_s)}`;
}
/** What the button for more time says; where there is no more, why. */
export function extraText(run) {
  const more = run.rows[run.index].phase === "finish" ? MORE_S : moreS(run);
  if (!more) return `${longestS(run)} s at most`;
  return run.rows[run.index].phase === "move" ? "One round more" : `${more} s more`;
}

/** What to take care of, while there is time to read it: in the wait before an exercise. */
export function careText(run, plan) {
  const row = run.rows[run.index];
  return ["get_ready", "change"].includes(row.phase) ? (exerciseOf(plan, row)?.cautions ?? []).join(" ") : "";
}

/** What to have at hand, and what easier forms need besides. */
export function reachText(plan) {
  const all = (name) => [...new Set((plan?.exercises ?? []).flatMap((exercise) => exercise[name] ?? []))];
  const needs = all("equipment");
  const easier = all("easier_equipment").filter((thing) => !needs.includes(thing));
  const said = [needs.length && `Within reach: ${needs.join(", ")}.`, easier.length && `For easier forms: ${easier.join(", ")}.`];
  return said.filter(Boolean).join(" ");
}
export const doneText = (run) =>
  `${run.ran_ms < 60_000 ? lengthText(run.ran_ms / 1000) : `${Math.round(run.ran_ms / 60_000)} min`}, ${count(run.done, "hold")}.`;

/** Index of the hold that comes after the one in progress, or after this wait; -1 for none. */
export function nextHold(run) {
  const from = isHold(run.rows[run.index]) ? holdAt(run.rows, run.index)[1] : run.index + 1;
  return run.rows.findIndex((row, i) => i >= from && isHold(row));
}

/** The figure that belongs to a row: the easier form has its own; null without one. */
export function figureOf(plan, row) {
  const exercise = exerciseOf(plan, row);
  return (plan.body && exercise?.[row.variant ? "easier_figure" : "figure"]) || null;
}

/** What comes after the hold in progress, or after this wait. */
export function nextText(run, plan) {
  const row = run.rows[run.index];
  if (row.phase === "finish") return "";
  const i = nextHold(run);
  if (i < 0) return "a sip of water, and you are done";
  const next = run.rows[i];
  const [first, end] = holdAt(run.rows, i);
  const length = lengthText(run.rows.slice(first, end).reduce((s, r) => s + rowMs(r), 0) / 1000);
  const side = next.side === "both" ? "" : `${next.side} side, `;
  if (next.number !== row.number) return `${nameOf(plan, next)}, ${side}${length}`;
  return side ? `${side}${length}` : `${isHold(row) || row.phase === "rest" ? "once more" : "hold"}, ${length}`;
}

/** What a headset or a lock screen shows: exercise and side. */
export function titleText(run, plan) {
  const row = run.rows[run.index];
  if (row.phase === "finish") return PHASES.finish;
  return `${nameOf(plan, row)}${row.side === "both" ? "" : `, ${row.side} side`}`;
}

/** One sentence a screen reader may say when a row starts. */
export function spokenText(run, plan) {
  const row = run.rows[run.index];
  if (row.phase === "finish") return "Finished.";
  if (!isHold(row)) return `${phaseText(row)}, ${row.duration_s} seconds. Next: ${nextText(run, plan)}.`;
  const [first, end] = holdAt(run.rows, run.index);
  if (first !== run.index) return "";
  const seconds = run.rows.slice(first, end).reduce((s, r) => s + rowMs(r), 0) / 1000;
  return `${titleText(run, plan)}, ${seconds} seconds.`;
}

/** A cue's sentences, each with the share of the row's time at which it comes up. */
function sentences(cue, seconds) {
  const parts = (cue.match(/[^.!?]+[.!?]*\s*/g) ?? [cue]).map((part) => part.trim()).filter(Boolean);
  const needs = parts.map((part) => 0.6 + 0.42 * part.split(/\s+/).length); // as fast as calm speech
  const scale = Math.min(1, (0.9 * seconds) / needs.reduce((a, b) => a + b, 0));
  let at = 0;
  return parts.map((text, i) => ({ text, at: (at += i ? needs[i - 1] * scale : 0) }));
}

/** The one cue on the screen: sentence by sentence while time runs, the whole of it in a pause. */
export function captionText(run, left) {
  const row = run.rows[run.index];
  if (run.status !== "running") return row.cue;
  const past = (rowMs(row) - left) / 1000;
  const half = past - rowMs(row) / 2000;
  if (row.phase === "hold" && row.duration_s >= 20 && !row.halved && half >= 0 && half < 4) return "Halfway.";
  return sentences(row.cue, rowMs(row) / 1000).findLast(({ at }) => past >= at)?.text ?? row.cue;
}

/** How an exercise is dosed: "2 × 30 s", "30 s a side". */
export function doseText(plan, number) {
  const holds = new Map();
  for (const row of plan.rows) {
    if (row.number !== number || !isHold(row)) continue;
    const hold = holds.get(row.hold) ?? { side: row.side, s: 0 };
    hold.s += row.duration_s;
    holds.set(row.hold, hold);
  }
  const all = [...holds.values()];
  const sides = new Set(all.map((hold) => hold.side)).size || 1;
  const times = Math.round(all.length / sides);
  return `${times > 1 ? `${times} × ` : ""}${all[0]?.s ?? 0} s${sides > 1 ? " a side" : ""}`;
}

/** What an event says, for somebody who is to give it up: "Chest stretch, 28 s, done". */
export function entryText({ type, exercise = "", side = "both", held_s, outcome }, plan) {
  const name = (plan.exercises ?? []).find(({ id }) => id === exercise)?.name ?? exercise.replaceAll("_", " ");
  const place = side === "both" ? name : `${name}, ${side}`;
  if (type === "step") return `${place}, ${Math.round(held_s)} s, ${outcome}`;
  if (type === "pain") return `Pain: ${place}`;
  if (type === "mistake") return `Stopped by mistake: ${place}`;
  return type === "end" ? `The end: ${outcome}` : "The start";
}

/** What could not be saved, and why: first what it is, for the reason alone helps nobody. */
export function refusedText(entries, problems) {
  const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
  return [`Not saved: ${entries.join("; ")}`, ...new Set(problems)].map(sentence).join(" ");
}
