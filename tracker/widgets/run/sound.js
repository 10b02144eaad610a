// What is heard: tones placed ahead on the audio clock, and a voice where the browser has one.
//
// The audio clock keeps time while timers are throttled or the page is busy, so the tones of the
// whole rest of a routine are placed at once, and placed again from every row's start.

const IMMINENT_S = 0.06; // so near that taking it back could lose it or sound it twice
const LONGEST_LATENCY_S = 0.3; // what a browser reports beyond this is a mistake
// Each tone is a few soft bell notes: [frequency in Hz, start in s, length in s, loudness].
export const TONES = {
  start: [[523.25, 0, 0.5, 0.5], [783.99, 0.14, 0.9, 0.6]], // two notes up: begin
  end: [[783.99, 0, 0.5, 0.55], [523.25, 0.16, 1.1, 0.6]], // the same two down: let go
  turn: [[587.33, 0, 0.5, 0.4]],
  halfway: [[659.25, 0, 0.35, 0.4], [659.25, 0.22, 0.5, 0.4]],
  count: [[440, 0, 0.12, 0.35]],
  finish: [[523.25, 0, 0.6, 0.45], [659.25, 0.18, 0.7, 0.45], [783.99, 0.36, 1.4, 0.5]],
};

/** The voices that fit our words, the best first: on this machine, British, the browser's own choice. */
export function voicesFor(voices, language = "en") {
  const speaks = voices.filter((voice) => voice.lang.toLowerCase().startsWith(language));
  const worth = (voice) => 4 * Boolean(voice.localService) + 2 * /^en[-_]GB/i.test(voice.lang) + Boolean(voice.default);
  const order = (a, b) => worth(b) - worth(a) || a.name.localeCompare(b.name);
  return (speaks.length ? speaks : voices).toSorted(order);
}

/**
 * @param makeContext makes an AudioContext; called on the first gesture only
 * @param synth speechSynthesis or nothing
 * @param makeUtterance (text) => SpeechSynthesisUtterance
 * @param onChange called when sound becomes possible or impossible
 */
export function createSound({ makeContext, synth, makeUtterance, onChange = () => {} }) {
  let context = null;
  let master = null;
  let volume = 0.8;
  const placed = new Map(); // "kind@moment" -> the notes of one tone

  function note(at, [frequency, delay, length, loudness]) {
    const from = at + delay;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0.0001, from);
    gain.gain.exponentialRampToValueAtTime(loudness, from + 0.012);
    gain.gain.exponentialRampToValueAtTime(0.0001, from + length);
    gain.connect(master);
    const oscillator = context.createOscillator();
    oscillator.type = "triangle";
    oscillator.frequency.value = frequency;
    oscillator.connect(gain);
    oscillator.start(from);
    oscillator.stop(from + length);
    oscillator.onended = () => gain.disconnect();
    return oscillator;
  }

  function place(kind, at, key) {
    const notes = TONES[kind].map((shape) => note(at, shape));
    placed.set(key, { at, notes });
    notes.at(-1).addEventListener?.("ended", () => {
      if (placed.get(key)?.notes === notes) placed.delete(key); // not a newer tone of the same key
    });
  }

  function remove(key) {
    for (const oscillator of placed.get(key).notes) {
      try {
        oscillator.stop();
      } catch {
        // it has ended already
      }
      oscillator.disconnect();
    }
    placed.delete(key);
  }

  return {
    /** Make and wake the audio clock; browsers allow it in a click or key press only. */
    unlock() {
      try {
        if (!context) {
          context = makeContext();
          master = context.createGain();
          master.gain.value = volume;
          master.connect(context.destination);
          context.onstatechange = onChange;
        }
        if (context.state !== "running") context.resume?.().catch?.(() => {});
      } catch {
        context = null; // no audio here: captions lead
      }
    },
    get blocked() {
      return context?.state !== "running";
    },
    get voices() {
      return voicesFor(synth?.getVoices?.() ?? []);
    },
    setVolume(value) {
      volume = Math.min(Math.max(value, 0), 1);
      if (master) master.gain.value = volume;
    },
    /** Place these tones ({kind, at: epoch ms}) and take back every other one not yet begun. */
    plan(moments, now) {
      if (!context || context.state !== "running") return;
      const wanted = new Map(
        moments.filter((m) => m.kind in TONES).map((m) => [`${m.kind}@${Math.round(m.at)}`, m]),
      );
      const soon = context.currentTime + IMMINENT_S;
      // Wireless headphones sound what they get a fifth of a second later: it is sent earlier.
      const latency = Math.min(context.outputLatency || 0, LONGEST_LATENCY_S);
      // A tone that is placed already moves too, however little: this is what removes drift.
      for (const [key, { at }] of [...placed]) if (at > soon) remove(key);
      for (const [key, { kind, at }] of wanted) {
        const when = context.currentTime + (at - now) / 1000 - latency;
        if (at >= now - 20 && !placed.has(key)) place(kind, Math.max(when, context.currentTime), key);
      }
    },
    /** Sound one tone now. */
    play(kind) {
      if (context) place(kind, context.currentTime + 0.02, `${kind}!${context.currentTime}`);
    },
    /** Say something instead of what is being said; `voice` is the voiceURI of one of `voices`. */
    speak(text, { rate = 1, volume: loudness = 1, voice = "" } = {}) {
      if (!synth || !text) return;
      try {
        synth.cancel();
        const utterance = makeUtterance(text);
        const chosen = this.voices.find((one) => one.voiceURI === voice);
        if (chosen) utterance.voice = chosen; // else the browser finds one for the language
        Object.assign(utterance, { lang: chosen?.lang ?? "en-GB", rate, volume: loudness });
        synth.speak(utterance);
      } catch {
        // no voice here: tones and captions lead
      }
    },
    /** Silence at once: what sounds, what is placed, what is being said. */
    silence() {
      for (const key of [...placed.keys()]) remove(key);
      try {
        synth?.cancel();
      } catch {
        // there is nothing to silence
      }
    },
    get placed() {
      return placed.size;
    },
    close() {
      this.silence();
      if (context) context.onstatechange = null;
      context?.close?.().catch?.(() => {});
      context = null;
    },
  };
}
