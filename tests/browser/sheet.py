"""Draw the contact sheet: `make sheet`.

Every pose of every exercise and easier variant, both sides, light and dark, for looking at. It goes
to ``build/sheet``, which git leaves out: an HTML page, and PNGs of it where there is a Chromium.
"""

from html import escape
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.browser import chromium
from tests.browser.servers import CHECKOUT
from tracker.figure.rendering import figure_problems, figure_svg, figures
from tracker.routine.exercises import exercises

FOLDER = CHECKOUT / "build" / "sheet"
STYLE = """
body { margin: 0; font: 13px/1.3 system-ui, sans-serif; }
section { display: grid; grid-template-columns: repeat(6, 1fr); gap: 6px; padding: 16px; }
section.dark { background: #111; color: #eaf1ef; }
h2 { grid-column: 1 / -1; margin: 12px 0 0; } figure { margin: 0; } p { margin: 2px 0 0; }
svg { display: block; width: 100%; }
"""


def section(name: str, *, dark: bool) -> str:
    """Return the pictures of one exercise and its easier variant."""
    cells = ""
    for easy in (False, True):
        figure = figures().get((name, easy))
        form = exercises()[name].form(easy)
        sides = ("left", "right") if figure and figure.drawing.side != "both" else (None,)
        cells += f"<h2>{escape(form.name)}</h2>"
        for pose in figure.poses if figure else ():
            for side in sides:
                svg = figure_svg(name, variant=easy, pose=pose, side=side, dark=dark)
                label = " ".join(filter(None, (pose, side)))
                cells += f"<figure>{svg}<figcaption>{escape(label)}</figcaption></figure>"
    return f'<section id="{name}" class="{"dark" if dark else "light"}">{cells}</section>'


def write(folder: Path = FOLDER) -> list[Path]:
    """Write the sheet, light and dark, and return its pages."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for dark in (False, True):
        page = folder / ("dark.html" if dark else "light.html")
        body = "".join(section(name, dark=dark) for name in exercises())
        page.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title>'
            f"<style>{STYLE}</style><body>{body}</body></html>",
            encoding="utf-8",
        )
        pages.append(page)
    return pages


def main() -> None:
    """Write the sheet, take its pictures, and say where they are."""
    pages = write()
    print("\n".join(figure_problems()) or f"{len(figures())} figures, all well.")
    print(*pages, sep="\n")
    try:
        with sync_playwright() as playwright:
            browser = chromium.launch(playwright, chromium.find(playwright))
            tab = browser.new_page(viewport={"width": 1500, "height": 900})
            for page in pages:
                tab.goto(page.as_uri())
                for name in exercises():
                    picture = page.with_name(f"{page.stem}-{name}.png")
                    tab.locator(f"#{name}").screenshot(path=picture)
            browser.close()
            print(f"One PNG an exercise beside them, in {FOLDER}.")
    except Error as error:
        print(f"No PNGs: there is no Chromium that starts ({str(error).splitlines()[0]}).")


if __name__ == "__main__":
    main()
