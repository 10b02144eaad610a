"""The page for a clinician as one HTML file that needs nothing else."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from tracker.charts.captioned import CaptionedChart
from tracker.charts.palette import css
from tracker.printing.card_html import html_file
from tracker.printing.paper import Paper
from tracker.printing.report_pdf import BACK, MARGIN, Sizes, room_on
from tracker.printing.report_words import ABOUT, NO_KNOT, Words

SPARE = 6.0
"""Millimetres that stay free at the foot of the printed page: browsers' fonts differ a little."""
_NARROW = 390
"""Pixels that the overview is drawn for on a phone."""
_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; color: #16211f; background: #fff; margin: 0; }
main { max-width: 800px; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0; } h2 { font-size: 1.12em; margin: 1em 0 .2em; }
p { margin: 0 0 .4em; } figure { margin: .6em 0; } ul { padding-left: 1.1em; margin: 0; }
svg { width: 100%; height: auto; display: block; }
svg text { font-family: system-ui, "DejaVu Sans", sans-serif !important; }
.columns { display: grid; grid-template-columns: 3fr 2fr; gap: 0 28px; margin-bottom: 1em; }
.small, figcaption { font-size: .88em; color: #4b5a57; }
.narrow { display: none; } summary { padding: 12px 0; cursor: pointer; }
table { border-collapse: collapse; } td, th { text-align: left; vertical-align: top; }
td, th { padding: 3px 12px 3px 0; border-bottom: 1px solid #8b9a97; overflow-wrap: anywhere; }
@media print { details:not([open]) { display: none; } }
@media screen and (max-width: 640px) {
  .columns, .narrow { display: block; } .wide { display: none; }
}
@media screen and (prefers-color-scheme: dark) {
  body { color: #eaf1ef; background: #111; } .small, figcaption { color: #b3c1be; }
}
@media print {
  body { font: var(--pt)/1.22 "DejaVu Sans", system-ui, sans-serif; }
  main { padding: 0; max-width: none; } figure { margin: 0; } p { margin-bottom: .8mm; }
  h1 { font-size: 17pt; } h2 { font-size: calc(var(--pt) + 1.5pt); margin: 1.2mm 0 .4mm; }
  .small, figcaption { font-size: calc(var(--pt) - 1pt); }
  .columns { column-gap: 8mm; margin-bottom: 2mm; }
  svg text { font-family: "DejaVu Sans", system-ui, sans-serif !important; }
}
"""


def _record(words: Words) -> str:
    if words.record is None:
        return ""
    table = words.record.reset_index().to_html(index=False, border=0)
    return (
        '<details class="small"><summary>For the record: the self-experiment, as CENT 2015 asks'
        f"</summary>{table}</details>"
    )


def _overview(chart: CaptionedChart | None, room: Sizes) -> str:
    if chart is None:
        return ""
    narrow = replace(chart, name="overview-narrow").svg(_NARROW)
    wide = f'<div class="wide">{room.overview(chart).svg(room.pixels)}</div>'
    return _figure(f'{wide}<div class="narrow">{narrow}</div>', chart)


def _figure(drawn: str, chart: CaptionedChart) -> str:
    caption = f"<figcaption>{escape(chart.caption)}</figcaption>"
    return f'<figure class="un-figure">{drawn}{caption}</figure>'


def page(words: Words, paper: str) -> str:
    """Return the whole file."""
    said = "".join(
        f"<h2>{escape(heading)}</h2>{''.join(f'<p>{escape(text)}</p>' for text in texts)}"
        for heading, texts in words.sections
    )
    back = words.back
    hurts = _figure(back.svg(BACK), back) if back else f"<p>{escape(NO_KNOT)}</p>"
    asked = "".join(f"<li>{escape(question)}</li>" for question in words.questions)
    sheet = Paper(paper, words.title, words.subtitle)
    room = room_on(sheet, words, SPARE)
    sheet.finish()
    style = f"@page {{ size: {paper}; margin: {MARGIN}mm; }} :root {{ --pt: {room.pt}pt; }}"
    return html_file(
        words.title,
        f"{style}{_STYLE}{css()}",
        f"<h1>{escape(words.title)}</h1>"
        f"<p>{escape(words.subtitle)}</p>"
        f"{_overview(words.overview, room)}"
        f'<div class="columns"><section>{said}</section><section><h2>Where it hurts</h2>'
        f"{hurts}<h2>Questions to ask</h2><ul>{asked}</ul></section></div>"
        f'<p class="small">{escape(ABOUT)}</p>'
        f'<p class="small"><b>Codes:</b> {escape(words.codes)}</p>'
        f"{_record(words)}",
    )
