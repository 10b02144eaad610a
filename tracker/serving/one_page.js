// Turning from page to page without leaving it: by links, by the browser's back and forward, by address.

const PATIENCE_MS = 300; // a page that takes longer shows that it is under way
const NIGHT_MS = 3 * 3600_000; // a day begins at three, as in the journal

/** The day a person lives at a moment. */
export const dayOf = (now) => new Date(now - NIGHT_MS).toDateString();

/** The page that a link leads to and where in it, or null where it leads elsewhere. */
export function pageOf(href, base, names) {
  const to = new URL(href, base);
  const from = new URL(base);
  const folder = (path) => path.slice(0, path.lastIndexOf("/") + 1);
  if (to.origin !== from.origin || folder(to.pathname) !== folder(from.pathname)) return null;
  const file = decodeURIComponent(to.pathname.slice(folder(to.pathname).length));
  const name = file.replace(/\.ipynb$/, "");
  return name !== file && names.includes(name) ? { name, hash: to.hash } : null;
}

/** Whether a click is for the browser: into another tab, or by another button. */
export const isPlain = (event) =>
  event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented);

export default () => ({
  render({ model, el }) {
    const own = document.body.dataset.voila === "voila"; // in JupyterLab the address is not ours
    const bar = document.createElement("progress");
    bar.className = "un-turning";
    bar.hidden = true;
    bar.setAttribute("aria-label", "Getting the page ready");
    el.append(bar);
    let patience = 0;
    let number = model.get("shown").number ?? 0;

    const ask = (name) => {
      number += 1;
      model.set("wanted", { name, number });
      model.save_changes();
      clearTimeout(patience);
      patience = setTimeout(() => (bar.hidden = false), PATIENCE_MS);
    };
    const onClick = (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || link.target || !isPlain(event) || !el.closest(".un-pages")?.contains(link)) return;
      const to = pageOf(link.href, location.href, model.get("names"));
      if (!to) return;
      event.preventDefault();
      if (own) history.pushState({ page: to.name }, "", `?page=${encodeURIComponent(to.name)}${to.hash}`);
      ask(to.name);
    };
    const onPop = () => {
      const name = new URLSearchParams(location.search).get("page") ?? model.get("names").find((one) => one.startsWith("01"));
      if (name !== model.get("shown").name || bar.hidden === false) ask(name);
    };
    const onShown = () => {
      const { title, number: answered } = model.get("shown");
      if (answered !== number) return; // another page is asked for already
      clearTimeout(patience);
      bar.hidden = true;
      if (own) document.title = title;
      requestAnimationFrame(() => arrive(0));
    };
    /** Where a reader begins: at what the link named, else at the top. */
    const arrive = (tries) => {
      const pages = el.closest(".un-pages");
      const here = [...(pages?.querySelectorAll("h1") ?? [])].find((one) => one.checkVisibility());
      if (!here && tries < 60) return void requestAnimationFrame(() => arrive(tries + 1));
      const at = own && location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
      if (at) at.scrollIntoView();
      else if (own) scrollTo(0, 0);
      const head = at ?? here;
      if (!head) return;
      head.tabIndex = -1;
      head.focus({ preventScroll: true });
    };
    let day = dayOf(Date.now());
    /** A page left open overnight is built anew: it says today in many places. */
    const onSeen = () => {
      const today = dayOf(Date.now());
      if (document.visibilityState !== "visible" || today === day) return;
      day = today;
      ask(model.get("shown").name);
    };
    const rest = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 500));
    rest(() => {
      model.set("rested", true);
      model.save_changes();
    });
    document.addEventListener("click", onClick);
    document.addEventListener("visibilitychange", onSeen);
    if (own) addEventListener("popstate", onPop);
    model.on("change:shown", onShown);
    if (own && model.get("shown").title) document.title = model.get("shown").title;
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("visibilitychange", onSeen);
      removeEventListener("popstate", onPop);
      model.off("change:shown", onShown);
      clearTimeout(patience);
      bar.remove();
    };
  },
});
