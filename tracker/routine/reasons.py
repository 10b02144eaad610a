"""Why an exercise is in a suggested routine or not, in half a sentence, from its data alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tracker import anatomy
from tracker.errors import NotFound
from tracker.routine.exercise import Exercise, Form, exercises
from tracker.routine.timeline import DOWN
from tracker.words import listed

Knots = Mapping[str, tuple[str, ...]]
"""Each site that has a knot, with its sides."""
_WHERE = ("above", "below", "beside", "between", "on")


def by_site(places: Iterable[str]) -> Knots:
    """Return each site with its sides, both in the drawing's order.

    Raises
    ------
    NotFound
        With the first place that is not on the back.

    Examples
    --------
    >>> by_site(["on the blade|right", "on the blade|left"])
    {'on the blade': ('left', 'right')}
    """
    chosen, known = set(places), anatomy.keys()
    if strange := sorted(chosen - set(known)):
        raise NotFound(
            f"there is no place {strange[0]!r} on the back; a place is a site of "
            "tracker.anatomy.SITES and a side, as in 'inner blade edge|left'"
        )
    found: dict[str, tuple[str, ...]] = {}
    for place in known:
        if place in chosen:
            site, _, side = place.partition("|")
            found[site] = (*found.get(site, ()), side)
    return found


def elsewhere(exercise: Exercise, knots: Knots) -> str:
    """Return why an exercise is not for these knots, "" where it is."""
    if set(exercise.sites) & set(knots) or exercise.for_any:
        return ""
    if exercise.at_the_knot and not knots:
        return "is for a knot, and none is marked"
    return f"works elsewhere: {', '.join(exercise.sites)}" if knots else ""


def barred(form: Form, equipment: Collection[str] | None, floor: bool) -> str:
    """Return what an exercise needs that is not there, "" where nothing is missing."""
    if form.position in DOWN and not floor:
        return "needs the floor"
    missing = [
        thing for thing in form.equipment if equipment is not None and thing not in equipment
    ]
    return f"needs a {' and a '.join(missing)}" if missing else ""


def aim(exercise: Exercise, knots: Knots) -> str:
    """Return what an exercise does for these knots.

    Examples
    --------
    >>> aim(exercises()["eagle_arms"], {"inner blade edge": ("left",)})
    'works on the rhomboids, for the knot at the inner blade edge (left)'
    """
    reached = {site: knots[site] for site in knots if site in exercise.sites}
    if not reached:
        return exercise.for_any or "is for the upper back as a whole"
    at = spoken(reached)
    if exercise.at_the_knot:
        return f"presses on {at}"
    muscles = [
        worked
        for worked in (words.partition(",")[0] for words in exercise.works_on)
        if any(worked in anatomy.SITES[site].muscle for site in reached)
    ]
    if muscles:
        return f"works on the {listed(muscles)}, for {at}"
    return exercise.for_any or f"reaches {at}"


def unreached(knots: Knots) -> tuple[str, ...]:
    """Return a sentence for each knot that no exercise works on.

    Examples
    --------
    >>> unreached({"top of the shoulder": ("left",)})
    ('No exercise here works on the top of the shoulder (upper trapezius) itself.',)
    """
    known = exercises().values()
    return tuple(
        f"No exercise here works on the {site} ({anatomy.SITES[site].muscle}) itself."
        for site in knots
        if not any(site in exercise.sites for exercise in known)
    )


def spoken(knots: Knots) -> str:
    """Return knots in words.

    Examples
    --------
    >>> spoken({"on the blade": ("left", "right"), "inner blade edge": ("left",)})
    'the knots on the blade (left and right) and at the inner blade edge (left)'
    """
    spots = [
        f"{'' if site.split()[0] in _WHERE else 'at the '}{site} ({' and '.join(sides)})"
        for site, sides in knots.items()
    ]
    several = sum(map(len, knots.values())) > 1
    return f"the knot{'s' * several} {listed(spots)}"
