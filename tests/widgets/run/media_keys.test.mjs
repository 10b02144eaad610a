import assert from "node:assert/strict";
import { test } from "node:test";
import { createMedia, silentWav } from "../../../tracker/widgets/run/media_keys.js";

function setUp(refused = []) {
  const handlers = {};
  const session = {
    metadata: null, playbackState: "none",
    setActionHandler(action, handler) {
      if (refused.includes(action)) throw new TypeError("not a media key");
      handlers[action] = handler;
    },
  };
  const log = [];
  const audios = [];
  const makeAudio = (url) => {
    const audio = {
      url, loop: false, paused: true, volume: 1, muted: false,
      play: () => { audio.paused = false; return Promise.resolve(); },
      pause: () => { audio.paused = true; },
      removeAttribute: (name) => log.push(`without ${name}`), load: () => log.push("let go"),
    };
    audios.push(audio);
    return audio;
  };
  const act = Object.fromEntries(["play", "pause", "nexttrack", "previoustrack"].map((name) => [name, () => log.push(name)]));
  const media = createMedia({ session, makeAudio, makeMetadata: (about) => ({ ...about }), handlers: act });
  return { session, handlers, log, audios, media };
}
const ABOUT = { title: "Eagle arms, left side", artist: "Desk", album: "2 of 4" };

test("the silence is a real WAV file, longer than the five seconds that browsers ask for, and silent", () => {
  const bytes = silentWav();
  const view = new DataView(bytes.buffer);
  const word = (at) => String.fromCharCode(...bytes.slice(at, at + 4));
  assert.deepEqual([word(0), word(8), word(12), word(36)], ["RIFF", "WAVE", "fmt ", "data"]);
  assert.equal(view.getUint32(4, true), bytes.length - 8);
  assert.equal(view.getUint32(40, true), bytes.length - 44);
  assert.ok(view.getUint32(40, true) / view.getUint32(28, true) > 5);
  assert.ok(bytes.slice(44).every((byte) => byte === 128));
});

test("keys arrive while a run is shown: its element loops and is neither muted nor at no volume", () => {
  const { session, handlers, audios, media, log } = setUp();
  media.show({ playing: true, ...ABOUT });
  const [audio] = audios;
  assert.deepEqual([audio.loop, audio.paused, audio.muted, audio.volume], [true, false, false, 1]);
  assert.ok(audio.url.startsWith("blob:"));
  assert.deepEqual([session.metadata, session.playbackState], [ABOUT, "playing"]);
  for (const key of ["pause", "play", "nexttrack", "previoustrack"]) handlers[key]();
  assert.deepEqual(log, ["pause", "play", "nexttrack", "previoustrack"]);
});

test("a pause pauses the element and keeps the keys", () => {
  const { session, handlers, audios, media } = setUp();
  media.show({ playing: true, ...ABOUT });
  media.show({ playing: false, ...ABOUT });
  assert.deepEqual([audios.length, audios[0].paused, session.playbackState], [1, true, "paused"]);
  assert.ok(handlers.play);
  media.show({ playing: true, ...ABOUT, title: "Cat-camel" });
  assert.deepEqual([audios.length, audios[0].paused, session.metadata.title], [1, false, "Cat-camel"]);
});

test("at the end everything is given back", () => {
  const { session, handlers, audios, media, log } = setUp();
  media.show({ playing: true, ...ABOUT });
  media.end();
  media.end();
  assert.deepEqual(Object.values(handlers), [null, null, null, null]);
  assert.deepEqual([audios[0].paused, session.metadata, session.playbackState], [true, null, "none"]);
  assert.deepEqual(log, ["without src", "let go"]);
});

test("a key that the browser does not know costs the others nothing, and no media session nothing at all", () => {
  const { handlers, media } = setUp(["nexttrack"]);
  media.show({ playing: true, ...ABOUT });
  assert.ok(handlers.pause && !handlers.nexttrack);
  const none = createMedia({ handlers: {} });
  none.show({ playing: true, ...ABOUT });
  none.end();
});
