# Every public name, a line each: `help(tracker)` opens on this list.

# Pages of the notebooks
from .pages.coach import Coach as Coach  # a routine, with the scores around it
from .pages.diary import Diary as Diary  # a day's score, and what was entered before
from .pages.progress import Progress as Progress  # charts and sentences of one's weeks
from .pages.self_experiment import SelfExperiment as SelfExperiment  # planned, sealed, kept, read
from .pages.today import Today as Today  # the experiment's card of the day
from .pages.exercise_library import Library as Library  # every exercise, in pictures
from .pages.experiment_page import experiment_page as experiment_page  # what an experiment found

# Keep a journal
from .journal.store import Journal as Journal  # scores, sessions, plans and all else, in one file
from .foundation.errors import TrackerError as TrackerError  # what every error of ours is

# Run and print routines
from .routine.routines import exercises as exercises  # every exercise, by id
from .routine.routines import routines as routines  # every routine, one's own among them, by id
from .routine.routines import Exercise as Exercise  # steps, dose and source, cautions, easier form
from .routine.routines import Routine as Routine  # exercises in an order, with holds and rests
from .routine.timeline import timeline as timeline  # a routine, second by second
from .routine.suggest import suggest as suggest  # a routine for these knots and minutes, and why
from .printing.card import card as card  # a routine on one sheet
from .pages.report import report as report  # one page for whoever looks at your back

# Read a diary
from .analysis.days.daily import daily as daily  # one row a day: pain, sessions, context
from .analysis.days.consistency import adherence as adherence  # one row a week: done against planned
from .analysis.days.consistency import weighted_consistency as weighted_consistency  # recent days count most
from .analysis.days.habit import habit_strength as habit_strength  # how settled the habit is, 0-1
from .analysis.days.habit import streaks as streaks  # runs of days that count
from .analysis.pain.pain_level import pain_level as pain_level  # the level under the scatter
from .analysis.pain.pain_trend import pain_trend as pain_trend  # a slope, with what is chance
from .analysis.pain.pain_change import pain_change as pain_change  # last weeks against first
from .analysis.pain.pain_change import weekly_means as weekly_means  # mean pain of each week
from .analysis.pain.flares import flares as flares  # days well above the usual
from .analysis.pain.relief import relief as relief  # scores after sessions against before
from .analysis.pain.exercise_relief import exercise_relief as exercise_relief  # the same, exercise by exercise
from .analysis.pain.mann_kendall import mann_kendall as mann_kendall  # a trend test by ranks
from . import charts as charts  # a result and an ax in, the ax out

# Ask whether stretching helps
from .analysis.association.association import association as association  # with its p-value and what it cannot tell
from .analysis.association.multiplicity import associations as associations  # of the whole and each knot
from .analysis.association.multiplicity import sensitivity as sensitivity  # how it would read with other half-lives
from .analysis.association.state_space import state_space as state_space  # a second reading, from its likelihood
from .analysis.calibration import calibration as calibration  # how often the methods are wrong
from .analysis.simulate import simulate_person as simulate_person  # a diary with a known truth

# Experiment on oneself
from .analysis.experiment.plan import plan_experiment as plan_experiment  # blocks, in chance's order
from .analysis.experiment.plan import sealed_experiment as sealed_experiment  # as it was sealed
from .analysis.experiment.plan import Experiment as Experiment  # a plan: its blocks and its days
from .analysis.experiment.power import power as power  # how often such a plan finds an effect
from .analysis.experiment.power import Power as Power  # what power returns
from .analysis.experiment.evaluation import analyse_experiment as analyse_experiment  # what it found, by its exact test
from .analysis.experiment.result import ExperimentResult as ExperimentResult  # effect, interval, p
from .analysis.experiment.cent import cent_table as cent_table  # the report that CENT 2015 asks for
from .analysis.experiment.randomization import randomization_test as randomization_test  # for any design
from .analysis.experiment.randomization import phase_schedules as phase_schedules  # the orders that phases may have
from .analysis.experiment.simulated_trials import simulate_experiment as simulate_experiment  # how one person might live it

# Bring histories along, take them elsewhere
from .exchange.archive import read_archive as read_archive  # what journal.export wrote
from .exchange.loop import read_loop as read_loop  # Loop Habit Tracker
from .exchange.bearable import read_bearable as read_bearable  # Bearable
from .exchange.apple_health import read_apple_health as read_apple_health  # Apple Health
from .exchange.csv_table import read_table as read_table  # any CSV file
from .exchange.csv_table import guess_columns as guess_columns  # which column is what
from .exchange.import_report import ImportReport as ImportReport  # what came of reading one
from .exchange.fhir import write_fhir as write_fhir  # FHIR R4, for a clinic
from .exchange.ics import write_ics as write_ics  # plan and pauses, for a calendar
from .exchange.parquet import write_parquet as write_parquet  # for data programs
