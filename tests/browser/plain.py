"""Widgets in a bare page: each with its own module and style, and a stand-in for a kernel.

For what depends on neither Jupyter nor Voilà; it opens in a moment, also on a busy machine.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from anywidget import AnyWidget
from playwright.sync_api import Locator, Page

from tests.browser.pages import SELDOM_FRAMES, forward
from tracker.widgets.player.player import RoutinePlayer

ADDRESS = "http://127.0.0.1:1/"
"""Never asked: the page is handed to the browser by the test."""

MODEL = """
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
document.body.dataset.jpThemeLight = String(!dark);
const listeners = {};
window.model = {
    state: STATE,
    get: (name) => model.state[name],
    set(name, value) {
        if (JSON.stringify(model.state[name]) === JSON.stringify(value)) return;
        model.state[name] = value;
        (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
    },
    on(names, listener) {
        for (const name of names.split(" ")) (listeners[name] ??= []).push(listener);
    },
    off(names, listener) {
        for (const name of names.split(" "))
            listeners[name] = (listeners[name] ?? []).filter((one) => one !== listener);
    },
    save_changes() {
        const { saved, events } = model.state;
        if (!events) return;
        const ids = [...saved, ...events.map(({ id }) => id)];
        model.set("saved", [...new Set(ids)]);
    },
};
const widget = makeWidget();
widget.initialize?.({ model });
widget.render({ model, el: document.getElementById("HOST") });
"""


def put(page: Page, *widgets: AnyWidget) -> None:
    """Show widgets one below the other, the first in an element of the id "host"."""
    hosts, parts = "", ""
    for made, host in zip(widgets, ("host", *map(str, range(1, len(widgets)))), strict=True):
        state = {name: getattr(made, name) for name in made.keys if not name.startswith("_")}
        del state["layout"], state["tabbable"], state["tooltip"]
        script = str(made._esm).replace("export default ", "const makeWidget = ")
        said = json.dumps(state).replace("</", "<\\/")
        script += MODEL.replace("STATE", said).replace("HOST", host)
        hosts += f"<div id='{host}'></div>"
        parts += f"<style>{made._css}</style><script type='module'>{script}</script>"
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Unknot</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<body><main><h1>Unknot</h1>{hosts}</main>{parts}</body></html>"
    )
    page.route(ADDRESS, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(ADDRESS)


class PlainPlayer:
    """A player on a page of its own."""

    def __init__(self, page: Page, plan: dict[str, Any], **traits: Any) -> None:
        self.page = page
        made = RoutinePlayer(plan, stop_advice="Finish for today.", after_anchor="host", **traits)
        put(page, made)
        self.player.wait_for()

    @property
    def player(self) -> Locator:
        """The guided player."""
        return self.page.get_by_role("region", name="Guided player")

    def button(self, name: str) -> Locator:
        """A button of the player."""
        return self.player.get_by_role("button", name=name, exact=True)

    @property
    def status(self) -> str:
        """One of idle, running, paused, stopped or finished."""
        return str(self.player.get_attribute("data-status"))

    @property
    def view(self) -> str:
        """One of page, large or floor."""
        return str(self.player.get_attribute("data-view"))

    def setting(self, name: str) -> object:
        """What the player has asked Python to remember."""
        return self.page.evaluate("(name) => model.get('settings')[name]", name)

    def start(self) -> PlainPlayer:
        """Start, on a clock that goes on only by `forward`."""
        self.page.clock.install()
        self.page.evaluate(SELDOM_FRAMES)
        now_s = float(self.page.evaluate("Date.now()")) / 1000 + 1
        self.page.clock.pause_at(datetime.fromtimestamp(now_s, UTC))
        self.button("Start").click()
        self.button("Pause").wait_for()
        return self

    def forward(self, seconds: float, *, step_s: float = 30) -> None:
        """Run the browser's clock forward."""
        forward(self.page, seconds, step_s)
