"""The figures of the exercises: read from ``data/figures.toml`` and checked against the body.

One that cannot be used is left out and explained by `figure_problems`; all else works without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from tracker.figure.body_shape import WORKS
from tracker.figure.joint_limits import first_beyond_limit
from tracker.figure.kinematics import PosedBody, interpolate, widest_turn
from tracker.figure.pose import Pose, Spot, pose_body
from tracker.figure.props import PROPS
from tracker.figure.skeleton import JOINTS, SIDES
from tracker.foundation.data_files import data_folder
from tracker.foundation.errors import LibraryError
from tracker.routine.exercises import Model, exercises
from tracker.routine.toml_files import check, did_you_mean, read_toml, shown

FILE = "figures.toml"
TOUCHES = 1.5
"""How far, in centimetres, a hand or foot may be from the ground that it touches."""
MOST_TURN = 172.0
"""A bone that turns farther than this between two poses might go either way round."""
_ANGLE = "degrees from -180 to 180"
Degrees = Annotated[float, Field(ge=-180, le=180, description=_ANGLE)]
Names = tuple[str, ...]
_CONTACTS = {
    "hand": ("palm", "edge", "tip"),
    "knee": ("knee",),
    "foot": ("ankle", "heel", "instep", "ball", "toes"),
}
_PAIRS = {"hands": "hand", "knees": "knee", "feet": "foot"}


class View(Model):
    """From where a figure is seen: 0 from its right side, 90 from the front; and from above."""

    turn: Degrees = 0.0
    above: Annotated[float, Field(ge=-10, le=60, description="degrees from -10 to 60")] = 8.0


class Arrow(Model):
    """An arrow along three points, shown on the way to a pose and in it."""

    to: str
    path: tuple[Spot, Spot, Spot] = Field(description="three points, each [x, y, z]")


class Drawing(Model):
    """The table of one exercise, or of its easier variant.

    ``way`` are the poses from the start to the hold, ``turns`` those between which it then moves to
    and fro; the joint ``pin`` goes straight. They show ``side``; the other is the mirror image.
    """

    view: View = View()
    side: Literal["left", "right", "both"] = Field("both", description="left, right or both")
    pin: str = "pelvis"
    works: Names = ()
    props: dict[str, Spot] = Field(default_factory=dict)
    poses: dict[str, Pose]
    way: Annotated[Names, Field(min_length=1, description="names of poses, the start first")]
    turns: Names = ()
    arrows: tuple[Arrow, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that can be drawn: its table, and the body in each of its poses."""

    drawing: Drawing
    poses: Mapping[str, PosedBody]

    @property
    def key(self) -> str:
        """The pose that says most: the one that is held, or the first of its turns."""
        return (self.drawing.turns or self.drawing.way[-1:])[0]

    def legs(self) -> Iterator[tuple[str, str]]:
        """Yield every two poses between which the figure moves."""
        way, turns = self.drawing.way, self.drawing.turns
        yield from pairwise((*way, *turns[:1]) if turns and turns[0] != way[-1] else way)
        yield from zip(turns, (*turns[1:], *turns[:1]), strict=True)
        if turns and turns[-1] != way[0]:
            yield turns[-1], way[0]


def figures() -> dict[tuple[str, bool], Figure]:
    """Return the figures by exercise id and whether it is the easier variant.

    >>> list(figures()["cat_camel", False].poses)
    ['start', 'round', 'sag']
    """
    return dict(_shipped()[0])


def figure_problems() -> list[str]:
    """Return one sentence for each figure that cannot be used."""
    return list(_shipped()[1])


def read_figures(path: Path) -> tuple[dict[tuple[str, bool], Figure], list[str]]:
    """Return the figures in one file and, for each that cannot be used, where it is wrong."""
    found: dict[tuple[str, bool], Figure] = {}
    said = []
    try:
        content = read_toml(path)
    except LibraryError as error:
        return {}, [f"{error}; exercises go without pictures."]
    for name, table in content.items():
        for variant, where, form in _forms(table, f"{path.name}, {name}"):
            try:
                _known("exercise", name, exercises(), path.name)
                found[name, variant] = _figure(form, where)
            except LibraryError as error:
                said.append(f"{error}; this exercise goes without its picture.")
    return found, said


