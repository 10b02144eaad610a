"""The figures of the exercises: read from ``data/figures.toml`` and checked against the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from tracker.datafiles import data_folder
from tracker.errors import LibraryError
from tracker.routine.body import BALLS, JOINTS
from tracker.routine.checked import check, nearest, read_toml, shown
from tracker.routine.exercise import Model, exercises
from tracker.routine.poses import Pose, Posed, Spot, lowest, take_up
from tracker.routine.props import PROPS

FILE = "figures.toml"
Name = Annotated[str, Field(min_length=1)]
Degrees = Annotated[float, Field(ge=-180, le=180, description="degrees from -180 to 180")]


class View(Model):
    """From where a figure is seen: 0 from its right side, 90 from the front; how far from above."""

    turn: Degrees = 0.0
    above: Annotated[float, Field(ge=-10, le=60, description="degrees from -10 to 60")] = 8.0


class Arrow(Model):
    """An arrow along three points, shown on the way to a pose and in it."""

    to: Name
    path: tuple[Spot, Spot, Spot]


class Drawing(Model):
    """The table of one exercise, or of its easier variant."""

    view: View = View()
    side: Literal["left", "right", "both"] = "both"
    """The side that the poses show; the other is the mirror image."""
    pin: str = "pelvis"
    works: tuple[str, ...] = ()
    props: dict[str, Spot] = {}
    poses: dict[str, Pose]
    way: tuple[str, ...]
    """The poses from the start to the hold."""
    turns: tuple[str, ...] = ()
    """The poses between which it moves to and fro: its halves, or while it is held."""
    arrows: tuple[Arrow, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that can be drawn: its table, and the body in each of its poses."""

    drawing: Drawing
    poses: dict[str, Posed]


def read_figures(path: Path) -> tuple[dict[str, dict[bool, Figure]], list[str]]:
    found: dict[str, dict[bool, Figure]] = {}
    said = []
    for name, table in read_toml(path).items():
        forms = {False: {k: v for k, v in table.items() if k != "variant"}}
        if "variant" in table:
            forms[True] = table["variant"]
        for variant, form in forms.items():
            try:
                where = f"{path.name}, {name}{', variant' if variant else ''}"
                found.setdefault(name, {})[variant] = _figure(form, where)
            except LibraryError as error:
                said.append(str(error))
    return found, said


def _figure(table: dict[str, Any], where: str) -> Figure:
    poses = dict(table.get("poses", {}))
    for name, pose in poses.items():
        seen = pose
        if isinstance(pose, dict) and "like" in pose:
            seen = {**poses[pose["like"]], **{k: v for k, v in pose.items() if k != "like"}}
        poses[name] = seen
    drawing = check(Drawing, {**table, "poses": poses}, where)
    posed = {}
    for name, pose in drawing.poses.items():
        try:
            posed[name] = take_up(pose)
        except LibraryError as error:
            raise LibraryError(f"{where}, pose {name}: {error}") from None
    return Figure(drawing, posed)


@cache
def _shipped():
    return read_figures(data_folder() / FILE)


def figures():
    return _shipped()[0]
