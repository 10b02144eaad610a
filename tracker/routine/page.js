// A page to print: which paper, and how its bytes reach the person's downloads.
import { make } from "./elements.js";

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

/** Save a file where the browser saves files. */
export function keep(name, bytes, type = "application/pdf") {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
