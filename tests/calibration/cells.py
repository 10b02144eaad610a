"""What is calibrated: worlds, lengths, autocorrelations and effects, the most telling first."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.analysis.simulate import World

SEED = 20260105
AUTOCORRELATIONS = (0.3, 0.5, 0.8)

WORLDS: dict[str, dict[str, float]] = {
    "plain": {},
    "pain drives stretching": {"reverse_causation": 0.5},
    "that, a flare and recovery": {"reverse_causation": 0.5, "flare": 3.0, "beginner": 1.0},
    "same-day pain drives it": {"same_day": 0.7},
    "sessions relieve that day": {"relief": 0.5},
    "only at 7 or more": {"threshold": 7.0},
    "weekday habits": {"weekday": 0.8},
    "ratings missing when sore": {
        "reverse_causation": 0.5,
        "missing": 0.25,
        "missing_when_sore": 0.4,
    },
    "steady habits": {"will": 0.0},
    "slow drift": {"drift": 0.8, "reverse_causation": 0.3},
    "season": {"season": 0.5},
    "strong season": {"season": 1.0},
    "unmeasured cause": {"unmeasured": 0.7},
    "same day, and relief": {"same_day": 0.7, "relief": 0.5},
}
"""Traits of `World`; the rest as it has them."""

LIMITS = ("unmeasured cause", "same day, and relief")
"""Worlds in which no diary alone can tell: measured and shown, without a goal."""

TEST, SECOND = "randomisation test", "state space"
SIEVE, PLAIN_KENDALL, HAMED_RAO = "sieve", "Mann-Kendall", "Hamed-Rao"
STRETCHED, PEARSON, HAC, SHIFT = "t-test", "Pearson", "OLS with HAC errors", "circular shift"
NAIVE = (STRETCHED, PEARSON, HAC, SHIFT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One method on people of one world: how often it rejects `tested` being their effect.

    Where `tested` is their effect, that is its false-alarm rate, and 1 less it the share of
    intervals that hold the truth; where it is not, its power.
    """

    question: str
    method: str
    world: str
    days: int
    autocorrelation: float
    effect: float = 0.0
    tested: float = 0.0

    def lived(self) -> World:
        """Return the world."""
        return World(effect=self.effect, autocorrelation=self.autocorrelation, **WORLDS[self.world])

    def people_key(self) -> int:
        """Return a number of its own for these people, the same for every method."""
        words = f"{self.world}/{self.days}/{self.autocorrelation}/{self.effect}"
        return zlib.crc32(words.encode())


def _every(
    question: str,
    method: str,
    worlds: Iterable[str],
    days: int,
    effect: float = 0.0,
    tested: float = 0.0,
) -> Iterator[Cell]:
    for world in worlds:
        for autocorrelation in AUTOCORRELATIONS:
            yield Cell(question, method, world, days, autocorrelation, effect, tested)


def grid() -> Iterator[Cell]:
    """Yield every cell, the most telling first."""
    asked = "association"
    plain, driven = "plain", "pain drives stretching"
    for days in (180, 360, 720, 90):
        yield from _every(asked, TEST, WORLDS, days)
    for effect in (-1.5, -3.0):
        yield from _every(asked, TEST, (plain, driven), 180, effect, effect)
        yield from _every(asked, TEST, (plain, driven), 180, effect)
    for days in (90, 360, 720):
        yield from _every(asked, TEST, (plain,), days, -1.5, -1.5)
        yield from _every(asked, TEST, (plain,), days, -1.5)
    for method in NAIVE:
        yield from _every(asked, method, WORLDS, 180)
    for days in (90, 180, 360, 720):
        yield from _every("trend", SIEVE, (plain,), days)
        yield from _every("trend", PLAIN_KENDALL, (plain,), days)
        yield from _every("trend", HAMED_RAO, (plain,), days)
    yield from experiments()
    yield from _every(asked, SECOND, WORLDS, 180)
    yield from _every(asked, SECOND, (plain,), 180, -1.5, -1.5)
    yield from _every(asked, SECOND, (plain,), 180, -1.5)


def experiments() -> Iterator[Cell]:
    """Yield the cells of self-experiments; their methods are the plans."""
    asked = "experiment"
    # Where a session lowers that day's rating, what is drawn has an effect: no false alarm.
    worlds = (*(one for one in WORLDS if "relief" not in WORLDS[one]), "kept by half")
    for plan, days in (("6 pairs", 168), ("12 pairs", 336)):
        yield from _every(asked, plan, worlds, days)
    for plan, days in (("6 pairs", 168), ("8 pairs", 224), ("12 pairs", 336)):
        for effect in (-1.5, -3.0):
            yield from _every(asked, plan, ("kept to the letter",), days, effect, effect)
    for effect in (-1.5, -3.0):
        for half_life in (3, 7, 14):
            world = f"half-life {half_life} d"
            yield from _every(asked, "6 pairs, one-sided", (world,), 168, effect)
            yield from _every(asked, "12 pairs", (world,), 336, effect)
