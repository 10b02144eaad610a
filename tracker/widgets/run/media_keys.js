// Headset and keyboard media keys. A browser passes them on only to a page that plays a media
// element longer than five seconds at some volume, so a run plays ten seconds of silence in a loop.

const SILENT_S = 10;
const RATE = 8000;

/** A silent WAV file: one channel of bytes, in which 128 is no sound. */
export function silentWav(seconds = SILENT_S) {
  const length = seconds * RATE;
  const bytes = new Uint8Array(44 + length).fill(128);
  const view = new DataView(bytes.buffer);
  const text = (at, word) => [...word].forEach((letter, i) => (bytes[at + i] = letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + length, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true); // bytes a second
  view.setUint16(32, 1, true); // bytes a sample
  view.setUint16(34, 8, true); // bits a sample
  text(36, "data");
  view.setUint32(40, length, true);
  return bytes;
}

/**
 * @param session navigator.mediaSession or nothing
 * @param makeAudio (url) => an audio element
 * @param makeMetadata ({title, artist, album}) => MediaMetadata
 * @param handlers {play, pause, stop, nexttrack, previoustrack}: what each key does
 */
export function createMedia({ session, makeAudio, makeMetadata, handlers }) {
  let audio = null;
  let url = "";
  let said = "";

  const listen = (on) => {
    for (const [action, handler] of Object.entries(handlers)) {
      try {
        session.setActionHandler(action, on ? () => handler() : null);
      } catch {
        // a browser may not know this key
      }
    }
  };

  function open() {
    url = URL.createObjectURL(new Blob([silentWav()], { type: "audio/wav" }));
    audio = makeAudio(url);
    audio.loop = true;
    listen(true);
  }

  return {
    /** Take the keys, or keep them, and say what goes on; begins inside a click or key press. */
    show({ playing, ...about }) {
      if (!session) return;
      if (!audio) open();
      if (said !== JSON.stringify(about)) {
        said = JSON.stringify(about);
        session.metadata = makeMetadata(about);
      }
      session.playbackState = playing ? "playing" : "paused";
      if (!playing) audio.pause();
      else if (audio.paused) audio.play()?.catch?.(() => {}); // refused before the first press: tried again then
    },
    /** Give the keys back to whatever had them. */
    end() {
      if (!audio) return;
      listen(false);
      audio.pause();
      audio.removeAttribute("src");
      audio.load(); // lets go of the file and of the keys
      URL.revokeObjectURL(url);
      audio = null;
      said = "";
      session.metadata = null;
      session.playbackState = "none";
    },
  };
}