def read_figure(path: Path, name: str) -> Figure:
    """Return one figure of a file."""
    content = read_toml(path)
    _known("figure", name, content, path.name)
    return _figure(content[name], f"{path.name}, {name}")


@cache
def _shipped() -> tuple[dict[tuple[str, bool], Figure], list[str]]:
    return read_figures(data_folder() / FILE)


def _forms(table: Any, where: str) -> Iterator[tuple[bool, str, Any]]:
    if not isinstance(table, dict):
        yield False, where, table
        return
    yield False, where, {key: part for key, part in table.items() if key != "variant"}
    if "variant" in table:
        yield True, f"{where}, variant", table["variant"]


def _figure(table: Any, where: str) -> Figure:
    if isinstance(table, dict) and isinstance(table.get("poses"), dict):
        table = {**table, "poses": _filled(table["poses"], where)}
    drawing = check(Drawing, table, where)
    _known("pin", drawing.pin, ("pelvis", *JOINTS), where)
    for key in drawing.works:
        _known("works", key, WORKS, where)
    for key in (*drawing.way, *drawing.turns, *(arrow.to for arrow in drawing.arrows)):
        _known("pose", key, drawing.poses, where)
    for key in drawing.props:
        _known("prop", key, PROPS, where)
    figure = Figure(drawing, {name: _posed(drawing, name, where) for name in drawing.poses})
    for one, other in figure.legs():
        _reachable(figure, one, other, where)
    return figure


def _filled(poses: dict[str, Any], where: str) -> dict[str, Any]:
    """Give each pose what it has in common with the one it is ``like``."""
    filled: dict[str, Any] = {}
    for name, pose in poses.items():
        if isinstance(pose, dict) and "like" in pose:
            own = {key: part for key, part in pose.items() if key != "like"}
            _known("like", pose["like"], filled, f"{where}, pose {name}")
            pose = {**filled[pose["like"]], **own}
        filled[name] = pose
    return filled


def _posed(drawing: Drawing, name: str, where: str) -> PosedBody:
    pose, where = drawing.poses[name], f"{where}, pose {name}"
    for prop in pose.props:
        _known("prop", prop, drawing.props, where)
    try:
        posed = pose_body(pose)
    except LibraryError as error:
        raise LibraryError(f"{where}: {error}") from None
    if said := first_beyond_limit(posed):
        raise LibraryError(f"{where}: {said}")
    for part, height in contacts(pose, posed, where):
        if abs(height) > TOUCHES:
            raise LibraryError(
                f"{where}: ground holds {part}, which is {abs(height):.0f} "
                f"{'above' if height > 0 else 'under'} it; put it there or leave it out"
            )
    return PosedBody(posed.root, posed.turns, {**drawing.props, **pose.props})


def contacts(pose: Pose, posed: PosedBody, where: str = "") -> Iterator[tuple[str, float]]:
    """Yield what a pose puts on the ground, and how high above it that is."""
    singles = [f"{part}_{side}" for part in _CONTACTS for side in SIDES]
    for name in pose.ground:
        _known("ground", name, (*_PAIRS, *singles), where)
        for one in [f"{_PAIRS[name]}_{side}" for side in SIDES] if name in _PAIRS else [name]:
            part, side = one.split("_")
            yield one, min(posed.lowest(f"{ball}_{side}") for ball in _CONTACTS[part])


def _reachable(figure: Figure, one: str, other: str, where: str) -> None:
    before, after = figure.poses[one], figure.poses[other]
    frame, degrees = widest_turn(before, after)
    if degrees > MOST_TURN:
        raise LibraryError(
            f"{where}: {frame.replace('_', ' ')} turns right round between the poses {one} and "
            f"{other}; put a pose in between"
        )
    for share in (0.25, 0.5, 0.75):
        between = interpolate(before, after, share, figure.drawing.pin)
        if said := first_beyond_limit(between, spare=8):
            raise LibraryError(
                f"{where}: between the poses {one} and {other} {said}; put a pose in between"
            )


def _known(key: str, came: Any, allowed: Any, where: str) -> None:
    if came not in allowed:
        said = f"{key} is {shown(came)}{did_you_mean(str(came), allowed)}"
        raise LibraryError(f"{where}: {said}, and allowed are {', '.join(allowed)}")
