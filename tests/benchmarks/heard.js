// Notes down, in the page under test, what a person would hear and see, and when.
(() => {
  const heard = (window.unknotHeard = { cues: [], notes: [], clock: [], stops: [] });
  let audio = null;

  /** Which moment of the audio clock is at the loudspeaker now, on the wall clock. */
  function lookAtClock() {
    if (audio?.state !== "running") return;
    const out = audio.getOutputTimestamp();
    const wall_ms = Date.now() - (performance.now() - out.performanceTime);
    if (out.contextTime > 0) heard.clock.push({ wall_ms, audio_s: out.contextTime });
  }
  setInterval(lookAtClock, 500);

  const { start, stop } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when = 0) {
    audio = this.context;
    this.unknotNote = { audio_s: when, hertz: this.frequency.value, silenced_s: null };
    heard.notes.push(this.unknotNote);
    lookAtClock();
    return start.call(this, when);
  };
  OscillatorNode.prototype.stop = function (when) {
    if (when === undefined) this.unknotNote.silenced_s = this.context.currentTime;
    return stop.call(this, when);
  };

  addEventListener("unknot:cue", ({ detail }) => {
    const unsaved = Object.keys(localStorage).filter((key) => key.includes(":routine:")).length;
    heard.cues.push({ ...detail, unsaved, hidden: document.visibilityState === "hidden" });
    lookAtClock();
  });

  let pressed = null;
  addEventListener("keydown", (event) => event.key === "Escape" && (pressed = event.timeStamp), true);
  new MutationObserver((records) => {
    if (pressed === null || !records.some(({ target }) => target.dataset.status === "stopped")) return;
    const from = pressed;
    pressed = null;
    // The frame that shows it is on the screen when the one after it begins.
    requestAnimationFrame(() => requestAnimationFrame(() => heard.stops.push(performance.now() - from)));
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-status"] });
})();
