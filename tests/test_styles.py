"""Style sheets keep to their own: several widgets share a page, and all their sheets with it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "tracker"
ROOTS = {
    "card": ["un-card", "un-alone"],
    "body_map": ["un-bodymap"],
    "cards": ["un-form", "un-plan", "un-session"],
    "care_panel": ["un-care"],
    "chart_view": ["un-figure", "un-opening"],
    "day_picker": ["un-day"],
    "entries_table": ["un-past"],
    "exercise_catalogue": ["un-catalogue"],
    "large": ["un-player"],
    "one_page": ["un-pages", "un-turning"],
    "player": ["un-player", "un-floating"],
    "print_button": ["un-print"],
    "routine_chooser": ["un-chooser"],
    "safety_notice": ["un-safety"],
    "score_card": ["un-ratings"],
    "text_card": ["un-shown"],
    "theme": ["unknot"],
}
"""The class of the outermost element that a sheet is for, where it is not un- and its name."""
THEME = r"""(body\[data-jp-theme-light="false"\] )?"""
JUPYTERS_OWN = re.compile(r"\.jp-[\w-]+.*:has\(\.un(knot|-session)[\w.-]*\)")
SHEETS = sorted(PACKAGE.rglob("*.css"))
FAMILIES = sorted({path.parent for path in (PACKAGE / "widgets").rglob("*.js")})
KIT = PACKAGE / "widgets" / "kit"


def selectors(sheet: str) -> Iterator[str]:
    """Yield each selector of a sheet, also those within @media and @container."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for prelude in re.findall(r"([^{};]+)\{", bare):
        if not prelude.strip().startswith("@"):
            yield from (part.strip() for part in parted(prelude))


def parted(prelude: str) -> list[str]:
    """Split at the commas outside parentheses and brackets."""
    depth, parts = 0, [""]
    for sign in prelude:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def test_a_sheet_is_taken_apart_into_its_selectors() -> None:
    sheet = "/* a { } */ .a:is(.b, .c), .d { e: f; }\n@media print { .g { h: url(i); } }"
    assert list(selectors(sheet)) == [".a:is(.b, .c)", ".d", ".g"]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_rule_of_a_sheet_keeps_to_its_own_widget(path: Path) -> None:
    roots = "|".join(rf"\.{root}" for root in ROOTS.get(path.stem, [f"un-{path.stem}"]))
    own = re.compile(
        rf"{THEME}((\.unknot)?({roots})|:(where|is)\(({roots})(, ({roots}))*\))(?![\w-])"
    )
    found = list(selectors(path.read_text(encoding="utf-8")))
    assert found
    reaching = [one for one in found if not own.match(one) and not JUPYTERS_OWN.match(one)]
    assert reaching == []


@pytest.mark.parametrize("family", FAMILIES, ids=lambda path: path.name)
def test_no_part_of_a_widget_is_called_as_a_whole_widget_of_another_family(family: Path) -> None:
    sheets = [path for path in SHEETS if path.parent in {*FAMILIES} - {family, KIT}]
    whole = {root for path in sheets for root in ROOTS.get(path.stem, [f"un-{path.stem}"])}
    assert whole
    for path in family.glob("*.js"):
        named = set(re.findall(r"\.(un-[\w-]+)", path.read_text(encoding="utf-8")))
        assert named & whole == set(), path.name


def test_one_box_sizing_holds_for_all_our_widgets() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in SHEETS)
    # "inherit" would reach nothing inside <details>, whose own box lies between.
    assert {*re.findall(r"box-sizing: ([\w-]+)", sheets)} == {"border-box"}
    everywhere = ".unknot, .unknot *, .unknot *::before, .unknot *::after { box-sizing: border-"
    assert sheets.count(everywhere) == 1
