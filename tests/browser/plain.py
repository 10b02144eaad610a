"""The player in a bare page: its own module and style, and a stand-in for a kernel.

For what depends on neither Jupyter nor Voilà; it opens in a moment, also on a busy machine.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

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
    on: (name, listener) => (listeners[name] ??= []).push(listener),
    off: (name, listener) => {
        listeners[name] = (listeners[name] ?? []).filter((one) => one !== listener);
    },
    save_changes() {
        const ids = [...model.state.saved, ...model.state.events.map(({ id }) => id)];
        model.set("saved", [...new Set(ids)]);
    },
};
const widget = makeWidget();
widget.initialize({ model });
widget.render({ model, el: document.getElementById("host") });
"""


class PlainPlayer:
    """A player on a page of its own."""

    def __init__(self, page: Page, plan: dict[str, Any], **traits: Any) -> None:
        self.page = page
        made = RoutinePlayer(plan, stop_advice="Finish for today.", after_anchor="host", **traits)
        state = {name: getattr(made, name) for name in made.keys if not name.startswith("_")}
        del state["layout"], state["tabbable"], state["tooltip"]
        script = str(made._esm).replace("export default ", "const makeWidget = ")
        script += MODEL.replace("STATE", json.dumps(state).replace("</", "<\\/"))
        body = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Player</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<style>{made._css}</style><body><main><h1>Unknot</h1><div id='host'></div></main>"
            f"<script type='module'>{script}</script></body></html>"
        )
        page.route(ADDRESS, lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(ADDRESS)
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
