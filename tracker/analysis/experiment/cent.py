"""What CENT 2015 asks of the report of a trial in one person, as a table."""

from __future__ import annotations

import pandas as pd

from tracker.analysis.experiment.plan import Experiment
from tracker.analysis.experiment.result import ExperimentResult
from tracker.foundation.words import day_words


def cent_table(result: ExperimentResult) -> pd.DataFrame:
    """Report a self-experiment as CENT 2015 asks, item by item.

    The checklist is of Vohra et al. 2015, *CONSORT extension for reporting N-of-1 trials (CENT)
    2015*, BMJ 350:h1738.

    Returns
    -------
    DataFrame
        Indexed by item number of the checklist: topic and report, both text.

    Examples
    --------
    >>> from tracker import analyse_experiment, plan_experiment, simulate_experiment
    >>> plan = plan_experiment(start="2026-01-05", seed=7)
    >>> table = cent_table(analyse_experiment(plan, simulate_experiment(plan, seed=1)))
    >>> table.loc["8c", "report"][:24]
    'on off, on off, on off, '
    """
    plan, blocks = result.experiment, result.blocks
    missing = result.n_days - result.n_rated
    changed = [note for note in result.notes if "plan of sessions" in note or "paused" in note]
    pairs = zip(plan.schedule[::2], plan.schedule[1::2], strict=True)
    rows = {
        "1a": ("Title", f"A randomised trial in one person: {_question(plan)}"),
        "2b": ("Objective", f"Whether daily upper-back pain differs between {_question(plan)}."),
        "3a": ("Trial design", _design(plan)),
        "3b": ("Changes to methods", " ".join(changed) or "None."),
        "4a": ("Participant", "One person with knots in the upper back, who is their own control."),
        "4b": ("Setting", "At home; ratings and sessions logged by the person."),
        "5": ("Interventions", f"On: {plan.conditions[0]}. Off: {plan.conditions[1]}."),
        "6a": ("Outcome", "Pain of the day in the whole upper back, 0 to 10, rated once a day."),
        "7a": ("Sample size", f"{plan.pairs} pairs of periods, fixed in advance;"
                              f" a change of {plan.matters:g} was stated to matter."),
        "7b": ("Interim looks", _looks(result)),
        "8a": ("Sequence generation", f"A coin a pair (SHA-256 of seed {plan.seed} and the pair)."),
        "8b": ("Randomisation", "In pairs of one period on and one off, in random order."),
        "8c": ("Full sequence", ", ".join(f"{a} {b}" for a, b in pairs) + "."),
        "9": ("Concealment", f"Order fixed before the first day and sealed as {plan.hash[:16]}."),
        "11a": ("Blinding", "None: the person knew each period's condition."),
        "12a": ("Statistical methods", _methods(result)),
        "12b": ("Carry-over and period effects", "Carry-over: pain is set against the assigned"
                f" consistency, half-life {plan.half_life_days:g} days, and the first"
                f" {plan.washout_days} days of a period are not counted. Period effects: a linear"
                " trend is taken out; order is random within pairs."),
        "13a": ("Periods completed", f"{int((blocks['rated'] > 0).sum())} of {len(blocks)}"
                                     " periods have ratings."),
        "13b": ("Missing data", f"{missing} of {result.n_days} counted days have no rating;"
                                " they are left missing, with a sensitivity reading."),
        "14a": ("Dates", f"{day_words(plan.start)} to {day_words(plan.end)}."),
        "14b": ("Early stop", _stop(result)),
        "16": ("Numbers analysed", f"{result.n_rated} days, each as it was assigned."),
        "17a": ("Result by period", _periods(blocks)),
        "17b": ("Estimate", result.numbers() or result.summary()),
        "18": ("Other readings", _others(result)),
        "19": ("Harms", "Pain stops are in the journal's sessions; none is hidden here."),
        "20": ("Limitations", result.means_not()),
        "22": ("Interpretation", f"{result.summary()} {result.means()}"),
    }  # fmt: skip
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["topic", "report"])
    return frame.rename_axis("item")


def _question(plan: Experiment) -> str:
    return f"“{plan.conditions[0].lower()}” and “{plan.conditions[1].lower()}”"


def _design(plan: Experiment) -> str:
    return (
        f"{2 * plan.pairs} periods of {plan.block_days} days in {plan.pairs} randomised pairs,"
        f" after a run-in of {plan.run_in_days} days; washout {plan.washout_days} days at the start"
        " of each period."
    )


def _looks(result: ExperimentResult) -> str:
    if result.unsealed_on is None:
        return "None: the result was sealed until the last day."
    return f"The seal was broken on {day_words(result.unsealed_on)}."


def _stop(result: ExperimentResult) -> str:
    if result.stopped_on is None or result.stopped_on >= result.experiment.end:
        return "None."
    because = f": {result.stopped_because}" if result.stopped_because else ""
    return f"Stopped early, on {day_words(result.stopped_on)}{because}."


def _methods(result: ExperimentResult) -> str:
    if result.p_value is None:
        return f"No test was made. {result.missing}"
    how = "exact" if result.exact else "Monte Carlo (one added)"
    return (
        f"{result.experiment.alternative.capitalize()} randomisation test, {how}, over"
        f" {result.n_schedules:,} admissible sequences, by intention to treat; covariance of pain,"
        " whitened as AR(1) with reporting noise, with the assigned consistency; 95 % interval by"
        " inversion of the test."
    )


def _periods(blocks: pd.DataFrame) -> str:
    return "; ".join(
        f"{condition} {'no rating' if pd.isna(pain) else f'{pain:.1f}'} ({rated:.0f} d)"
        for condition, pain, rated in zip(
            blocks["condition"], blocks["pain"], blocks["rated"], strict=True
        )
    )


def _others(result: ExperimentResult) -> str:
    if len(result.sensitivity) < 2:
        return "None needed: no day is missing or paused."
    return "; ".join(
        f"{reading}: {row['effect']:+.2f} points, p {row['p_value']:.3f}"
        for reading, row in result.sensitivity.iterrows()
    )
