"""Charts: a result and an ``ax`` in, the ``ax`` out; none computes a statistic or uses pyplot."""

from tracker.progress.charts.calendar import calendar as calendar
from tracker.progress.charts.contrasts import effects as effects
from tracker.progress.charts.contrasts import lags as lags
from tracker.progress.charts.contrasts import relief as relief
from tracker.progress.charts.contrasts import slopes as slopes
from tracker.progress.charts.experiments import blocks as blocks
from tracker.progress.charts.experiments import null as null
from tracker.progress.charts.experiments import power as power
from tracker.progress.charts.places import back as back
from tracker.progress.charts.places import knots as knots
from tracker.progress.charts.rates import false_alarms as false_alarms
from tracker.progress.charts.time import consistency as consistency
from tracker.progress.charts.time import overview as overview
from tracker.progress.charts.time import pain as pain
from tracker.progress.charts.weeks import adherence as adherence
from tracker.progress.charts.weeks import mobility as mobility
from tracker.progress.charts.weeks import peg as peg
