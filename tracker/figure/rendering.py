"""The posable figure of an exercise: as SVG, and as the numbers that the player moves it by."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any, NamedTuple

from tracker.figure.body_shape import BALLS, PARTS, WORKS, Layer
from tracker.figure.figures import Figure
from tracker.figure.figures import figure_problems as figure_problems
from tracker.figure.figures import figures as figures
from tracker.figure.projection import arrow_path, floor_path, shapes, view_box
from tracker.figure.props import PROPS
from tracker.figure.skeleton import FRAMES, JOINTS, LIMBS
from tracker.foundation.errors import NotFound
from tracker.routine.exercises import exercises
from tracker.routine.toml_files import did_you_mean

TONES = {
    # tone: light, dark
    "skin": ("#d09a76", "#cf9b78"),
    "skin-far": ("#b78361", "#a97a5c"),
    "hair": ("#4a3530", "#8a685a"),
    "top": ("#9cc3d3", "#93bccd"),
    "top-far": ("#7fabbf", "#6b98ab"),
    "bottom": ("#43607a", "#5b7fa3"),
    "bottom-far": ("#344d63", "#476685"),
    "line": ("#22323c", "#0c1418"),
    "mark": ("#3b2a26", "#2b1c18"),
    "work": ("#e4572e", "#f2603a"),
    "floor": ("#e9eeed", "#232d2c"),
    "mat": ("#b9dccf", "#2f5d52"),
    "wall": ("#d5d9dd", "#3d4650"),
    "ball": ("#b9cb22", "#d3e24a"),
    "soft": ("#d97fb0", "#e39ac0"),
    "shine": ("#ffffff", "#ffffff"),
    "roller": ("#8389c9", "#8a91d4"),
    "roller-end": ("#646cae", "#666eb5"),
    "roller-core": ("#e9eeed", "#232d2c"),
    "cushion": ("#e9bb62", "#c9994a"),
    "wood": ("#b98a5c", "#94704d"),
    "seat": ("#cf9f6d", "#a98259"),
    "arrow": ("#0f766e", "#5fd3c6"),
}
CLEAR = {"line": 0.75, "work": 0.85, "shine": 0.6}
"""Tones that let what lies under them through."""


class Picture(NamedTuple):
    """A picture as shapes: what it shows in words, its box, and tone and path of each shape."""

    title: str
    box: tuple[float, float, float, float]
    mirrored: bool
    shapes: tuple[tuple[str, str], ...]


def picture(
    exercise_id: str,
    *,
    variant: bool = False,
    pose: str | None = None,
    side: str | None = None,
    arrows: bool = True,
) -> Picture:
    """Return the shapes of a figure, the farthest first; `figure_svg` says what each means."""
    figure = _find(exercise_id, variant)
    pose = pose or figure.key
    if pose not in figure.poses:
        raise NotFound(
            f"there is no pose {pose!r} of {exercise_id}; there are {', '.join(figure.poses)}"
        )
    form = exercises()[exercise_id].form(variant)
    drawn = [*shapes(figure, figure.poses[pose])]
    if arrows:
        drawn.append(("arrow", arrow_path(figure, pose)))
    own = figure.drawing.side
    return Picture(
        title=form.figure or form.name,
        box=view_box(figure),
        mirrored=side in ("left", "right") and own != "both" and side != own,
        shapes=tuple((tone, path) for tone, path in drawn if path),
    )


def figure_svg(
    exercise_id: str,
    *,
    variant: bool = False,
    pose: str | None = None,
    side: str | None = None,
    dark: bool | None = None,
    arrows: bool = True,
) -> str:
    """Draw the figure of an exercise as an SVG element, 4:3, titled with what it shows.

    Without a pose it is the one that is held. The `side` is the one that is worked, the other one
    mirrored. Unless `dark` says so, colours follow the page's ``--un-fig-…`` properties, and are
    the light ones where it has none. What is not there or cannot be used is `NotFound`.

    >>> figure_svg("cat_camel", pose="round")[:26]
    '<svg class="un-fig" xmlns='
    """
    return svg_of(picture(exercise_id, variant=variant, pose=pose, side=side, arrows=arrows), dark)


def svg_of(seen: Picture, dark: bool | None = None) -> str:
    """Return a picture as an SVG element; `dark` as of `figure_svg`."""
    x, y, width, height = seen.box
    shapes = "".join(_svg(tone, path, dark) for tone, path in seen.shapes)
    if seen.mirrored:
        shapes = f'<g transform="matrix(-1 0 0 1 {2 * x + width:.1f} 0)">{shapes}</g>'
    return (
        '<svg class="un-fig" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="{x:.1f} {y:.1f} {width:.1f} {height:.1f}">'
        f"<title>{escape(seen.title)}</title>{shapes}</svg>"
    )


@cache
def player_body() -> dict[str, Any]:
    """Return the body as the player needs it: lists of numbers, names as places in lists."""
    joints = ["pelvis", *JOINTS]
    balls = list(BALLS)
    names = [part.name for part in PARTS]

    def layer(one: Layer) -> dict[str, Any]:
        facing = one.facing and [FRAMES.index(one.facing[0]), *one.facing[1], one.least]
        return {
            "tone": one.tone,
            "hulls": [[balls.index(name) for name in hull] for hull in one.hulls],
            "facing": facing,
            "lined": one.lined,
        }

    return {
        "joints": [
            [joints.index(joint.parent), FRAMES.index(joint.frame), *joint.offset]
            for joint in JOINTS.values()
        ],
        "balls": [
            [joints.index(b.joint), FRAMES.index(b.frame), *b.offset, b.radius, b.breath, b.line]
            for b in BALLS.values()
        ],
        "parts": [
            {
                "joints": [joints.index(name) for name in part.joints],
                "bias": part.bias,
                "roots": part.roots and [joints.index(name) for name in part.roots],
                "layers": [layer(one) for one in part.layers],
            }
            for part in PARTS
        ],
        "works": {
            key: [[names.index(work.part), layer(work.layer)] for work in works]
            for key, works in WORKS.items()
        },
        "limbs": [
            [
                *(joints.index(name) for name in limb.joints),
                *(FRAMES.index(name) for name in limb.frames[:2]),
                limb.hinge,
            ]
            for limb in LIMBS.values()
        ],
        "tones": {tone: light for tone, (light, _) in TONES.items()},
    }


def for_player(exercise_id: str, variant: bool = False) -> dict[str, Any] | None:
    """Return the figure of an exercise as plain values that JSON can hold; None without one."""
    figure = figures().get((exercise_id, variant))
    if figure is None:
        return None
    drawing, form = figure.drawing, exercises()[exercise_id].form(variant)
    return {
        "title": form.figure or form.name,
        "view": [drawing.view.turn, drawing.view.above],
        "box": [round(part, 1) for part in view_box(figure)],
        "floor": floor_path(figure),
        "side": drawing.side,
        "pin": ["pelvis", *JOINTS].index(drawing.pin),
        "works": list(drawing.works),
        "way": list(drawing.way),
        "turns": list(drawing.turns),
        "key": figure.key,
        "props": [
            {
                "of": name,
                "tone": piece.tone,
                "before": piece.before,
                "dots": [list(dot) for dot in piece.dots],
            }
            for name in drawing.props
            for piece in PROPS[name]
        ],
        "arrows": {name: arrow_path(figure, name) for name in figure.poses},
        "poses": {
            name: {
                "root": [round(part, 2) for part in posed.root],
                "turns": [[round(part, 5) for part in posed.turns[key]] for key in FRAMES],
                "props": {prop: list(spot) for prop, spot in posed.props.items()},
            }
            for name, posed in figure.poses.items()
        },
    }


def _find(exercise_id: str, variant: bool) -> Figure:
    known = figures()
    if (exercise_id, variant) in known:
        return known[exercise_id, variant]
    if exercise_id in exercises():
        form = "easier variant" if variant else "exercise"
        raise NotFound(f"there is no picture of {exercise_id} ({form})")
    hint = did_you_mean(exercise_id, exercises())
    raise NotFound(
        f"there is no exercise {exercise_id!r}{hint}; there are {', '.join(exercises())}"
    )


def _svg(tone: str, path: str, dark: bool | None) -> str:
    light, night = TONES[tone]
    colour = f"var(--un-fig-{tone}, {light})" if dark is None else (night if dark else light)
    clear = f' fill-opacity="{CLEAR[tone]}"' if tone in CLEAR else ""
    return f'<path fill="{colour}"{clear} d="{path}"/>'
