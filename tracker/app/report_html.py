"""The page for a clinician as one HTML file that needs nothing else."""

from __future__ import annotations

from html import escape

from tracker.app.report_words import ABOUT, CODES, Words
from tracker.progress.charts.palette import css

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; color: #16211f; background: #fff; margin: 0; }
main { max-width: 800px; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1em 0 .2em; }
p { margin: 0 0 .4em; } figure { margin: .6em 0; }
svg { width: 100%; height: auto; display: block; }
svg text { font-family: system-ui, "DejaVu Sans", sans-serif !important; }
.columns { display: grid; grid-template-columns: 3fr 2fr; gap: 0 28px; }
.small, figcaption { font-size: .85rem; color: #4b5a57; }
ul { padding-left: 1.1em; margin: 0; }
@media (max-width: 640px) { .columns { display: block; } }
@media screen and (prefers-color-scheme: dark) {
  body { color: #eaf1ef; background: #111; } .small, figcaption { color: #b3c1be; }
}
@media print {
  body { font-size: 8.6pt; } main { padding: 0; max-width: none; } h1 { font-size: 15pt; }
}
"""


def page(words: Words, paper: str) -> str:
    """Return the whole file."""
    said = "".join(
        f"<h2>{escape(heading)}</h2>{''.join(f'<p>{escape(text)}</p>' for text in texts)}"
        for heading, texts in words.sections
    )
    asked = "".join(f"<li>{escape(question)}</li>" for question in words.questions)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(words.title)}</title>"
        f"<style>@page {{ size: {paper}; margin: 12mm; }}{_STYLE}{css()}</style></head>"
        f'<body class="un-alone"><main><h1>{escape(words.title)}</h1>'
        f"<p>{escape(words.subtitle)}</p>"
        f'<figure class="un-figure">{words.overview.svg(760)}</figure>'
        f'<div class="columns"><section>{said}</section><section><h2>Where it hurts</h2>'
        f'<figure class="un-figure">{words.back.svg(420)}'
        f"<figcaption>{escape(words.back.caption)}</figcaption></figure>"
        f"<h2>Questions to ask</h2><ul>{asked}</ul></section></div>"
        f'<p class="small">{escape(ABOUT)}</p><p class="small"><b>Codes:</b> {escape(CODES)}</p>'
        "</main></body></html>\n"
    )
