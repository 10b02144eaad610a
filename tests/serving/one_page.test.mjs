import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, isPlain, pageOf } from "../../tracker/serving/one_page.js";

const HERE = "http://127.0.0.1:8866/voila/render/app.ipynb?page=02-journal&token=t";
const NAMES = ["02-journal", "exercises"];

test("a link to a notebook beside this page is a page, with where in it", () => {
  assert.deepEqual(pageOf("exercises.ipynb#exercise-chest", HERE, NAMES), { name: "exercises", hash: "#exercise-chest" });
  assert.deepEqual(pageOf("http://127.0.0.1:8866/voila/render/02-journal.ipynb", HERE, NAMES), { name: "02-journal", hash: "" });
});

test("whatever leads elsewhere is left to the browser", () => {
  for (const href of ["other.ipynb", "../tree", "#top", "https://example.org/exercises.ipynb", "sub/exercises.ipynb", "exercises.html"]) {
    assert.equal(pageOf(href, HERE, NAMES), null, href);
  }
});

test("a click that opens another tab is the browser's", () => {
  const click = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, defaultPrevented: false };
  assert.equal(isPlain(click), true);
  for (const other of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { defaultPrevented: true }]) {
    assert.equal(isPlain({ ...click, ...other }), false);
  }
});

test("a day begins at three in the morning", () => {
  const at = (hour, minute) => new Date(2026, 2, 5, hour, minute).getTime();
  assert.equal(dayOf(at(2, 59)), new Date(2026, 2, 4).toDateString());
  assert.equal(dayOf(at(3, 0)), new Date(2026, 2, 5).toDateString());
});
