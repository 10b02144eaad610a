"""Voilà, except that the page it opens in the browser carries the token.

Used by `make app`; takes what ``voila`` takes.
"""

import tempfile
import threading
import webbrowser
from pathlib import Path

from voila.app import Voila


class App(Voila):
    """A Voilà server for one person."""

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
