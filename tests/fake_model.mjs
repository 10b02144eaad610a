import { isDeepStrictEqual } from "node:util";

/**
 * A model as anywidget gives it: whoever listens hears what has changed, and only that.
 * @param saving what Python does once changes are sent to it
 */
export function fakeModel(traits = {}, saving = () => {}) {
  const values = { journal_id: "j", events: [], attempt: 0, saved: [], failed: {}, ...traits };
  const listeners = {};
  const each = (names, call) => names.split(" ").forEach((name) => call(name, (listeners[name] ??= [])));
  const model = {
    get: (name) => values[name],
    set(name, value) {
      if (isDeepStrictEqual(values[name], value)) return;
      values[name] = value;
      (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
    },
    on: (names, listener) => each(names, (_, all) => all.push(listener)),
    off: (names, listener) => each(names, (name, all) => (listeners[name] = all.filter((one) => one !== listener))),
    save_changes: () => saving(model),
    /** Python has written all that it was sent, or none of it. */
    acknowledge: () => model.set("saved", [...values.saved, ...values.events.map(({ id }) => id)]),
    refuse: (text) => model.set("failed", Object.fromEntries(values.events.map(({ id }) => [id, text]))),
  };
  return model;
}
