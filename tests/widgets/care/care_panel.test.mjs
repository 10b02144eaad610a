import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking, PIECE_BYTES, piecesOf } from "../../../tracker/widgets/care/requests.js";
import { addText, createBringing, withMeaning } from "../../../tracker/widgets/care/import_view.js";
import { createCare } from "../../../tracker/widgets/care/care_panel.js";
import { fakeModel as anyModel } from "../../fake_model.mjs";

const TRAITS = { asked: {}, answer: {}, file: "bytes", piece: null, number: 0, got: 0, share: -1 };

/** A model whose Python side answers each request by its type. */
function fakeModel(answers = {}) {
  const received = [];
  const python = (model) => {
    const [asked, number, answer] = ["asked", "number", "answer"].map(model.get);
    if (number === model.get("got") + 1) {
      received.push(model.get("piece").byteLength);
      queueMicrotask(() => model.set("got", number));
    } else if (asked.id && answer.id !== asked.id) {
      received.push(asked);
      if (asked.type === "upload") model.set("got", 0);
      const said = answers[asked.type];
      if (said !== null) queueMicrotask(() => model.set("answer", { id: asked.id, ...said }));
    }
  };
  return Object.assign(anyModel(TRAITS, python), { received });
}
const fileOf = (size) => new File([new Uint8Array(size)], "old.csv");

test("a file goes in pieces, each after the one before it has arrived", async () => {
  const model = fakeModel();
  const far = [];
  const sent = await createAsking(model).send(fileOf(2 * PIECE_BYTES + 5), (share) => far.push(share));
  assert.deepEqual(sent, {});
  assert.deepEqual(model.received.slice(1), [PIECE_BYTES, PIECE_BYTES, 5]);
  assert.deepEqual(far, [0, 1 / 3, 2 / 3]);
  assert.equal(piecesOf(0), 0);
});

test("one thing is asked at a time, and another view's answer is not taken for ours", async () => {
  const model = fakeModel({ slow: null });
  const asking = createAsking(model);
  asking.ask({ type: "slow" });
  assert.equal(asking.busy(), true);
  assert.match((await asking.ask({ type: "other" })).error, /One moment/);
  model.set("answer", { id: "of somebody else" });
  assert.equal(asking.busy(), true);
});

test("a column means one thing and a meaning has one column", () => {
  const columns = { day: "When", score: "Ache" };
  assert.deepEqual(withMeaning(columns, "Tea", "stress"), { day: "When", score: "Ache", stress: "Tea" });
  assert.deepEqual(withMeaning(columns, "Tea", "score"), { day: "When", score: "Tea" });
  assert.deepEqual(withMeaning(columns, "Ache", ""), { day: "When" });
});

test("what an app's entries mean is chosen, looked at again, and added as it was chosen", async () => {
  const choices = { items: [{ name: "Tea", value: false }, { name: "Yoga", value: true }] };
  const model = fakeModel({ look_into: { kind: "loop", choices, adds: 2 }, bring: { kind: "loop", saved: true } });
  const bringing = createBringing(createAsking(model), () => {});
  await bringing.choose(fileOf(3));
  await bringing.picks("Tea", true);
  assert.deepEqual(model.received.at(-1).choices, { Tea: true, Yoga: true });
  await bringing.add();
  assert.deepEqual([model.received.at(-1).type, model.received.at(-1).choices], ["bring", { Tea: false, Yoga: true }]);
});

test("adding is offered only where there is something to add", () => {
  assert.equal(addText({ adds: 2 }), "Add it");
  assert.equal(addText({ adds: 2, refused: ["line 3"] }), "Add the rest without them");
  for (const found of [{}, { adds: 0 }, { adds: 2, saved: true }, { adds: 2, hint: "Which?" }]) assert.equal(addText(found), "");
});

test("a file is looked into, added as it was looked at, and what is refused is left out", async () => {
  const looked = { kind: "table", columns: { day: "When" }, adds: 2, refused: ["line 3"] };
  const model = fakeModel({ look_into: looked, bring: { kind: "table", saved: true } });
  const asking = createAsking(model);
  const bringing = createBringing(asking, () => {});
  await bringing.choose(fileOf(3));
  await bringing.means("Ache", "score");
  assert.deepEqual(model.received.at(-1).columns, { day: "When", score: "Ache" });
  await bringing.add();
  const { type, kind, skip, columns } = model.received.at(-1);
  assert.deepEqual([type, kind, skip, columns], ["bring", "table", true, { day: "When" }]);
  assert.equal(bringing.found().saved, true);
  await bringing.leave();
  assert.deepEqual([bringing.found(), model.received.at(-1).type], [null, "forget"]);
});

test("a damaged journal is made whole by asking once, and a page that could not open begins anew", async () => {
  const rescue = { text: "It is whole again." };
  for (const [alone, said] of [[false, "It is whole again."], [true, "It is whole again. Now reload this page."]]) {
    const model = fakeModel({ rescue });
    model.set("alone", alone);
    const care = createCare(model);
    await care.rescue();
    assert.equal(model.received.at(-1).type, "rescue");
    assert.deepEqual(care.said("rescue"), { text: said });
  }
  const care = createCare(fakeModel({ rescue: { error: "no good backup" } }));
  await care.rescue();
  assert.deepEqual(care.said("rescue"), { text: "no good backup", wrong: true });
});

test("what could not be done is said and offers nothing", async () => {
  const model = fakeModel({ look: { error: "it is damaged" }, look_into: { error: "no table" } });
  const care = createCare(model, { keep: () => assert.fail() });
  await care.look("a.db");
  assert.deepEqual([care.said("restore"), care.looked()], [{ text: "it is damaged", wrong: true }, null]);
  await care.bringing.choose(fileOf(3));
  assert.equal(care.bringing.problem(), "no table");
});

test("a backup is looked at before it is brought back, and a file taken along is kept by the browser", async () => {
  const answers = { look: { text: "This would change.", changes: true }, restore: { text: "Changed." }, take: { name: "a.zip" } };
  const kept = [];
  const model = fakeModel(answers);
  const care = createCare(model, { keep: (...file) => kept.push(file) });
  await care.look("a.db");
  assert.deepEqual(care.looked(), { copy: "a.db", passphrase: "", changes: true });
  await care.restore();
  assert.deepEqual([care.looked(), care.said("restore").text], [null, "Changed."]);
  await care.take("archive", {});
  assert.deepEqual(kept, [["a.zip", "bytes"]]);
  await care.look("a.db");
  care.leave();
  assert.deepEqual([care.looked(), care.said("restore").text], [null, ""]);
});
