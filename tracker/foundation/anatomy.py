"""The upper back seen from behind: its sites, their names, sides and outlines.

One drawing for map and charts: the person's left is the picture's left, and the right half its
mirror image. Muscles overlap in a real back; here each has a patch where it is felt, to tap.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

SIDES = ("left", "right", "both")
WHOLE = "upper back"
"""The site that, with side ``both``, stands for the whole."""

WIDTH, HEIGHT = 400, 548
"""Size of the drawing in its own units; x to the right, y down, the spine at ``WIDTH / 2``."""

Point = tuple[float, float]
Corner = tuple[float, ...]
_SMOOTH = math.inf
_ROUND = 9.0


@dataclass(frozen=True, slots=True)
class Site:
    """One site, on both sides: where its mark goes, and the left patch's corners, clockwise."""

    name: str
    muscle: str
    centre: Point
    corners: tuple[Corner, ...]


# fmt: off
SITES: dict[str, Site] = {
    site.name: site
    for site in (
        Site("top of the shoulder", "upper trapezius", (98, 229),
             ((147, 190), (108, 205), (66, 217), (44, 234), (54, 254), (116, 248), (127, 220))),
        Site("neck to blade corner", "levator scapulae", (176, 176),
             ((164, 138), (198, 138), (198, 182), (166, 232), (131, 220), (156, 180))),
        Site("inner blade edge", "rhomboids", (141, 356),
             ((133, 298), (159, 298), (159, 374), (145, 395), (118, 392), (125, 344))),
        Site("between the blades", "middle trapezius", (166, 264),
             ((198, 190), (198, 294), (130, 294), (125, 258), (132, 225), (168, 236))),
        Site("below the blades", "lower trapezius", (139, 422),
             ((117, 396), (145, 399), (159, 380), (159, 466), (138, 456), (121, 432))),
        Site("above the blade spine", "supraspinatus", (103, 272),
             ((52, 259), (117, 252), (122, 264), (127, 295), (66, 287), (50, 274))),
        Site("on the blade", "infraspinatus", (99, 325),
             ((60, 291), (126, 300), (122, 344), (114, 390), (98, 384), (80, 352))),
        Site("beside the spine", "thoracic paraspinals", (180.5, 403),
             ((163, 298), (198, 298), (198, 508), (163, 508))),
        Site("side of the back", "latissimus dorsi", (121, 481),
             ((78, 356), (95, 387), (113, 396), (117, 433), (136, 460), (159, 471), (159, 508),
              (98, 508))),
    )
}
# fmt: on
SITE_NAMES = (WHOLE, *SITES)

# Left half of the body from the crown down to below the picture and up the inside of the arm:
# a third number is the radius of a corner, otherwise the line runs smoothly.
# fmt: off
_BODY: tuple[Corner, ...] = (
    (182, 10), (156, 19), (142, 48), (142, 84), (150, 118), (157, 134),
    (157, 162), (148, 184), (112, 200), (62, 211), (26, 232), (12, 288),
    (10, 350), (4, 420), (-2, 580, 0), (52, 580, 0), (60, 470), (66, 400),
    (71, 352, 3), (78, 400), (87, 450), (91, 500), (84, 580, 0),
)
# fmt: on
_EAR: tuple[Corner, ...] = ((146, 74), (137, 71), (132, 84), (139, 104), (149, 105))
_BLADE: tuple[Corner, ...] = ((131, 222), (127, 300), (116, 394), (96, 388), (56, 289))
_BLADE_SPINE: tuple[Corner, ...] = ((130, 298), (64, 289), (46, 276), (36, 250))


def keys() -> tuple[str, ...]:
    """Return every site on a side as ``"site|side"``, head to waist, left before right.

    >>> keys()[:2]
    ('top of the shoulder|left', 'top of the shoulder|right')
    """
    return tuple(f"{name}|{side}" for name in SITES for side in ("left", "right"))


def mirrored(points: Iterable[Corner]) -> tuple[Corner, ...]:
    """Return points of one half of the back on the other half.

    >>> mirrored([(60, 210)])
    ((340, 210),)
    """
    return tuple((WIDTH - x, y, *rest) for x, y, *rest in points)


def polygon(site: str, side: str, *, steps: int = 6) -> list[Point]:
    """Return a site on the person's left or right as a polygon; `steps` points round a corner.

    >>> len(polygon("beside the spine", "left", steps=2))
    12
    """
    if side not in ("left", "right"):
        raise KeyError(f"side {side!r} is not 'left' or 'right'")
    return _flat(_half(SITES[site].corners, side), _ROUND, steps)


def body(*, steps: int = 6) -> list[Point]:
    """Return the body's outline as the points of a closed polygon; it runs on below the picture."""
    return _flat(_whole(_BODY), _SMOOTH, steps)


