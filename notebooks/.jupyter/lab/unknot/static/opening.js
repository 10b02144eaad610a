// In JupyterLab, a notebook of ours runs by itself when it is opened, and its first card is in view.
// What runs by itself must be what we wrote: the path is one of ours and the code is, to the letter,
// what `make notebooks` took the digest of. Anything else waits for the person, as in any JupyterLab.

const OURS = new URL("ours.json", import.meta.url);
const RUN_ALL = "notebook:run-all-cells";
const RESTART_RUN_ALL = "notebook:restart-run-all";
const ACTS = ["pointerdown", "wheel", "keydown"];
const LOOK_MS = 150; // between two looks whether the cards above have grown
const LOOKS = 20; // after the last cell
const NARROW_PX = 300; // no card fits a notebook so narrow
const ENOUGH_PX = 320; // so much of a tall card in view is in view

async function digest(sources) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sources.join("\0")));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return what tells whether the person has done anything since, until it is closed. */
function watchPerson() {
  const act = () => void (person.acted = true);
  const person = { acted: false, close: () => ACTS.forEach((type) => document.removeEventListener(type, act, true)) };
  ACTS.forEach((type) => document.addEventListener(type, act, { capture: true, passive: true }));
  return person;
}

/** Wait for a kernel that answers: cells run any earlier would start a second one. */
async function kernelReady(sessionContext) {
  await sessionContext.ready;
  const kernel = sessionContext.session?.kernel;
  if (!kernel) return false;
  if (kernel.connectionStatus !== "connected") {
    await new Promise((resolve) => {
      const heard = (_, status) => status === "connected" && (kernel.connectionStatusChanged.disconnect(heard), resolve());
      kernel.connectionStatusChanged.connect(heard);
    });
  }
  await kernel.info;
  return true;
}

/** Bring the first card into view, at the very top where it fits there, and the keyboard to its cell. */
function showFirst({ content }) {
  const scroller = content.outerNode;
  const visible = (root) => [...root.querySelectorAll(".unknot:not(.un-floating)")].find((card) => card.offsetHeight);
  const index = Math.max(0, content.widgets.findIndex(({ node }) => visible(node)));
  const cell = content.widgets[index].node;
  const card = visible(cell) ?? cell;
  const { top, height } = card.getBoundingClientRect();
  const start = scroller.getBoundingClientRect().top;
  const bottom = top - start + scroller.scrollTop + Math.min(height, ENOUGH_PX);
  scroller.scrollTop = bottom <= scroller.clientHeight ? 0 : cell.getBoundingClientRect().top - start + scroller.scrollTop;
  if (content.activeCellIndex === index) return;
  const busy = document.activeElement?.closest(".jp-OutputArea, .cm-editor");
  content.deselectAll();
  content.activeCellIndex = index;
  if (!busy && content.node.contains(document.activeElement)) content.activeCell.node.focus({ preventScroll: true });
}

/** Keep the first card in view while cells run and the page still grows, until the person does anything. */
async function keepFirst(panel, person, run) {
  let over = false;
  const done = () => void (over = true);
  run.then(done, done);
  for (let look = 0; look < LOOKS; look += over ? 1 : 0) {
    const going = panel.node.querySelector(".un-player:is([data-status=running], [data-status=paused])");
    if (person.acted || panel.isDisposed || !panel.isVisible || going) break; // a run that goes on shows itself
    showFirst(panel);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  person.close();
}

export function createPlugin({ INotebookTracker, NotebookActions }, { ISettingRegistry }) {
  const opened = new WeakSet(); // by its document, so that a second view of it does not run it again
  const ran = new WeakSet();

  async function open(app, panel, ours, settings) {
    const { content, context, sessionContext } = panel;
    await context.ready;
    const sources = (cells) => cells.map(({ model }) => model.sharedModel.getSource());
    const text = () => sources(content.widgets).join("\0");
    const code = () => sources(content.widgets.filter(({ model }) => model.type === "code"));
    const unchanged = async () => (await digest(code())) === ours[context.path];
    const written = text();
    if (!settings.get("runByItself").composite || !code().length || !(await unchanged())) return;
    panel.addClass("un-ran");
    if (panel.node.clientWidth < NARROW_PX) app.shell.collapseLeft(); // on a phone the list of files hides it all
    const person = watchPerson();
    const ready = await kernelReady(sessionContext);
    if (!ready || panel.isDisposed || content.mode === "edit" || ran.has(content) || !(await unchanged())) {
      panel.toggleClass("un-ran", ran.has(content));
      return person.close();
    }
    if (person.acted) content.activeCellIndex = inView(content); // JupyterLab scrolls to the active cell
    const run = NotebookActions.runCells(content, content.widgets, sessionContext);
    void keepFirst(panel, person, run);
    await run;
    if (text() === written) context.model.dirty = false; // outputs are never saved: nothing to ask about on leaving
  }

  function inView({ outerNode, widgets }) {
    const { top } = outerNode.getBoundingClientRect();
    return widgets.findIndex(({ node }) => node.getBoundingClientRect().bottom > top);
  }

  async function activate(app, tracker, registry) {
    const [settings, answer] = await Promise.all([registry.load("unknot:opening"), fetch(OURS, { cache: "no-cache" })]);
    const ours = await answer.json();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      .un-ran .un-stored { display: none; }
      nav.un-bar { display: flex; flex-wrap: wrap; gap: 0 .4em; }
      nav.un-bar :is(a, b) { padding: .35em .5em; }
      nav.un-bar b { box-shadow: inset 0 -3px #0f766e; }
    `);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

    NotebookActions.executionScheduled.connect((_, { notebook }) => ran.add(notebook));
    app.commands.commandExecuted.connect(async (_, { id, result }) => {
      const panel = tracker.currentWidget;
      if (![RUN_ALL, RESTART_RUN_ALL].includes(id) || !(panel?.context.path in ours)) return;
      const person = watchPerson();
      const asked = (_, { notebook }) => notebook === panel.content && (person.acted = false); // its question was answered
      if (id === RESTART_RUN_ALL) {
        NotebookActions.executionScheduled.connect(asked);
        const answer = await result;
        NotebookActions.executionScheduled.disconnect(asked);
        if (answer === undefined) return person.close();
      }
      panel.addClass("un-ran");
      await keepFirst(panel, person, result);
    });

    // What another day left open runs when one turns to it, not all at once.
    const look = () => {
      const panel = tracker.currentWidget;
      if (!panel || panel !== app.shell.currentWidget || opened.has(panel.context)) return;
      opened.add(panel.context);
      if (panel.context.path in ours) void open(app, panel, ours, settings);
    };
    await app.restored;
    app.shell.currentChanged.connect(look);
    tracker.currentChanged.connect(look);
    look();
  }

  return {
    id: "unknot:opening",
    description: "Runs the notebooks of Unknot when they are opened.",
    autoStart: true,
    requires: [INotebookTracker, ISettingRegistry],
    activate: (...services) => void activate(...services), // JupyterLab's start waits for nothing of this
  };
}
