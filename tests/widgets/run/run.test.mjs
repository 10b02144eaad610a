import assert from "node:assert/strict";
import { test } from "node:test";
import { AWAY_MS, holdsLeft, idle, leftMs, moments, moreS, progress, reduce, rowMs, totalLeftMs } from "../../../tracker/widgets/run/run.js";
import { awayText, captionText, clockText, contentsText, doneText, careText, doseText, entryText, extraText, lengthText, nextText, reachText, refusedText, spokenText } from "../../../tracker/widgets/run/run_words.js";

const row = (phase, duration_s, number, more = {}) => ({
  phase, duration_s, number, exercise: ["", "stretch", "camel", "needle"][number], side: "both", position: "standing",
  hold: 0, variant: false, cue: `${phase} ${number}. Slowly.`, short: phase, ...more,
});
const EASIER = [
  row("change", 20, 2, { variant: true }),
  row("hold", 15, 2, { variant: true, hold: 3 }),
  row("change", 20, 3, { side: "left" }),
];
const PLAN = {
  routine: "three", name: "Three", total_s: 160,
  rows: [
    row("get_ready", 10, 1),
    row("hold", 30, 1, { hold: 1 }),
    row("rest", 10, 1),
    row("hold", 30, 1, { hold: 2 }),
    row("change", 20, 2),
    ...[1, 2, 3, 4].map(() => row("move", 5, 2, { hold: 3 })),
    row("change", 10, 3, { side: "left" }),
    row("hold", 10, 3, { hold: 4, side: "left" }),
    row("switch", 5, 3, { side: "right" }),
    row("hold", 10, 3, { hold: 5, side: "right" }),
    row("finish", 5, 3, { exercise: "", side: "" }),
  ],
  exercises: [
    { number: 1, name: "Stretch", variant_name: "Small stretch", easier: null, equipment: [] },
    { number: 2, name: "Camel", variant_name: "Seated camel", easier: EASIER, equipment: [] },
    { number: 3, name: "Needle", variant_name: "", easier: null, equipment: [] },
  ],
};
const T0 = 1_700_000_000_000;

/** Plays actions at seconds since the start, ticking each second in between. */
function play(script, { plan = PLAN, until = 0, every = 1 } = {}) {
  let run = idle();
  const events = [];
  const at = (seconds, action) => {
    const result = reduce(run, action, T0 + seconds * 1000);
    run = result.run;
    events.push(...result.events);
  };
  at(0, { type: "start", plan, session_id: "s" });
  let now = 0;
  for (const [seconds, type, more] of [...script, [until, "tick"]]) {
    for (now += every; now < seconds; now += every) at(now, { type: "tick" });
    now = Math.max(now - every, seconds);
    at(seconds, { type, ...more });
  }
  return { run, events, steps: events.filter((e) => e.type === "step"), at };
}
const brief = (steps) => steps.map((s) => `${s.position} ${s.exercise} ${s.side} ${s.held_s}/${s.planned_s} ${s.outcome} ${s.reason}`.trim());
const ALL = [
  "1 stretch both 30/30 done", "2 stretch both 30/30 done", "3 camel both 20/20 done",
  "4 needle left 10/10 done", "5 needle right 10/10 done",
];

test("a run left alone does every hold, names both sides and ends completed", () => {
  const { run, events, steps } = play([], { until: 181 });
  assert.deepEqual(brief(steps), ALL);
  assert.equal(events[0].type, "start");
  assert.deepEqual(events.at(-1), { type: "end", outcome: "completed", session_id: "s", seq: 7, at: T0 + 160_000 });
  assert.equal(run.status, "finished");
  assert.equal(run.ran_ms, 160_000);
  assert.equal(doneText(run), "3 min, 5 holds.");
});

test("each event carries the moment it happened, not the moment it was noticed", () => {
  const { steps } = play([], { until: 59, every: 50 });
  assert.equal(steps[0].at, T0 + 40_000);
});

