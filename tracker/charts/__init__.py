"""One chart of each result: an `ax` in, the `ax` out; and their captions."""

from tracker.charts.calendar import calendar as calendar
from tracker.charts.contrasts import effects as effects
from tracker.charts.contrasts import lags as lags
from tracker.charts.contrasts import relief as relief
from tracker.charts.contrasts import slopes as slopes
from tracker.charts.experiment_charts import blocks as blocks
from tracker.charts.experiment_charts import null as null
from tracker.charts.experiment_charts import power as power
from tracker.charts.over_time import consistency as consistency
from tracker.charts.over_time import overview as overview
from tracker.charts.over_time import pain as pain
from tracker.charts.places import back as back
from tracker.charts.places import knots as knots
from tracker.charts.rates import false_alarms as false_alarms
from tracker.charts.weeks import adherence as adherence
from tracker.charts.weeks import mobility as mobility
from tracker.charts.weeks import peg as peg
