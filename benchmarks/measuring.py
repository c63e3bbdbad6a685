"""One work, timed in a process of its own: ``python benchmarks/measuring.py WORK FRAME``.

Prints JSON: ``value``; the shortest ``form`` and ``value_seconds`` of some runs; ``peak``, the
most memory in megabytes that the first run took beyond the frame and the program itself.
"""

from __future__ import annotations

import ctypes
import gc
import json
import sys
import time
from pathlib import Path

import checkout  # noqa: F401
import pandas as pd
import pyarrow as pa
from works import WORKS, frame_of

_LONG = 6.0  # seconds of runs in all; what takes longer at once is run once
_RUNS = 15


def memory(name: str) -> float:
    """A line of /proc/self/status in megabytes: VmRSS, or VmHWM for the most since the reset."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def settle() -> float:
    """Memory in use after giving back what is not; from here on the peak is counted anew."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    return memory("VmRSS")


def measured(name: str, path: str) -> dict[str, float]:
    """The times, the peak and the value of a work on a frame."""
    work = WORKS[name]
    work.value(work.form(work.before(frame_of(1_000))))  # imports are not what is timed
    frame = work.before(pd.read_parquet(path))
    before = settle()
    taken = [_run(name, frame)]
    peak = memory("VmHWM") - before
    while len(taken) < _RUNS and sum(form + value for form, value, _ in taken) < _LONG:
        taken.append(_run(name, frame))
    return {
        "value": taken[0][2],
        "form": min(run[0] for run in taken),
        "value_seconds": min(run[1] for run in taken),
        "peak": peak,
    }


def _run(name: str, frame: pd.DataFrame) -> tuple[float, float, float]:
    work = WORKS[name]
    start = time.perf_counter()
    form = work.form(frame)
    formed = time.perf_counter()
    value = work.value(form)
    return formed - start, (time.perf_counter() - formed) * work.times, value


if __name__ == "__main__":
    print(json.dumps(measured(*sys.argv[1:])))
