// Which pose of the figure belongs to a moment of a run.
import { breathAt } from "./breath.js";
import { ease } from "../drawing/posable.js";
import { holdAt, isHold, rowMs } from "./run.js";

const LEG_S = 2; // from one pose to the next
const QUICK_S = 1.2; // no quicker than this where a wait shows the way in
const STILL_S = 1.5; // how long that stays in the start and in the held pose
const TURN_S = 5; // to or fro, where a hold moves

/** Pose names with the second at which each is reached: [[0, "start"], [2, "up"] …]. */
function trackOf({ way, turns }, rows, index) {
  const row = rows[index];
  const whole = rowMs(row) / 1000;
  const timed = (names, leg, from = 0) => names.map((name, i) => [from + i * leg, name]);
  if (row.phase === "move") {
    const nth = index - holdAt(rows, index)[0];
    const from = nth ? turns[(nth - 1) % turns.length] : way.at(-1);
    return [[0, from], [whole * 0.75, turns[nth % turns.length]]];
  }
  if (row.phase === "hold") {
    const into = timed(way, Math.min(LEG_S, whole / 4 / Math.max(way.length - 1, 1)));
    for (let i = 0; turns.length && into.at(-1)[0] < whole; i += 1) {
      const name = turns[i % turns.length];
      if (name !== into.at(-1)[1]) into.push([into.at(-1)[0] + TURN_S, name]);
    }
    return into;
  }
  const home = turns.length ? [turns.at(-1), way[0]] : way.toReversed();
  if (row.phase === "rest") return timed(home, Math.min(LEG_S, whole / 3 / home.length));
  // A wait shows the way in once, where there is time, and ends where the hold will start.
  const there = [...way, ...turns.filter((name) => name !== way.at(-1))];
  const leg = Math.min(LEG_S, (whole - 3 * STILL_S) / (there.length + home.length - 2));
  if (there.length < 2 || row.phase === "finish" || leg < QUICK_S) return [[0, way[0]]];
  const first = timed(there, leg, STILL_S);
  return [[0, way[0]], ...first, ...timed(home, leg, first.at(-1)[0] + STILL_S)];
}

/**
 * Where the figure is `past` seconds into a row: between the poses `one` and `other`, `share` (eased)
 * of the way, how full the breath is, and to which pose an arrow leads. `still` asks for key poses
 * only: for people whom movement disturbs.
 */
export function poseAt(figure, rows, index, past, still = false) {
  const row = rows[index];
  const track = trackOf(figure, rows, index);
  const to = track.findIndex(([at]) => at > past);
  const [[since, one], [until, other]] = to < 0 ? [track.at(-1), track.at(-1)] : [track[Math.max(to - 1, 0)], track[to]];
  const way = until > since ? (past - since) / (until - since) : 1;
  return {
    one, other,
    share: still ? 1 : ease(Math.min(Math.max(way, 0), 1)),
    breath: still ? 0 : breathAt(rows, index, past).full,
    arrow: isHold(row) || one !== other ? other : "",
    moves: !still && one !== other && past < track.at(-1)[0],
  };
}
