import assert from "node:assert/strict";
import { test } from "node:test";
import { TONES, createSound, voicesFor } from "../../../tracker/widgets/run/sound.js";

/** An AudioContext whose clock the test turns, and which remembers every note. */
function fakeContext() {
  const notes = [];
  const param = () => ({ value: 0, setValueAtTime() {}, exponentialRampToValueAtTime() {} });
  return {
    notes,
    currentTime: 5,
    state: "running",
    destination: {},
    createGain: () => ({ gain: param(), connect() {}, disconnect() {} }),
    createOscillator() {
      const note = {
        frequency: param(), connect() {}, ended: [],
        disconnect() {},
        start(at) { note.from = at; },
        stop(at) {
          if (at === undefined) note.cut = true;
          else note.until = at;
        },
        addEventListener(_, listener) { note.ended.push(listener); },
      };
      notes.push(note);
      return note;
    },
    close: () => Promise.resolve(),
  };
}
const spoken = () => {
  const synth = { said: [], cancelled: 0, speak: (u) => synth.said.push(u), cancel: () => (synth.cancelled += 1), getVoices: () => [] };
  return synth;
};
function setUp() {
  const context = fakeContext();
  const synth = spoken();
  const sound = createSound({ makeContext: () => context, synth, makeUtterance: (text) => ({ text }) });
  sound.unlock();
  return { context, synth, sound };
}
const NOW = 1_700_000_000_000;
const MOMENTS = [
  { kind: "phase", at: NOW, text: "not a tone" }, { kind: "start", at: NOW + 10_000 }, { kind: "halfway", at: NOW + 25_000 },
  { kind: "count", at: NOW + 37_000 }, { kind: "end", at: NOW + 40_000 },
];
const firstNotes = (context) => context.notes.filter((n) => !n.cut).map((n) => n.from);

test("every tone is placed on the audio clock within 1 ms of its moment", () => {
  const { context, sound } = setUp();
  sound.plan(MOMENTS, NOW);
  const wanted = MOMENTS.slice(1).flatMap((m) => TONES[m.kind].map(([, delay]) => 5 + (m.at - NOW) / 1000 + delay));
  assert.equal(context.notes.length, wanted.length);
  firstNotes(context).forEach((from, i) => assert.ok(Math.abs(from - wanted[i]) < 0.001));
});

test("tones are placed early by as long as they take to the loudspeaker", () => {
  const { context, sound } = setUp();
  context.outputLatency = 0.18; // wireless headphones
  sound.plan(MOMENTS, NOW);
  assert.ok(Math.abs(firstNotes(context)[0] - (5 + 10 - 0.18)) < 0.001);
  sound.plan([{ kind: "start", at: NOW }], NOW);
  assert.ok(firstNotes(context).every((from) => from >= context.currentTime)); // what is due now is not lost
});

test("placing again from a later look corrects drift and doubles nothing", () => {
  const { context, sound } = setUp();
  sound.plan(MOMENTS, NOW);
  context.currentTime = 15.2; // the audio clock ran 50 ms ahead of the wall clock
  sound.plan(MOMENTS, NOW + 10_150);
  const later = context.notes.filter((n) => !n.cut && n.from > 15.2).map((n) => n.from);
  const wanted = MOMENTS.slice(2).flatMap((m) => TONES[m.kind].map(([, delay]) => 15.2 + (m.at - NOW - 10_150) / 1000 + delay));
  const begun = TONES.start.map(([, delay]) => 15 + delay).filter((from) => from > 15.2);
  assert.deepEqual(later.map((x) => x.toFixed(6)), [...begun, ...wanted].map((x) => x.toFixed(6)));
});

test("a tone that sounds, or is about to, is left alone when the rest is placed again", () => {
  const { context, sound } = setUp();
  sound.plan(MOMENTS, NOW);
  const [first] = context.notes;
  context.currentTime = 14.97;
  sound.plan(MOMENTS, NOW + 9_970);
  assert.ok(!first.cut);
  assert.equal(context.notes.filter((n) => !n.cut && Math.abs(n.from - 15) < 0.02).length, 1);
});

test("a late end of a tone that was taken back does not lose the one placed in its stead", () => {
  const { context, sound } = setUp();
  sound.plan(MOMENTS, NOW);
  const old = [...context.notes];
  sound.plan(MOMENTS, NOW);
  old.forEach((n) => n.ended.forEach((listener) => listener()));
  assert.equal(sound.placed, 4);
  sound.silence();
  assert.ok(context.notes.every((n) => n.cut));
});

test("a stop silences every tone and the voice at once", () => {
  const { context, synth, sound } = setUp();
  sound.plan(MOMENTS, NOW);
  sound.speak("Chest stretch, left");
  const before = synth.cancelled;
  sound.silence();
  assert.ok(context.notes.every((n) => n.cut));
  assert.equal(sound.placed, 0);
  assert.equal(synth.cancelled, before + 1);
});

test("what lies in the past is not sounded late", () => {
  const { context, sound } = setUp();
  sound.plan(MOMENTS, NOW + 38_000);
  assert.equal(context.notes.length, TONES.end.length);
});

const VOICES = [
  { name: "Anna", lang: "de-DE", localService: true, voiceURI: "anna" },
  { name: "Cloud", lang: "en-GB", localService: false, voiceURI: "cloud" },
  { name: "Sam", lang: "en-US", localService: true, default: true, voiceURI: "sam" },
  { name: "Kate", lang: "en-GB", localService: true, voiceURI: "kate" },
  { name: "Alex", lang: "en_AU", localService: true, voiceURI: "alex" },
];

test("voices are those of the language, the ones of this machine first and British before others", () => {
  assert.deepEqual(voicesFor(VOICES).map((voice) => voice.name), ["Kate", "Sam", "Alex", "Cloud"]);
  assert.deepEqual(voicesFor(VOICES.slice(0, 1)).map((voice) => voice.name), ["Anna"]);
  assert.deepEqual(voicesFor([]), []);
});

test("the voice says one thing at a time, at its own rate and volume", () => {
  const { synth, sound } = setUp();
  sound.setVolume(0.1); // of the tones
  sound.speak("Right side", { rate: 1.2, volume: 0.4 });
  assert.deepEqual(synth.said, [{ text: "Right side", lang: "en-GB", rate: 1.2, volume: 0.4 }]);
  assert.equal(synth.cancelled, 1);
});

test("the chosen voice speaks, and where it is gone the browser finds one", () => {
  const { synth, sound } = setUp();
  synth.getVoices = () => VOICES;
  sound.speak("Left", { voice: "sam" });
  sound.speak("Left", { voice: "no more" });
  assert.deepEqual(synth.said.map((said) => [said.voice?.name, said.lang]), [["Sam", "en-US"], [undefined, "en-GB"]]);
});

test("without audio and without a voice nothing breaks", () => {
  const sound = createSound({ makeContext: () => { throw new Error("no audio"); }, makeUtterance: () => null });
  sound.unlock();
  sound.plan(MOMENTS, NOW);
  sound.speak("hello");
  sound.play("start");
  sound.silence();
  assert.equal(sound.blocked, true);
  assert.deepEqual(sound.voices, []);
  sound.close();
});

test("nothing is placed while the browser keeps the audio clock asleep", () => {
  const { context, sound } = setUp();
  context.state = "suspended";
  sound.plan(MOMENTS, NOW);
  assert.equal(context.notes.length, 0);
  assert.equal(sound.blocked, true);
});

test("start and end sound different", () => {
  const rises = (notes) => notes.at(-1)[0] > notes[0][0];
  assert.ok(rises(TONES.start) && !rises(TONES.end));
});
