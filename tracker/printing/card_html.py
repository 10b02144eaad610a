"""The printed card as HTML: a file that stands alone, or a part of a notebook."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from tracker.figure.rendering import TONES, figure_svg
from tracker.printing.card_words import (
    APART,
    DAYS,
    LEAD,
    WEEKS,
    Entry,
    Level,
    Shown,
    Words,
    ticks_title,
    week_name,
)

_STYLE = Path(__file__).with_name("card.css")
_DARK = """
{0} .un-card {{ color: #eaf1ef; background: {1}; }}
{0} .un-card :is(.about, .note, .picture, caption, th, td) {{ color: #b3c1be; }}
{0} .un-card .summary {{ border-bottom-color: #5fd3c6; }}
{0} .un-card .entry {{ border-bottom-color: #35423f; }}
{0} .un-card .number {{ color: #06201d; background: #5fd3c6; }}
{0} .un-card {{ {2} }}
"""


def fragment(words: Words, level: Level, left_out: str, strips: int, *, top: int = 2) -> str:
    """Return the card as one ``<article>`` with its style; `top` is the level of its heading."""
    weeks = "".join(_week(week_name(number)) for number in range(strips * WEEKS))
    ticks = f'<div class="ticks">{weeks}</div>' if weeks else ""
    apart = "" if weeks else _page_of_ticks(words, top + 1)
    first, *others = words.safety
    safety = "".join(f"<p>{escape(text)}</p>" for text in others)
    about = f'<p class="about">{escape(words.description)}</p>' if words.description else ""
    note = f'<p class="note">{escape(left_out)}</p>' if left_out else ""
    return (
        f"<style>{_style()}</style>"
        f'<article class="un-card{" tight" * level.tight}" lang="en-GB" '
        f'aria-label="{escape(words.name)}, to print" '
        f'style="--columns: {level.columns}; --text: {level.text_pt}pt; '
        f'--picture: {level.width_mm}mm">'
        f'<h{top} class="title">{escape(words.name)}</h{top}>{about}'
        f'<p class="summary">{escape(words.summary)}</p>'
        f'<ol class="entries">{"".join(_entry(one, level, top + 1) for one in words.entries)}</ol>'
        f'{ticks}<div class="safety"><p><b>{LEAD}</b> {escape(first)}</p>{safety}</div>'
        f"{note}{apart}</article>"
    )


def page(words: Words, level: Level, left_out: str, strips: int, paper: str) -> str:
    """Return the card as a file of HTML that needs nothing else."""
    style = f"@page {{ size: {paper}; margin: 10mm; }}"
    card = fragment(words, level, left_out, strips, top=1)
    return html_file(words.name, style, card, '<meta name="author" content="Unknot">')


def html_file(title: str, style: str, body: str, more: str = "") -> str:
    """Return a file of HTML that loads nothing; `more` stands in its head."""
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'\">{more}<title>{escape(title)}</title>"
        f'<style>{style}</style></head><body class="un-alone"><main>{body}</main></body></html>\n'
    )


@cache
def _style() -> str:
    night = "".join(f"--un-fig-{tone}: {dark};" for tone, (_, dark) in TONES.items())
    alone = _DARK.format(".un-alone", "#111", night)
    inside = _DARK.format('body[data-jp-theme-light="false"]', "none", night)
    return (
        _STYLE.read_text(encoding="utf-8")
        + f"@media screen and (prefers-color-scheme: dark) {{ .un-alone {{ background: #111; }}"
        f"{alone} }}\n@media screen {{ {inside} }}"
    )


def _entry(entry: Entry, level: Level, heading: int) -> str:
    said = (
        f"<p>{f'<b>{escape(lead)}</b> ' * bool(lead)}{escape(text)}</p>"
        for lead, text in entry.said(level)
    )
    return (
        f'<li class="entry">{_pictures(entry, level)}<div class="text">'
        f'<h{heading} class="name"><span class="number">{entry.number}</span>'
        f'{escape(entry.name)}</h{heading}><p class="dose">{escape(entry.dose)}</p>'
        f"{''.join(said)}</div></li>"
    )


def _pictures(entry: Entry, level: Level) -> str:
    shown = list(entry.shown[-level.most :]) if level.most else []
    alt = entry.alt
    if entry.easier and entry.easier.shown and level.most:
        shown.append(entry.easier.shown)
        alt += f" Easier: {entry.easier.alt}"
    if not shown:
        return ""
    down = " down" if level.columns > 1 else ""
    drawn = "".join(_picture(one) for one in shown)
    return f'<div class="pictures{down}" role="img" aria-label="{escape(alt)}">{drawn}</div>'


def _picture(shown: Shown) -> str:
    svg = figure_svg(shown.exercise, variant=shown.variant, pose=shown.pose, side=shown.side)
    return f'<div class="picture">{svg}{escape(shown.caption)}</div>'


def _page_of_ticks(words: Words, heading: int) -> str:
    weeks = "".join(_week(week_name(number, apart=True)) for number in range(APART))
    return (
        f'<h{heading} class="apart-title">{escape(ticks_title(words))}</h{heading}>'
        f'<div class="ticks apart">{weeks}</div>'
    )


def _week(name: str) -> str:
    heads = "".join(f'<th scope="col">{day}</th>' for day in DAYS)
    return (
        f"<table><caption>{name}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody><tr>{'<td></td>' * len(DAYS)}</tr></tbody></table>"
    )
