import assert from "node:assert/strict";
import { test } from "node:test";
import { saveFile } from "../../../tracker/widgets/kit/saving.js";

test("a file is handed to the browser under its name, and nothing is left on the page", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const [page, clicked] = [new Set(), []];
  const link = { click: () => clicked.push({ ...link, there: page.has(link) }), remove: () => page.delete(link) };
  globalThis.document = { createElement: () => link, body: { append: (one) => page.add(one) } };
  t.after(() => delete globalThis.document);
  const blobs = new Map();
  t.mock.method(URL, "createObjectURL", (blob) => blobs.set("blob:1", blob) && "blob:1");
  t.mock.method(URL, "revokeObjectURL", (address) => blobs.delete(address));

  saveFile("card.pdf", "%PDF", "application/pdf");
  assert.deepEqual([clicked[0].download, clicked[0].href, clicked[0].there], ["card.pdf", "blob:1", true]);
  assert.equal(blobs.get("blob:1").type, "application/pdf");
  assert.equal(await blobs.get("blob:1").text(), "%PDF");
  assert.equal(page.size, 0);
  t.mock.timers.tick(60_000);
  assert.equal(blobs.size, 0);
});
