// Days as texts such as "2026-03-01": counting, naming and choosing them; clock times and places in words.

const DAY_MS = 24 * 3600 * 1000;
const STARTS_MS = 3 * 3600 * 1000; // a day is lived from 03:00 on
const MINUTE_MS = 60 * 1000;

/** The day some days after another one, both as in "2026-03-01". */
export const daysAfter = (day, days) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The day a person lives at a moment (epoch ms), with their offset from UTC in minutes. */
export const livedDay = (at, offsetMin = 0 - new Date(at).getTimezoneOffset()) =>
  new Date(at + offsetMin * MINUTE_MS - STARTS_MS).toISOString().slice(0, 10);

/** "Sunday, 1 March", in the page's language. */
export const inWords = (day, language = undefined) =>
  new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

/** Whether a day may be chosen: a whole date, not after today. */
export const choosable = (day, today) => /^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(day) && day <= today;

/** "14:03" for a moment in epoch ms. */
export function clockTime(at) {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
}

/** "Inner blade edge, left" for "inner blade edge|left", and the whole without a side. */
export function placeName(key) {
  const [site, side] = key.split("|");
  const name = site[0].toUpperCase() + site.slice(1);
  return side === "both" ? `${name} as a whole` : `${name}, ${side}`;
}