test("rare ticks change nothing: the same steps at the same moments", () => {
  const often = play([], { until: 180, every: 0.05 });
  const rarely = play([], { until: 180, every: 59 });
  assert.deepEqual(often.events, rarely.events);
});

test("several rows that end in one look are caught up with", () => {
  const { run, steps } = play([[55, "tick"]], { until: 55, every: 54 });
  assert.equal(steps.length, 1);
  assert.equal(run.index, 3);
  assert.equal(leftMs(run, T0 + 55_000), 25_000);
});

test("a gap of more than a minute pauses at the last seen moment and says how long it was", () => {
  const { run, steps, at } = play([[20, "tick"]], { until: 320, every: 1000 });
  assert.equal(run.status, "paused");
  assert.equal(run.away_ms, 300_000);
  assert.equal(leftMs(run, T0 + 999_000), 20_000);
  assert.equal(steps.length, 0);
  at(400, { type: "resume" });
  assert.equal(AWAY_MS, 60_000);
});

test("a wall clock that is set back makes no hold longer", () => {
  const { run, at } = play([[20, "tick"]], { until: 20 });
  assert.equal(leftMs(run, T0 + 20_000), 20_000);
  const after = reduce(run, { type: "tick" }, T0 - 3_600_000 + 20_000).run;
  assert.equal(leftMs(after, T0 - 3_600_000 + 20_000), 20_000);
});

test("a pause keeps the time left and what was held", () => {
  const { run, steps } = play([[22, "pause"], [500, "resume"]], { until: 518 });
  assert.equal(brief(steps)[0], "1 stretch both 30/30 done");
  assert.equal(run.ran_ms, 40_000);
  assert.equal(run.index, 2);
});

test("15 s more lengthens the hold and its record, not its plan", () => {
  const { steps, run } = play([[15, "extend"]], { until: 55 });
  assert.deepEqual(brief(steps), ["1 stretch both 45/30 done"]);
  assert.equal(totalLeftMs(run, T0 + 55_000), 120_000);
});

test("15 s more on an exercise that moves is one whole round more", () => {
  const { steps } = play([[107, "extend"]], { until: 131 });
  assert.equal(brief(steps).at(-1), "3 camel both 30/20 done");
});

/** The plan with a limit for the holds of one exercise. */
const limited = (number, longest_s) => ({
  ...PLAN, exercises: PLAN.exercises.map((e) => (e.number === number ? { ...e, longest_s } : e)),
});

test("15 s more stops at the longest hold there may be, and says so", () => {
  const plan = limited(1, 40);
  const { run, steps } = play([[15, "extend"], [16, "extend"], [17, "extend"]], { plan, until: 51 });
  assert.deepEqual(brief(steps), ["1 stretch both 40/30 done"]);
  assert.equal(run.ran_ms, 51_000);
  const at = (script) => play(script, { plan, until: 20 }).run;
  assert.deepEqual([moreS(at([])), extraText(at([]))], [10, "10 s more"]);
  const full = at([[15, "extend"]]);
  assert.deepEqual([moreS(full), extraText(full)], [0, "40 s at most"]);
});

test("a wait may be made longer whatever the limit of the hold, and so may other exercises", () => {
  const plan = limited(1, 30);
  assert.equal(moreS(play([], { plan, until: 5 }).run), 15);
  assert.equal(moreS(play([], { plan, until: 15 }).run), 0);
  assert.equal(moreS(play([], { plan, until: 102 }).run), 10);
});

test("a round more of an exercise that moves keeps to the limit too", () => {
  const { steps, run } = play([[107, "extend"], [108, "extend"]], { plan: limited(2, 30), until: 131 });
  assert.equal(brief(steps).at(-1), "3 camel both 30/20 done");
  assert.equal(run.index, 11);
});

