import assert from "node:assert/strict";
import { test } from "node:test";
import { keepPresses } from "../../../tracker/widgets/player/presses.js";

function fakeButton() {
  const button = { clicks: 0, isConnected: true, hidden: false };
  return Object.assign(button, {
    click: () => (button.clicks += 1),
    contains: (other) => other === button,
    closest: (selector) => (selector === "button" || button.hidden ? button : null),
  });
}
const ELSEWHERE = { closest: () => null };

/** A page with a root and a button in it; `press` is a down on the button and an up on `over`. */
function page(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const [root, button] = [new EventTarget(), fakeButton()];
  globalThis.document = new EventTarget();
  t.after(() => delete globalThis.document);
  const off = keepPresses(root);
  const wait = () => t.mock.timers.tick(10);
  const send = (to, name, target, more) => {
    const event = Object.assign(new Event(name), { pointerId: 1, clientX: 50, clientY: 50, ...more });
    Object.defineProperty(event, "target", { value: target });
    to.dispatchEvent(event);
  };
  const press = (over, up = {}, meanwhile = () => {}) => {
    send(root, "pointerdown", button);
    meanwhile();
    send(document, "pointerup", over, up);
    if (over === button) send(root, "click", button);
    wait();
  };
  return { button, root, send, press, off, wait };
}

test("a press from under which the page moved counts, once", (t) => {
  const { button, press } = page(t);
  press(ELSEWHERE, { clientX: 53 });
  assert.equal(button.clicks, 1);
});

test("a click that goes to what lies around the button instead is not its click", (t) => {
  const { button, send, root, wait } = page(t);
  send(root, "pointerdown", button);
  send(document, "pointerup", ELSEWHERE);
  send(root, "click", ELSEWHERE); // what Chromium does: to the nearest that holds both
  wait();
  assert.equal(button.clicks, 1);
});

test("a press whose click comes by itself is not doubled", (t) => {
  const { button, press, send, root, wait } = page(t);
  press(button);
  send(root, "pointerdown", button);
  send(document, "pointerup", ELSEWHERE);
  send(root, "click", button); // a touch: its click goes to where it began
  wait();
  assert.equal(button.clicks, 0);
});

test("whoever moves away before letting go has changed their mind", (t) => {
  const { button, press } = page(t);
  press(ELSEWHERE, { clientY: 90 });
  assert.equal(button.clicks, 0);
});

test("another finger, another mouse button and a button that is gone do not count", (t) => {
  const { button, press, send, root, wait } = page(t);
  press(ELSEWHERE, { pointerId: 2 });
  send(root, "pointerdown", button, { button: 2 });
  send(document, "pointerup", ELSEWHERE);
  press(ELSEWHERE, {}, () => (button.hidden = true));
  wait();
  assert.equal(button.clicks, 0);
});

test("nothing is listened for once it is ended", (t) => {
  const { button, press, off } = page(t);
  off();
  press(ELSEWHERE);
  assert.equal(button.clicks, 0);
});
