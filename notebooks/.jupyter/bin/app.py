"""Voilà, except that the page it opens in the browser carries the token, and that links work.

Used by `make app`; takes what ``voila`` takes. Given one notebook it opens that one, and serves
those beside it too, so that the links between them lead somewhere.
"""

import tempfile
import threading
import webbrowser
from pathlib import Path
from urllib.parse import quote

from jupyter_server.utils import url_path_join
from tornado.web import RedirectHandler
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler


class Page(TornadoVoilaHandler):
    """A page that hands out the cookie its farewell must carry: else its kernel never ends."""

    async def get(self, path=None):
        """Show the page."""
        _ = self.xsrf_token  # asking for it sets the cookie
        await super().get(path)


class App(Voila):
    """A Voilà server for one person."""

    first = ""

    def initialize(self, argv=None):
        """Take up the command line; one notebook stands for its folder, opened at that notebook."""
        super().initialize(argv)
        if self.notebook_path:
            path = Path(self.notebook_path).resolve()
            self.first, self.root_dir, self.notebook_path = path.name, str(path.parent), ""

    def init_handlers(self):
        """Lead from the bare address to the first page; the token in it goes along."""
        handlers = [
            (url, Page if handler is TornadoVoilaHandler else handler, *rest)
            for url, handler, *rest in super().init_handlers()
        ]
        if not self.first:
            return handlers
        page = url_path_join(self.base_url, "voila/render", quote(self.first))
        to_first = (self.server_url, RedirectHandler, {"url": page, "permanent": False})
        return [to_first, *handlers]

    def launch_browser(self):
        """Open the page through a file that only this person can read: others see command lines."""
        url = f"{self.connection_url}?token={self.identity_provider.token}"
        with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False) as page:
            page.write(f'<meta http-equiv="refresh" content="0; url={url}">')
        self._opened = Path(page.name)
        threading.Thread(target=webbrowser.open, args=[self._opened.as_uri()]).start()

    def stop(self):
        """Stop the kernels; forget the page with the token."""
        super().stop()
        if self.open_browser:
            self._opened.unlink(missing_ok=True)


if __name__ == "__main__":
    App.launch_instance()
