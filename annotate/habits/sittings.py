"""In which order an annotator worked, and where they paused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import Annotations, FloatArray, IntArray
from annotate.comparison import Comparison

PAUSE = 30 * 60  # seconds without a label that end a sitting


@dataclass(frozen=True, eq=False)
class Worked:
    """Labels in the order in which each annotator gave them; those without a time left out.

    at        (n,) where the label is in the comparison, by annotator and then by time
    seconds   (n,) the time, in seconds since 1970
    sitting   (n,) a number for each annotator's sittings, rising
    minutes   (n,) since the sitting began
    """

    at: IntArray
    seconds: FloatArray
    sitting: IntArray
    minutes: FloatArray


def worked(data: Annotations, comparison: Comparison) -> Worked:
    """Empty where the data know no times."""
    times = data.table["time"].to_numpy().astype("datetime64[ms]")[comparison.row]
    known = np.flatnonzero(~np.isnat(times))
    annotator = comparison.labels.annotator[known]
    seconds = times[known].astype(np.int64) / 1000.0
    order = np.lexsort((seconds, annotator))
    at, seconds, annotator = known[order], seconds[order], annotator[order]
    begins = np.ones(at.size, dtype=np.bool_)
    if at.size:
        begins[1:] = (np.diff(annotator) != 0) | (np.diff(seconds) > PAUSE)
    sitting = np.cumsum(begins) - 1
    started = seconds[np.flatnonzero(begins)]
    minutes = (seconds - started[sitting]) / 60 if at.size else seconds
    return Worked(at, seconds, sitting, minutes)
