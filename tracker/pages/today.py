"""Today's card of a self-experiment, for any notebook: what chance drew for this day."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tracker.foundation import clock
from tracker.foundation.errors import TrackerError
from tracker.foundation.words import day_words
from tracker.journal.store import Journal
from tracker.widgets.forms.text_card import TextCard

if TYPE_CHECKING:
    from datetime import date

    from tracker.pages.experiment_record import Trial

NOTHING = "No self-experiment is running."
BEGIN = "To begin one, ask your question in notebook 04 and seal the plan."


class Today(TextCard):
    """What today is in the self-experiment that is running, if one is.

    ``refresh()`` looks at `journal`, where the plan is sealed, and at the clock again.

    Examples
    --------
    >>> from tracker import Journal
    >>> with Journal("sample") as journal:
    ...     Today(journal)
    No self-experiment is running. To begin one, ask your question in notebook 04 and seal the plan.
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__(label="Today in your self-experiment")
        self._journal = journal
        self.refresh()

    def refresh(self) -> None:
        """Look at the journal and the clock again."""
        kind, big, lines = self._card()
        self._running = bool(big)
        head = f'<p class="big">{escape(big)}</p>' if big else ""
        text = "".join(f"<p>{escape(line)}</p>" for line in lines)
        said = " ".join([f"{big}." if big else "", *lines]).strip()
        self.show(f'<div class="day-card {kind}">{head}{text}</div>', said)

    @property
    def is_running(self) -> bool:
        """Whether chance has drawn something for today."""
        return self._running

    def _card(self) -> tuple[str, str, list[str]]:
        if not self._journal.rows("experiment"):  # nothing heavy is needed to see that
            return "none", "", [NOTHING, BEGIN]
        from tracker.pages import experiment_record

        try:
            trial = experiment_record.latest(self._journal)
        except TrackerError as error:
            return "none", "", [str(error)]
        day = clock.today()
        if trial is None or trial.is_over(day):
            over = BEGIN if trial is None else "The last one is over: its result is in notebook 04."
            return "none", "", [NOTHING, over]
        pauses, now = self._journal.rows("pause"), day.isoformat()
        paused = any(pause["from_day"] <= now <= pause["to_day"] for pause in pauses)
        kind, big, lines = _of_day(trial, day)
        rest = "Paused: do what your back needs. The day counts as it was drawn."
        return kind, big, [*lines, *([rest] if paused and big else [])]


def _of_day(trial: Trial, day: date) -> tuple[str, str, list[str]]:
    plan = trial.plan
    number = (day - plan.start).days
    if number < 0:
        return "none", "", [f"Your self-experiment starts on {day_words(plan.start)}."]
    if number < plan.run_in_days:
        at = f"Run-in, day {number + 1} of {plan.run_in_days}."
        return "none", "As usual", [at, "Do as you always do, and score each day."]
    block, within = divmod(number - plan.run_in_days, plan.block_days)
    row = plan.blocks().iloc[block]
    left = (row["last"].date() - day).days
    until = "the last day of it" if left == 0 else f"until {day_words(row['last'].date())}"
    at = f"Day {within + 1} of {plan.block_days} in block {block + 1} of {2 * plan.pairs}, {until}."
    return str(row["condition"]), str(row["words"]), [at]
