// Asking Python for one thing at a time, and sending it a file in pieces.
import { uuid } from "../kit/outbox.js";

export const PIECE_BYTES = 2 ** 20; // a server takes messages of up to ten times that

/** How many pieces a file of so many bytes makes; an empty one makes none. */
export const piecesOf = (size) => Math.ceil(size / PIECE_BYTES);

/** Ask with a model's asked, answer, piece, number and got; `tell` hears that `busy` or `share` may have changed. */
export function createAsking(model, tell = () => {}) {
  let waiting = null;
  let sending = null;
  const hear = () => {
    const answer = model.get("answer");
    if (sending && answer.number === sending.number) return settle("sending", { error: answer.error });
    if (waiting && answer.id === waiting.id) settle("waiting", answer);
  };
  const settle = (what, value) => {
    const { resolve } = what === "sending" ? sending : waiting;
    if (what === "sending") sending = null;
    else waiting = null;
    tell();
    resolve(value);
  };
  model.on("change:answer", hear);
  model.on("change:got", () => sending && model.get("got") === sending.number && settle("sending", {}));
  model.on("change:share", tell);
  const asking = {
    /** Whether something was asked and not answered yet. */
    busy: () => Boolean(waiting || sending),
    /** Ask; the answer has `error` where it could not be done. */
    ask(request) {
      if (asking.busy()) return Promise.resolve({ error: "One moment: the last thing is not done yet." });
      const id = uuid();
      return new Promise((resolve) => {
        waiting = { id, resolve };
        model.set("asked", { id, ...request });
        model.save_changes();
        tell();
      });
    },
    /** Send a file, each piece once the one before it has arrived; `far` hears how far, 0-1. */
    async send(file, far = () => {}) {
      const begun = await asking.ask({ type: "upload", name: file.name });
      if (begun.error) return begun;
      const pieces = piecesOf(file.size);
      for (let number = 1; number <= pieces; number += 1) {
        far((number - 1) / pieces);
        const part = file.slice((number - 1) * PIECE_BYTES, number * PIECE_BYTES);
        const bytes = new DataView(await part.arrayBuffer());
        const sent = await new Promise((resolve) => {
          sending = { number, resolve };
          model.set("piece", bytes);
          model.set("number", number);
          model.save_changes();
          tell();
        });
        if (sent.error) return sent;
      }
      model.set("number", 0);
      model.set("piece", new DataView(new ArrayBuffer(0)));
      model.save_changes();
      return {};
    },
  };
  return asking;
}