test("what to take care of is told in the waits before an exercise, and only there", () => {
  const plan = { ...PLAN, exercises: PLAN.exercises.map((e) => ({ ...e, cautions: ["Never on bone.", "Once a day."] })) };
  const told = (until) => careText(play([], { plan, until }).run, plan);
  assert.deepEqual([5, 15, 45, 85].map(told), ["Never on bone. Once a day.", "", "", "Never on bone. Once a day."]);
  assert.equal(careText(play([], { until: 5 }).run, PLAN), "");
});

test("what to have within reach, also for easier forms", () => {
  const needing = (...pairs) => ({ exercises: pairs.map(([equipment, easier_equipment]) => ({ equipment, easier_equipment })) });
  assert.equal(reachText(needing([["mat"], ["chair"]], [["mat"], ["mat"]])), "Within reach: mat. For easier forms: chair.");
  assert.equal(reachText(needing([[], ["doorway"]])), "For easier forms: doorway.");
  assert.equal(reachText(needing([["mat"], []])), "Within reach: mat.");
  assert.equal(reachText(PLAN), "");
});

test("halfway is not told twice when the hold is made longer after it", () => {
  const { run } = play([[30, "extend"]], { until: 30 });
  assert.ok(!moments(run).some((m) => m.kind === "halfway" && m.index === 1));
});

const SKIPS = [
  ["in a hold, the rest of its exercise goes with it", 22, { reason: "pain" }, 4,
    ["1 stretch both 12/30 skipped pain", "2 stretch both 0/30 skipped pain"]],
  ["in a hold, only this hold if asked", 22, { reason: "time", scope: "hold" }, 2, ["1 stretch both 12/30 skipped time"]],
  ["between holds, what is left of the exercise", 45, { reason: "time" }, 4,
    ["1 stretch both 30/30 done", "2 stretch both 0/30 skipped time"]],
  ["before an exercise, all of it", 85, { reason: "equipment" }, 9, ["3 camel both 0/20 skipped equipment"]],
  ["in one half of a moving hold, the hold with all halves", 107, { reason: "other" }, 9, ["3 camel both 7/20 skipped other"]],
  ["before a side, only this side if asked", 123, { reason: "pain", scope: "hold" }, 11, ["4 needle left 0/10 skipped pain"]],
  ["in the last exercise, to the finish", 132, { reason: "time" }, 13,
    ["4 needle left 2/10 skipped time", "5 needle right 0/10 skipped time"]],
];
for (const [name, at, more, index, expected] of SKIPS) {
  test(`skip ${name}`, () => {
    const { run, steps } = play([[at, "skip", more]], { until: at });
    assert.deepEqual(brief(steps.slice(-expected.length)), expected);
    assert.equal(run.index, index);
    assert.equal(run.status, "running");
  });
}

test("an exercise skipped on the way down leaves as much time for the way on", () => {
  const { run } = play([[85, "skip", { reason: "pain" }]], { until: 85 });
  assert.equal(leftMs(run, T0 + 85_000), 20_000);
});

test("the question why stands the clock still, and it goes on afterwards only if it went before", () => {
  const asked = play([[20, "ask", { what: "skip" }]], { until: 50 });
  assert.deepEqual([asked.run.status, asked.run.asking, leftMs(asked.run, 0)], ["paused", "skip", 20_000]);
  asked.at(51, { type: "unask" });
  const went = play([[20, "ask", { what: "skip" }], [50, "unask"]], { until: 51 });
  assert.deepEqual([went.run.status, leftMs(went.run, T0 + 51_000)], ["running", 19_000]);
  const paused = play([[20, "pause"], [21, "ask", { what: "skip" }], [30, "skip", { reason: "pain" }]], { until: 31 });
  assert.equal(paused.run.status, "paused");
});

