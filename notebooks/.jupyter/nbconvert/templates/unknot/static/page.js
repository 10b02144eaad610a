// What Voilà's page calls while it is put together, and what it says when it has lost its kernel.

const byId = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)");

// JupyterLab's widgets, and ours, read from <body> whether the theme is light.
const follow = () => {
  document.body.dataset.jpThemeLight = String(!dark.matches);
  document.body.dataset.jpThemeName = dark.matches ? "JupyterLab Dark" : "JupyterLab Light";
};
follow();
dark.addEventListener("change", follow);

// The bar of the pages, for whoever hears the page; the notebook's own words may not say so much.
new MutationObserver(() => {
  for (const bar of document.querySelectorAll("nav.un-bar:not([aria-label])")) {
    bar.setAttribute("aria-label", "Pages");
    bar.querySelector("b")?.setAttribute("aria-current", "page");
  }
}).observe(document.documentElement, { childList: true, subtree: true });

window.voila_heartbeat = () => {}; // sent every 10 s while a cell runs
window.update_loading_text = window.voila_process = (cell, count) => {
  const bar = document.querySelector("#loading progress");
  if (bar) [bar.max, bar.value] = [count, cell];
};

// Called twice: when the last cell is here, and when the widgets are ready; the later one shows.
window.voila_finish = window.display_cells = () => {
  window.cellLoaded = true;
  if (!window.themeLoaded) return;
  byId("loading")?.remove();
  byId("rendered_cells").hidden = false;
  watch(window.jupyterapp?.widgetManager?.kernel);
};

setTimeout(() => {
  const text = byId("loading-text");
  if (text) text.textContent = "This takes longer than it should. Reload the page to try again.";
}, 60_000);

const LOST = "This page has lost the program behind it. What is saved stays saved, and a running routine goes on. ";
let watched = null;

function lose() {
  const notice = byId("lost");
  if (!notice.hidden) return;
  const reload = document.createElement("button");
  reload.textContent = "Reload the page";
  reload.addEventListener("click", () => location.reload());
  notice.replaceChildren(LOST, reload);
  notice.hidden = false;
}

function watch(kernel) {
  if (!kernel) return void setTimeout(() => watch(window.jupyterapp?.widgetManager?.kernel), 200);
  if (watched) return;
  watched = kernel;
  let patience;
  kernel.statusChanged.connect((_, status) => {
    if (["dead", "restarting", "autorestarting"].includes(status)) lose();
  });
  kernel.connectionStatusChanged.connect((_, status) => {
    clearTimeout(patience);
    if (status === "disconnected") lose();
    if (status === "connecting") patience = setTimeout(lose, 5_000); // a sleeping laptop comes back sooner
  });
}
