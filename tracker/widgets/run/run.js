// One run of a routine as a pure state machine: no page, no timers, no clock of its own.
//
// `reduce(run, action, now)` takes epoch milliseconds and returns the next run and what happened.
// Time is a deadline on the wall clock, never a count of ticks, so that late, doubled or missing
// ticks change nothing. How long a hold was held follows from its rows and what is left of them.

export const AWAY_MS = 60_000; // a longer silence means that the computer slept, or the page was gone
const RESTART_MS = 3_000; // "back" within this time of a hold's start means the one before it
const LEAD_S = 5; // time to take up an earlier position again
export const MORE_S = 15;

export const idle = () => ({ status: "idle", rev: 0 });
export const isLive = (run) => ["running", "paused", "stopped"].includes(run.status);
export const isGoing = (run) => run.status === "running" || run.status === "paused";
export const isHold = (row) => row?.phase === "hold" || row?.phase === "move";
export const rowMs = (row) => (row.duration_s + (row.extra_s ?? 0)) * 1000;
export const leftMs = (run, now) =>
  run.status === "running" ? Math.min(Math.max(run.deadline - now, 0), rowMs(run.rows[run.index])) : run.left_ms;

const sameHold = (a, b) =>
  isHold(a) && isHold(b) && a.hold === b.hold && a.number === b.number && a.side === b.side;
const sum = (rows, of) => rows.reduce((total, row) => total + of(row), 0);

/** First and one-past-last index of the hold that row `i` belongs to (cat-camel's rows are one hold). */
export function holdAt(rows, i) {
  let first = i;
  let end = i + 1;
  while (sameHold(rows[first - 1], rows[first])) first -= 1;
  while (sameHold(rows[end - 1], rows[end])) end += 1;
  return [first, end];
}

/** Index of the first row after exercise number `rows[i].number`. */
function exerciseEnd(rows, i) {
  let end = i;
  while (end < rows.length && rows[end].phase !== "finish" && rows[end].number === rows[i].number) end += 1;
  return end;
}

/** First index of every hold that starts in rows[from:to]. */
function holdsIn(rows, from, to) {
  const found = [];
  for (let i = from; i < to; i += 1) if (isHold(rows[i]) && !sameHold(rows[i - 1], rows[i])) found.push(i);
  return found;
}

/** Holds of this exercise that are not over yet, the one in progress included. */
export const holdsLeft = (run) => {
  const from = isHold(run.rows[run.index]) ? holdAt(run.rows, run.index)[0] : run.index;
  return holdsIn(run.rows, from, exerciseEnd(run.rows, run.index)).length;
};

export const totalLeftMs = (run, now) => leftMs(run, now) + sum(run.rows.slice(run.index + 1), rowMs);

/** For each exercise in order, how much of it lies behind: 0 to 1. */
export function progress(run, now) {
  const parts = new Map();
  run.rows.forEach((row, i) => {
    if (row.phase === "finish") return;
    const part = parts.get(row.number) ?? { done: 0, all: 0 };
    part.all += rowMs(row);
    if (i < run.index) part.done += rowMs(row);
    if (i === run.index) part.done += rowMs(row) - leftMs(run, now);
    parts.set(row.number, part);
  });
  return [...parts.values()].map(({ done, all }) => (all ? done / all : 1));
}

/**
 * Everything still to be heard in a running run: {at, kind, text, index}, oldest first.
 * kinds: phase (a row starts; text is said), start, turn, halfway, count, end, finish (tones).
 */
export function moments(run) {
  if (run.status !== "running") return [];
  const list = [];
  let ends = run.deadline;
  for (let i = run.index; i < run.rows.length; i += 1) {
    const row = run.rows[i];
    if (i > run.index) ends += rowMs(row);
    const starts = ends - rowMs(row);
    const add = (at, kind, text = "") => list.push({ at, kind, text, index: i });
    const last = !sameHold(row, run.rows[i + 1]);
    add(starts, "phase", row.cue);
    if (isHold(row)) add(starts, sameHold(run.rows[i - 1], row) ? "turn" : "start");
    if (row.phase === "hold" && row.duration_s >= 20 && !row.halved) add(starts + rowMs(row) / 2, "halfway", "Halfway");
    if (row.phase !== "finish" && last && rowMs(row) >= 5000) for (const s of [3, 2, 1]) add(ends - s * 1000, "count", String(s));
    if (isHold(row) && last) add(ends, "end");
    if (row.phase === "finish") add(ends, "finish");
  }
  return list.sort((a, b) => a.at - b.at);
}