const BACKS = [
  ["well into a hold: its start, nothing recorded", 25, 1, 30_000, 0],
  ["in the first seconds of the first hold: its start", 12, 1, 30_000, 0],
  ["in the first seconds of a later hold: a short lead-in to the one before", 52, 0, 5_000, 1],
  ["in a rest: a short lead-in to the hold before", 45, 0, 5_000, 1],
  ["in a change: a short lead-in to the last hold before", 85, 2, 5_000, 2],
  ["in the middle of a moving hold: its first half", 112, 5, 5_000, 2],
  ["at the very start: get ready again", 5, 0, 10_000, 0],
];
for (const [name, at, index, left, steps] of BACKS) {
  test(`back ${name}`, () => {
    const played = play([[at, "back"]], { until: at });
    assert.equal(played.run.index, index);
    assert.equal(leftMs(played.run, T0 + at * 1000), left);
    assert.equal(played.steps.length, steps);
  });
}

test("a hold done again is a new step with the next position", () => {
  const { steps } = play([[45, "back"]], { until: 81 });
  assert.deepEqual(brief(steps), ["1 stretch both 30/30 done", "2 stretch both 30/30 done"]);
});

test("ready ends a wait and leaves a hold alone", () => {
  assert.equal(play([[4, "ready"]], { until: 4 }).run.index, 1);
  assert.equal(play([[14, "ready"]], { until: 14 }).run.index, 1);
});

test("a pain stop records the hold so far and where it hurt, and stands still", () => {
  const { run, events } = play([[22.5, "stop"]], { until: 60 });
  assert.deepEqual(events.slice(1).map(({ type, exercise, held_s, outcome, position }) => ({ type, exercise, held_s, outcome, position })), [
    { type: "step", exercise: "stretch", held_s: 12.5, outcome: "stopped for pain", position: 1 },
    { type: "pain", exercise: "stretch", held_s: undefined, outcome: undefined, position: undefined },
  ]);
  assert.equal(run.status, "stopped");
});

for (const [where, at] of [["while a question is up", 23], ["in a pause", 24]]) {
  test(`a pain stop works ${where}`, () => {
    const first = where.includes("question") ? [20, "ask", { what: "skip" }] : [20, "pause"];
    const { run, steps } = play([first, [at, "stop"]], { until: at });
    assert.equal(run.status, "stopped");
    assert.equal(steps[0].held_s, 10);
  });
}

test("a pain stop between holds has no step, only the pain", () => {
  const { events } = play([[85, "stop"]], { until: 85 });
  assert.deepEqual(events.at(-1), { type: "pain", exercise: "camel", side: "both", phase: "change", session_id: "s", seq: 4, at: T0 + 85_000 });
});

test("going on without the exercise leaves its other holds out for pain and still completes", () => {
  const { steps, events } = play([[22, "stop"], [100, "continue_without"]], { until: 300 });
  assert.deepEqual(brief(steps).slice(0, 3), [
    "1 stretch both 12/30 stopped for pain pain", "2 stretch both 0/30 skipped pain", "3 camel both 20/20 done",
  ]);
  assert.equal(events.at(-1).outcome, "completed");
});

test("going on with the easier form replaces the exercise and its way out", () => {
  const { steps, run, events } = play([[107, "stop"], [200, "continue_easier", { rows: EASIER }]], { until: 330 });
  assert.deepEqual(steps.slice(2).map((s) => [s.position, s.exercise, s.variant, s.outcome]), [
    [3, "camel", false, "stopped for pain"], [4, "camel", true, "done"], [5, "needle", false, "done"], [6, "needle", false, "done"],
  ]);
  assert.equal(events.at(-1).outcome, "completed");
  assert.deepEqual(run.rows.slice(5, 8), EASIER);
});

test("ending after a stop says stopped for pain, ending otherwise says ended early and keeps the hold", () => {
  assert.equal(play([[22, "stop"], [30, "end"]], { until: 31 }).events.at(-1).outcome, "stopped for pain");
  const early = play([[22, "end"]], { until: 31 });
  assert.equal(early.events.at(-1).outcome, "ended early");
  assert.deepEqual(brief(early.steps), ["1 stretch both 12/30 skipped"]);
});

test("a stop pressed by mistake is taken back: the hold goes on and its step comes with the same position", () => {
  const { events, steps } = play([[22, "stop"], [30, "mistake"]], { until: 49 });
  assert.deepEqual(events.find((e) => e.type === "mistake").position, 1);
  assert.equal(brief(steps).at(-1), "1 stretch both 30/30 done");
});

