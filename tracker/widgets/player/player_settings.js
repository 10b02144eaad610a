// What a person may set about the player: voice, tones, breath, keys of a headset, length of holds.
import { button, make } from "../kit/dom.js";

const SAYS = [["full", "All of it"], ["short", "In short"], ["names", "Names only"]];
const PACES = [[0.75, "Shorter"], [1, "As written"], [1.25, "Longer"], [1.5, "Longest"]];
const VIEWS = [["page", "In the page"], ["large", "Large"], ["floor", "Phone on the floor"]];

/** Buttons of which one is chosen: {el, draw}; `draw` takes the value in force. */
function createChoice(label, choices, choose) {
  const buttons = choices.map(([value, text]) => [value, button("button", text, () => choose(value), { "aria-pressed": "false" })]);
  const el = make("div.un-choice", { role: "group", "aria-label": label },
    make("span.un-label", { "aria-hidden": "true" }, label), make("div.un-segments", {}, ...buttons.map(([, one]) => one)));
  return { el, draw: (now) => buttons.forEach(([value, one]) => one.setAttribute("aria-pressed", String(value === now))) };
}

export function createSettings(live) {
  const boxes = {};
  const toggle = (name, text) => {
    const box = make("input", { type: "checkbox", onchange: () => live.set({ [name]: box.checked }) });
    boxes[name] = box;
    return make("label.un-check", {}, box, make("span", {}, text));
  };
  const sliders = {};
  const slide = (name, text, min, max, step) => {
    const input = make("input", { type: "range", min, max, step, onchange: () => live.set({ [name]: Number(input.value) }) });
    sliders[name] = input;
    return make("label.un-slide", {}, make("span", {}, text), input);
  };
  const voices = make("select", { onchange: () => live.set({ voice_name: voices.value }) });
  const pace = createChoice("Holds", PACES, (value) => live.set({ pace: value }));
  const view = createChoice("Shown", VIEWS, (value) => live.set({ view: value }));
  const before = make("div.un-choices", {}, pace.el, view.el);
  const says = createChoice("How much it says", SAYS, (value) => live.set({ says: value }));
  const none = make("p.quiet", {}, "This browser has no voice to speak with. Tones and captions will lead you.");
  const spoken = make("div.un-spoken", {},
    make("label.un-pick", {}, make("span", {}, "Which voice"), voices),
    says.el,
    slide("voice_volume", "Volume of the voice", 0, 1, 0.05),
    slide("voice_rate", "Speed of the voice", 0.6, 1.6, 0.1));
  const el = make("div.un-panel.un-settings", { role: "group", "aria-label": "Settings" },
    before, toggle("voice", "Voice"), toggle("tones", "Tones"),
    none, spoken,
    slide("volume", "Volume of the tones", 0, 1, 0.05),
    make("div.un-row", {}, button("button", "Sound check", () => live.soundCheck())),
    toggle("breath", "Breathe along"), toggle("media_keys", "Headset and media keys"), toggle("muted", "All sound off"),
    make("p.quiet.un-small", {}, "With headset keys on, a phone may pause other music."));
  let listed = "";

  function drawVoices(wanted) {
    const found = live.sound.voices;
    none.hidden = found.length > 0;
    spoken.hidden = !found.length;
    const key = found.map((voice) => voice.voiceURI).join("\n");
    if (key !== listed || !voices.options.length) {
      listed = key;
      const named = found.map((voice) => make("option", { value: voice.voiceURI }, `${voice.name}${voice.localService ? "" : " (needs the network)"}`));
      voices.replaceChildren(make("option", { value: "" }, "The browser’s own choice"), ...named);
    }
    const there = found.some((voice) => voice.voiceURI === wanted);
    if (voices.value !== (there ? wanted : "")) voices.value = there ? wanted : "";
  }

  return {
    el,
    draw() {
      el.hidden = !live.ui.settings;
      if (el.hidden) return;
      const now = live.settings;
      for (const [name, box] of Object.entries(boxes)) box.checked = now[name];
      for (const [name, input] of Object.entries(sliders)) if (document.activeElement !== input) input.value = now[name];
      before.hidden = live.run.status !== "idle"; // laid out by then
      pace.draw(now.pace);
      view.draw(now.view);
      says.draw(now.says);
      drawVoices(now.voice_name);
    },
  };
}