/** By how many seconds the row may be made longer: no hold passes the limit of its exercise. */
export function moreS(run) {
  const row = run.rows[run.index];
  const [first, end] = holdAt(run.rows, run.index);
  const rows = run.rows.slice(first, end);
  const room = (isHold(row) ? longestS(run) : Infinity) - sum(rows, rowMs) / 1000;
  if (row.phase !== "move") return Math.min(Math.max(room, 0), MORE_S);
  const round = sum(rows.slice(-2), (r) => r.duration_s);
  return round <= room ? round : 0;
}
export const longestS = (run) => run.longest?.[run.rows[run.index].number] ?? Infinity;

function heldMs(run, now) {
  const [first] = holdAt(run.rows, run.index);
  return sum(run.rows.slice(first, run.index + 1), rowMs) - leftMs(run, now);
}

/** Record the hold that contains row `i`. */
function step(run, emit, i, held, outcome, reason, at) {
  const [first, end] = holdAt(run.rows, i);
  const row = run.rows[i];
  run.position += 1;
  if (outcome === "done") run.done += 1;
  emit("step", {
    position: run.position,
    exercise: row.exercise,
    side: row.side || "both",
    variant: Boolean(row.variant),
    planned_s: sum(run.rows.slice(first, end).filter((r) => !r.added), (r) => r.duration_s),
    held_s: Math.floor(held / 100) / 10,
    outcome,
    reason,
  }, at);
}

function finish(run, emit, outcome, at) {
  Object.assign(run, { status: "finished", asking: "", left_ms: 0, ended_at: at, outcome });
  emit("end", { outcome }, at);
}

/** Go to row `index`; time starts there if the run is going. */
function enter(run, index, now) {
  run.index = index;
  run.left_ms = rowMs(run.rows[index]);
  run.deadline = now + run.left_ms;
}

const go = (run, now) => Object.assign(run, { status: "running", asking: "", away_ms: 0, seen: now, deadline: now + run.left_ms });
const halt = (run, now) => Object.assign(run, { left_ms: leftMs(run, now), status: "paused" });

/** A question on the screen stands still the clock; what follows it runs only if it ran before. */
const wasGoing = (run) => run.status === "running" || Boolean(run.asking && run.resume_after);
function jump(run, index, now, going) {
  Object.assign(run, { asking: "", away_ms: 0, status: "paused" });
  enter(run, index, now);
  if (going) go(run, now);
}

function change(run, i, fields) {
  run.rows = run.rows.map((row, j) => (j === i ? { ...row, ...fields } : row));
}

/** Let the time since the last look go by: several rows may end in it. */
function pass(run, emit, now) {
  if (run.status !== "running") return;
  if (now < run.seen) run.deadline -= run.seen - now; // the wall clock was set back
  else if (now - run.seen > AWAY_MS) {
    run.away_ms = now - run.seen;
    halt(run, run.seen);
  } else {
    while (run.status === "running" && now >= run.deadline) {
      const at = run.deadline;
      const [first, end] = holdAt(run.rows, run.index);
      if (isHold(run.rows[run.index]) && end === run.index + 1) {
        step(run, emit, run.index, sum(run.rows.slice(first, end), rowMs), "done", "", at);
      }
      if (run.index + 1 < run.rows.length) enter(run, run.index + 1, at);
      else finish(run, emit, run.done ? "completed" : "ended early", at);
    }
    run.ran_ms += Math.max((run.ended_at ?? now) - run.seen, 0);
  }
  run.seen = now;
}