test("a run of which nothing was done has ended early, not completed", () => {
  const skips = [[1, "skip"], [2, "skip"], [3, "skip"]];
  assert.equal(play(skips, { until: 60 }).events.at(-1).outcome, "ended early");
});

test("cues come in order: start, halfway, 3-2-1 before the end, end", () => {
  const { run } = play([], { until: 0 });
  const heard = moments(run).filter((m) => m.index === 1).map((m) => [m.kind, (m.at - T0) / 1000]);
  assert.deepEqual(heard, [["phase", 10], ["start", 10], ["halfway", 25], ["count", 37], ["count", 38], ["count", 39], ["end", 40]]);
  const halves = moments(run).filter((m) => m.index > 4 && m.index < 9 && m.kind !== "phase").map((m) => m.kind);
  assert.deepEqual(halves, ["start", "turn", "turn", "turn", "count", "count", "count", "end"]);
});

test("progress goes from nothing to all, an exercise at a time", () => {
  const { run } = play([], { until: 85 });
  assert.deepEqual(progress(run, T0 + 85_000), [1, 0.125, 0]);
});

test("the words on the screen", () => {
  const { run } = play([], { until: 20 });
  assert.equal(contentsText(PLAN), "3 exercises · 2 min 40 s");
  assert.equal(nextText(run, PLAN), "once more, 30 s");
  assert.equal(nextText({ ...run, index: 3 }, PLAN), "Camel, 20 s");
  assert.equal(nextText({ ...run, index: 9 }, PLAN), "left side, 10 s");
  assert.equal(nextText({ ...run, index: 10 }, PLAN), "right side, 10 s");
  assert.equal(nextText({ ...run, index: 12 }, PLAN), "a sip of water, and you are done");
  assert.equal(spokenText({ ...run, index: 10 }, PLAN), "Needle, left side, 10 seconds.");
  assert.equal(spokenText({ ...run, index: 6 }, PLAN), "");
  assert.equal(doseText(PLAN, 1), "2 × 30 s");
  assert.equal(doseText(PLAN, 2), "20 s");
  assert.equal(doseText(PLAN, 3), "10 s a side");
  assert.equal(captionText(run, 29_000), "hold 1.");
  assert.equal(captionText(run, 20_000), "Slowly.");
  assert.equal(captionText(run, 14_000), "Halfway.");
  assert.equal(captionText({ ...run, status: "paused" }, 29_000), "hold 1. Slowly.");
  assert.deepEqual([61_000, 9_001].map(clockText), ["1:01", "0:10"]);
  assert.deepEqual([765, 120, 45, 0].map(lengthText), ["12 min 45 s", "2 min", "45 s", "0 s"]);
  assert.deepEqual([61_000, 300_000, 9_000_000].map(awayText), ["61 seconds", "5 minutes", "3 hours"]);
  assert.equal(holdsLeft(run), 2);
});

// ---- whatever the person does ------------------------------------------------------------------

function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const MOVES = ["tick", "tick", "tick", "tick", "tick", "pause", "resume", "back", "extend", "ready", "ask", "unask", "skip", "stop", "mistake", "continue_without", "continue_easier", "end", "start"];