def drawing() -> dict[str, Any]:
    """Return everything that is needed to draw the back, as plain JSON-able data.

    ``outline`` are SVG paths, ears first, then the body; ``hints`` open ones of ``spine`` and
    ``blades``; in ``sites``, by ``"site|side"``, ``label_xy`` is the middle of it.

    >>> drawing()["sites"]["beside the spine|right"]["label_xy"]
    [219.5, 403]
    """
    sites = {}
    for name, site in SITES.items():
        for side in ("left", "right"):
            corners = _half(site.corners, side)
            x, y = _half((site.centre,), side)[0]
            sites[f"{name}|{side}"] = {
                "site": name,
                "side": side,
                "muscle": site.muscle,
                "path": _path(corners, _ROUND),
                "points": [[round(a, 2), round(b, 2)] for a, b in polygon(name, side)],
                "label_xy": [x, y],
            }
    middle = WIDTH / 2
    both = [half for line in (_BLADE, _BLADE_SPINE) for half in (line, mirrored(line))]
    return {
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "outline": [
            *(_path(ear, _SMOOTH) for ear in (_EAR, mirrored(_EAR))),
            _path(_whole(_BODY), _SMOOTH),
        ],
        "hints": {
            "spine": [f"M{middle:g},186L{middle:g},{HEIGHT - 20}"],
            "blades": [_path(line, 14, closed=False) for line in both],
        },
        "sites": sites,
    }


def back_svg(marked: Iterable[str] = (), *, label: str = "") -> str:
    """Return the back as one SVG element, with some of its sites marked.

    Those are sites on both sides (``"on the blade"``) or on one (``"on the blade|left"``); other
    names mark nothing. Without a label, those who do not see it are not told of it. Patches carry
    ``data-site`` and ``data-side``, marked ones the class ``un-marked``. Colours follow the page by
    its ``--un-…`` properties, and are light ones where it has none.

    >>> back_svg(["on the blade|left"]).count("un-marked")
    1
    """
    wanted = set(marked)
    parts, sites = _backdrop()
    for key, (site, side, path) in sites.items():
        mine = key in wanted or site in wanted
        look = _MARKED if mine else _UNMARKED
        kind = "un-patch un-marked" if mine else "un-patch"
        parts += f'<path class="{kind}" data-site="{site}" data-side="{side}" {look} d="{path}"/>'
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        '<svg class="un-back" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {WIDTH} {HEIGHT - 24}" {named}>{parts}</svg>'
    )


_SKIN = 'fill="var(--un-skin, #e6d8cc)" stroke="var(--un-line, #7d8b88)" stroke-width="1.5"'
_HINT = 'fill="none" stroke="var(--un-line, #7d8b88)" stroke-width="1.5" stroke-opacity="0.55"'
_UNMARKED = 'fill="var(--un-bg, #ffffff)" fill-opacity="0.4"'
_MARKED = 'fill="var(--un-accent, #0f766e)"'


@cache
def _backdrop() -> tuple[str, dict[str, tuple[str, str, str]]]:
    drawn = drawing()
    body_parts = "".join(f'<path {_SKIN} d="{d}"/>' for d in drawn["outline"])
    hints = (*drawn["hints"]["blades"], *drawn["hints"]["spine"])
    body_parts += "".join(f'<path {_HINT} d="{d}"/>' for d in hints)
    sites = drawn["sites"].items()
    return body_parts, {key: (one["site"], one["side"], one["path"]) for key, one in sites}


def _half(points: tuple[Corner, ...], side: str) -> tuple[Corner, ...]:
    return points if side == "left" else mirrored(points)


def _whole(left: tuple[Corner, ...]) -> tuple[Corner, ...]:
    return (*left, *reversed(mirrored(left)))


def _bends(corners: tuple[Corner, ...], radius: float) -> list[tuple[Point, Point, Point]]:
    """Cut each corner off, at most halfway along its edges: start, control and end of each bend."""
    bends = []
    for i, (x, y, *own) in enumerate(corners):
        cuts = []
        for ox, oy, *_ in (corners[i - 1], corners[(i + 1) % len(corners)]):
            length = math.hypot(ox - x, oy - y)
            share = min(own[0] if own else radius, length / 2) / length
            cuts.append((x + (ox - x) * share, y + (oy - y) * share))
        bends.append((cuts[0], (x, y), cuts[1]))
    return bends


def _flat(corners: tuple[Corner, ...], radius: float, steps: int) -> list[Point]:
    points = []
    for (ax, ay), (bx, by), (cx, cy) in _bends(corners, radius):
        for t in (step / steps for step in range(steps + 1)):
            u, v, w = (1 - t) ** 2, 2 * t * (1 - t), t * t
            points.append((u * ax + v * bx + w * cx, u * ay + v * by + w * cy))
    return points


def _path(corners: tuple[Corner, ...], radius: float, *, closed: bool = True) -> str:
    if not closed:  # the ends of a line are not rounded
        corners = ((*corners[0][:2], 0), *corners[1:-1], (*corners[-1][:2], 0))
    text = ""
    for (ax, ay), (bx, by), (cx, cy) in _bends(corners, radius):
        text += f"{'L' if text else 'M'}{ax:.4g},{ay:.4g}Q{bx:.4g},{by:.4g} {cx:.4g},{cy:.4g}"
    return text + ("Z" if closed else "")