/** Leave out rows up to `end`, recording each hold that is not done as skipped. */
function leaveOut(run, emit, from, end, reason, now) {
  for (const i of holdsIn(run.rows, from, end)) step(run, emit, i, 0, "skipped", reason, now);
  // Skipped on the way down to the floor: getting up again takes as long.
  const short = rowMs(run.rows[run.index]) - rowMs(run.rows[end]);
  if (!isHold(run.rows[run.index]) && run.rows[run.index].number !== run.rows[end].number && run.rows[end].phase === "change" && short > 0) {
    change(run, end, { extra_s: (run.rows[end].extra_s ?? 0) + short / 1000 });
  }
}

const longest = ({ exercises = [] }) => Object.fromEntries(exercises.map((e) => [e.number, e.longest_s]));

const ACTIONS = {
  tick() {},

  start(run, { plan, session_id }, now, emit) {
    if (isLive(run) || !plan?.rows?.length) return;
    Object.assign(run, {
      status: "running", session_id, routine: plan.routine, rows: plan.rows, longest: longest(plan), seen: now, seq: 0,
      position: 0, done: 0, ran_ms: 0, away_ms: 0, asking: "", resume_after: false, stop: null,
      started_at: now, ended_at: null, outcome: "",
    });
    enter(run, 0, now);
    emit("start", { routine: plan.routine, planned_s: plan.total_s });
  },

  pause(run, _, now) {
    if (run.status === "running") halt(run, now);
  },

  resume(run, _, now) {
    if (run.status === "paused") go(run, now);
  },

  /** Put a question ("skip", "end") on the screen; the clock stands still meanwhile. */
  ask(run, { what }, now) {
    if (run.status !== "running" && run.status !== "paused") return;
    if (what === "skip" && run.rows[run.index].phase === "finish") return;
    const going = wasGoing(run);
    halt(run, now);
    Object.assign(run, { asking: what, resume_after: going });
  },

  unask(run, _, now) {
    if (!run.asking) return;
    run.asking = "";
    if (run.resume_after) go(run, now);
  },

  /** Skip what is left of this exercise, or (scope "hold") only the hold in progress or coming. */
  skip(run, { reason = "other", scope = "exercise" }, now, emit) {
    const row = run.rows?.[run.index];
    if ((run.status !== "running" && run.status !== "paused") || row.phase === "finish") return;
    const going = wasGoing(run);
    let from = run.index;
    if (isHold(row)) {
      step(run, emit, run.index, heldMs(run, now), "skipped", reason, now);
      from = holdAt(run.rows, run.index)[1];
    }
    let end = exerciseEnd(run.rows, run.index);
    if (scope === "hold") {
      const [coming = end - 1] = holdsIn(run.rows, from, end);
      end = isHold(row) ? from : holdAt(run.rows, coming)[1];
    }
    leaveOut(run, emit, from, end, reason, now);
    jump(run, end, now, going);
  },

  /** "I am ready": end a wait before its time. */
  ready(run, _, now, emit) {
    if ((run.status !== "running" && run.status !== "paused") || isHold(run.rows[run.index])) return;
    if (run.index + 1 < run.rows.length) jump(run, run.index + 1, now, true);
    else finish(run, emit, run.done ? "completed" : "ended early", now);
  },

  /** To the start of this hold or, within its first seconds or between holds, to the one before. */
  back(run, _, now) {
    if (run.status !== "running" && run.status !== "paused") return;
    const going = wasGoing(run);
    const here = isHold(run.rows[run.index]);
    const [first] = here ? holdAt(run.rows, run.index) : [run.index];
    const earlier = holdsIn(run.rows, 0, first).at(-1);
    const again = here && (heldMs(run, now) > RESTART_MS || earlier === undefined);
    const target = again ? first : (earlier ?? run.index);
    if (isHold(run.rows[target])) {
      for (let i = target; i < holdAt(run.rows, target)[1]; i += 1) change(run, i, { extra_s: 0, halved: false });
    }
    const lead = target - 1;
    if (again || target === run.index || lead < 0 || isHold(run.rows[lead])) return jump(run, target, now, going);
    change(run, lead, { extra_s: Math.min(LEAD_S - run.rows[lead].duration_s, 0) });
    jump(run, lead, now, going);
  },

  /** 15 s more, or what its limit leaves; an exercise that moves gets one round more. */
  extend(run, _, now) {
    const row = run.rows?.[run.index];
    if ((run.status !== "running" && run.status !== "paused") || run.asking || row.phase === "finish") return;
    const more = moreS(run);
    if (!more) return;
    if (row.phase === "move") {
      const [first, end] = holdAt(run.rows, run.index);
      const round = run.rows.slice(Math.max(first, end - 2), end).map((r) => ({ ...r, added: true }));
      run.rows = run.rows.toSpliced(end, 0, ...round);
      return;
    }
    const elapsed = rowMs(row) - leftMs(run, now);
    change(run, run.index, { extra_s: (row.extra_s ?? 0) + more, halved: row.halved || elapsed >= rowMs(row) / 2 });
    run.left_ms += more * 1000;
    run.deadline += more * 1000;
  },

  stop(run, _, now, emit) {
    if (run.status !== "running" && run.status !== "paused") return;
    const row = run.rows[run.index];
    const at = row.exercise ? row : run.rows.findLast((r) => r.exercise) ?? row;
    const where = { exercise: at.exercise, side: at.side || "both" };
    halt(run, now);
    if (isHold(row)) step(run, emit, run.index, heldMs(run, now), "stopped for pain", "pain", now);
    emit("pain", { ...where, phase: row.phase });
    const position = isHold(row) ? run.position : null;
    Object.assign(run, { status: "stopped", asking: "", away_ms: 0, stop: { ...where, position, number: at.number } });
  },

  /** The stop was pressed by accident: the step it recorded is taken back and the hold goes on. */
  mistake(run, _, now, emit) {
    if (run.status !== "stopped") return;
    const { position, exercise, side } = run.stop;
    emit("mistake", { position, exercise, side });
    if (position) run.position -= 1;
    run.stop = null;
    go(run, now);
  },

  continue_without(run, _, now, emit) {
    if (run.status !== "stopped") return;
    const from = isHold(run.rows[run.index]) ? holdAt(run.rows, run.index)[1] : run.index;
    const end = exerciseEnd(run.rows, run.index);
    leaveOut(run, emit, from, end, "pain", now);
    jump(run, end, now, true);
  },

  /** `rows` replace this exercise: the way in, its holds, and the way to the next exercise. */
  continue_easier(run, { rows }, now) {
    if (run.status !== "stopped" || !rows?.length || run.rows[run.index].phase === "finish") return;
    const end = exerciseEnd(run.rows, run.index);
    const rest = run.rows.slice(run.rows[end].phase === "change" ? end + 1 : end);
    const from = isHold(run.rows[run.index]) ? holdAt(run.rows, run.index)[0] : run.index;
    run.rows = [...run.rows.slice(0, from), ...rows, ...rest];
    jump(run, from, now, true);
  },

  end(run, _, now, emit) {
    if (!isLive(run)) return;
    const stopped = run.status === "stopped";
    const held = !stopped && isHold(run.rows[run.index]) ? heldMs(run, now) : 0;
    if (held > 0) step(run, emit, run.index, held, "skipped", "", now);
    finish(run, emit, stopped ? "stopped for pain" : "ended early", now);
  },

  again(run) {
    if (run.status !== "finished") return;
    Object.assign(run, { status: "idle", stop: null });
  },
};

/** The next run and the events of this step; `rev` grows whenever more than the time has changed. */
export function reduce(before, action, now) {
  const run = { ...before };
  const events = [];
  const emit = (type, fields, at = now) => {
    run.seq += 1;
    events.push({ type, session_id: run.session_id, seq: run.seq, at, ...fields });
  };
  pass(run, emit, now);
  const overBefore = run.status === "finished" && isLive(before); // the press came too late for this run
  if (!overBefore) ACTIONS[action.type](run, action, now, emit);
  const quiet = ["seen", "ran_ms"];
  if (Object.keys(run).some((key) => !quiet.includes(key) && run[key] !== before[key])) run.rev += 1;
  return { run, events };
}