test("whatever is pressed and however time goes: the record stays true", () => {
  for (let seed = 1; seed <= 3000; seed += 1) {
    const next = random(seed);
    const pick = (list) => list[Math.floor(next() * list.length)];
    let now = T0;
    let { run, events } = reduce(idle(), { type: "start", plan: PLAN, session_id: "s" }, now);
    let ran = 0;
    const log = [...events];
    for (let i = 0; i < 120 && run.status !== "finished"; i += 1) {
      const gap = next() < 0.03 ? 60_001 + next() * 1e6 : next() * 12_000;
      if (run.status === "running" && gap <= AWAY_MS) ran += gap;
      now += gap;
      const type = next() < 0.93 ? pick(MOVES.slice(0, 13)) : pick(MOVES);
      const before = run;
      const action = { type, what: pick(["skip", "end"]), scope: pick(["exercise", "hold"]), reason: pick(["pain", "time"]), rows: EASIER, plan: PLAN, session_id: "t" };
      const result = reduce(run, action, now);
      run = result.run;
      log.push(...result.events);
      if (type === "stop" && before.status !== "stopped") assert.ok(["stopped", "finished"].includes(run.status), `seed ${seed}`);
      if (run.status === "paused" || run.status === "stopped") {
        assert.equal(leftMs(run, now), leftMs(run, now + 1e7), "a halted run keeps its time");
        assert.ok(run.left_ms >= 0 && run.left_ms <= rowMs(run.rows[run.index]), `seed ${seed}: left ${run.left_ms}`);
      }
      if (type === "pause" && run.status === "paused" && before.status === "running") {
        const again = reduce(run, { type: "resume" }, now + 1e7).run;
        assert.equal(totalLeftMs(again, now + 1e7), totalLeftMs(run, now));
      }
      for (const part of progress(run, now)) assert.ok(part >= 0 && part <= 1 + 1e-9, `seed ${seed}`);
      if (before.status === "finished") assert.equal(result.events.length, 0);
    }
    const after = reduce(run, { type: "stop" }, now + 1).run;
    if (run.status === "running" || run.status === "paused") assert.ok(["stopped", "finished"].includes(after.status), "stop is always possible");
    const steps = new Map(log.filter((e) => e.type === "step").map((e) => [e.position, e]));
    assert.deepEqual([...steps.keys()].sort((a, b) => a - b), [...steps.keys()].map((_, i) => i + 1), `seed ${seed}: positions`);
    const held = [...steps.values()].reduce((s, e) => s + e.held_s * 1000, 0);
    assert.ok(held <= ran + 1, `seed ${seed}: held ${held} of ${ran}`);
    assert.ok(Math.abs(run.ran_ms - ran) <= 12_001, `seed ${seed}: ran ${run.ran_ms} of ${ran}`);
    assert.equal(log.filter((e) => e.type === "start").length, 1);
    assert.ok(log.filter((e) => e.type === "end").length <= 1);
    if (log.some((e) => e.type === "end")) assert.equal(log.at(-1).type, "end", "nothing after the end");
    assert.deepEqual(log.map((e) => e.seq), log.map((_, i) => i + 1), "events are numbered in order");
    for (const [i, e] of log.entries()) if (i) assert.ok(e.at >= log[i - 1].at, `seed ${seed}: events go forward in time`);
  }
});

test("an entry that is to be given up is told in words", () => {
  const plan = { exercises: [{ id: "chest_stretch", name: "Chest stretch" }] };
  const step = { type: "step", exercise: "chest_stretch", side: "both", held_s: 28, outcome: "done" };
  assert.equal(entryText(step, plan), "Chest stretch, 28 s, done");
  assert.equal(entryText({ ...step, exercise: "eagle_arms", side: "left", held_s: 3.4, outcome: "stopped for pain" }, plan),
    "eagle arms, left, 3 s, stopped for pain");
  assert.equal(entryText({ type: "pain", exercise: "chest_stretch", side: "both" }, plan), "Pain: Chest stretch");
  assert.equal(entryText({ type: "start" }, plan), "The start");
  assert.equal(entryText({ type: "end", outcome: "completed" }, plan), "The end: completed");
});

test("what was refused is named before the reason, and a reason that several share is said once", () => {
  const why = "there is no session 'x' in the journal; nothing was saved";
  assert.equal(refusedText(["Chest stretch, 28 s, done"], [why]),
    "Not saved: Chest stretch, 28 s, done. There is no session 'x' in the journal; nothing was saved.");
  assert.equal(refusedText(["The start", "The end: completed"], ["The disk is full.", "The disk is full."]),
    "Not saved: The start; The end: completed. The disk is full.");
});
