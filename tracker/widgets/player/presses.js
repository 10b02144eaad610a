// A press counts although the page moved under it: a notebook lays itself out anew while its cells
// fill, and a browser sends no click to a button that has slid away between down and up.

const SLIP_PX = 12; // further than a hand trembles: whoever moves away has changed their mind

/** Listen for presses on the buttons of an element; returns what ends it. */
export function keepPresses(root) {
  let down = null;
  let owed = null;
  const onDown = ({ target, clientX, clientY, pointerId, button = 0 }) => {
    const pressed = target?.closest?.("button");
    down = pressed && !button ? { pressed, clientX, clientY, pointerId } : null;
  };
  const onUp = ({ target, clientX, clientY, pointerId }) => {
    const was = down;
    down = null;
    if (!was || was.pointerId !== pointerId || was.pressed.contains(target)) return; // its click comes by itself
    if (Math.hypot(clientX - was.clientX, clientY - was.clientY) > SLIP_PX) return;
    const { pressed } = was;
    const pay = () => pressed.isConnected && !pressed.closest("[hidden]") && pressed.click();
    owed = { pressed, timer: setTimeout(pay) };
  };
  const onClick = ({ target }) => owed?.pressed.contains(target) && clearTimeout(owed.timer); // it came after all
  const listeners = [[root, "pointerdown", onDown], [document, "pointerup", onUp], [root, "click", onClick]];
  const early = { capture: true }; // before anything on the page can keep them from us
  listeners.forEach(([target, name, listener]) => target.addEventListener(name, listener, early));
  return () => {
    clearTimeout(owed?.timer);
    listeners.forEach(([target, name, listener]) => target.removeEventListener(name, listener, early));
  };
}
