// A page to print: which paper, and what is said of it.

const LETTER = ["US", "CA", "MX", "CL", "CO", "VE", "PH"];

/** Which paper a browser's language speaks for: "en-US" is Letter, most of the world A4. */
export function paperFor(languages) {
  for (const language of languages) {
    const region = /[-_]([A-Za-z]{2})\b/.exec(language)?.[1].toUpperCase();
    if (region) return LETTER.includes(region) ? "Letter" : "A4";
  }
  return "A4";
}

/** What to say of a page that was made. */
export const madeText = ({ name, left_out }) => [`Saved as ${name}. Open it and print it.`, left_out].filter(Boolean).join(" ");
