"""An Apple Health export, as small or as large as a test wants it."""

from datetime import datetime, timedelta
from typing import IO

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST Record type CDATA #REQUIRED>
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-03-01 20:00:00 +0100"/>
"""
TAIL = "</HealthData>\n"
YOGA = """\
 <Workout workoutActivityType="HKWorkoutActivityTypeYoga" duration="31.5" durationUnit="min" \
sourceName="Anna&#8217;s Watch" creationDate="2026-02-20 19:00:00 +0100" \
startDate="2026-02-20 18:15:00 +0100" endDate="2026-02-20 18:46:30 +0100">
  <MetadataEntry key="HKTimeZone" value="Europe/Paris"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="80" unit="count/min"/>
 </Workout>
"""
ACHE = """\
 <Record type="HKCategoryTypeIdentifierGeneralizedBodyAche" sourceName="Health" \
creationDate="2026-02-21 09:00:00 +0100" startDate="2026-02-21 08:00:00 +0100" \
endDate="2026-02-21 09:00:00 +0100" value="HKCategoryValueSeverityModerate"/>
"""
HEART = """\
 <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Anna&#8217;s Watch" \
sourceVersion="11.0" device="&lt;&lt;HKDevice: 0x{number:x}&gt;, name:Apple Watch, \
manufacturer:Apple Inc., model:Watch, hardware:Watch6,1, software:11.0&gt;" unit="count/min" \
creationDate="{at} +0100" startDate="{at} +0100" endDate="{at} +0100" value="{value}">
  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="0"/>
 </Record>
"""
STEPS = """\
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count" \
creationDate="{at} +0100" startDate="{at} +0100" endDate="{at} +0100" value="{value}"/>
"""


def export(*elements: str) -> str:
    """Return an export of these elements."""
    return HEAD + "".join(elements) + TAIL


def stream(file: IO[bytes], size: int) -> int:
    """Write an export of about `size` bytes, nearly all heart rate; return its workouts."""
    written = file.write(HEAD.encode())
    first, number, workouts = datetime(2016, 1, 1), 0, 0
    while written < size:
        parts = []
        for _ in range(500):
            number += 1
            at = first + timedelta(minutes=number)
            like = HEART if number % 5 else STEPS
            parts.append(like.format(number=number, at=at, value=60 + number % 40))
        start = first + timedelta(minutes=number)
        parts.append(YOGA.replace("2026-02-20 18:15:00", str(start)))
        workouts += 1
        written += file.write("".join(parts).encode())
    file.write(TAIL.encode())
    return workouts
