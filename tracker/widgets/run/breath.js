// The breath that leads a hold: in for four seconds, out for six. Where a hold moves, its first half
// breathes out and its second in, as its cues say.
import { holdAt, rowMs } from "./run.js";

export const IN_S = 4;
export const OUT_S = 6;
const swing = (share) => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(Math.max(share, 0), 1));

/** The breath `past` seconds into a row: how full (0 to 1), where it goes, since when and how long (s). */
export function breathAt(rows, index, past) {
  const row = rows[index];
  if (row.phase === "move") {
    const goesIn = (index - holdAt(rows, index)[0]) % 2 === 1;
    const lasts = rowMs(row) / 1000;
    const share = swing(past / lasts);
    return { full: goesIn ? share : 1 - share, word: goesIn ? "in" : "out", since: past, lasts };
  }
  const at = past % (IN_S + OUT_S);
  if (at < IN_S) return { full: swing(at / IN_S), word: "in", since: at, lasts: IN_S };
  return { full: 1 - swing((at - IN_S) / OUT_S), word: "out", since: at - IN_S, lasts: OUT_S };
}
