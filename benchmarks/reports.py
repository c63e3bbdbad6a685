"""How long all letters take in each format, and how much memory they need beyond the labels.

    python benchmarks/reports.py [--labels 1000000] [--annotators 200]

The labels are made up (``crowds``): items with texts, a tenth of them with gold; a label of each
annotator has a verdict and a message. ``prepare`` is the statistics that letters rest on; the app
computes it once for a version of the data. Letters are written one after the other, none is kept,
and the overview, the mail merge and the summary are among the files.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import checkout  # noqa: F401
import numpy as np
from crowds import honest

from annotate.annotations import Annotations
from annotate.feedback import Casebook, Outgoing, Press, files, prepare
from annotate.judgements import Judgement, Record, Verdict

WORDS = [
    "the",
    "parcel",
    "that",
    "was",
    "promised",
    "for",
    "Monday",
    "has",
    "still",
    "not",
    "come",
    "and",
    "nobody",
    "answers",
]
BARS = {"html, md": 10, "pdf": 60}  # seconds for 200 annotators and a million labels, two cores


def made_up(n_annotators: int, n_labels: int) -> Annotations:
    """Labels of honest annotators on items with texts."""
    crowd = honest(n_annotators, n_labels // 5, 5, 5, seed=0)
    data = crowd.data()
    rng = np.random.default_rng(0)
    starts = rng.integers(0, len(WORDS), data.n_items)
    data.items["text"] = [" ".join(WORDS[k:] + WORDS[:k] * 3) for k in starts.tolist()]
    known = rng.random(data.n_items) < 0.1
    data.gold["q"] = np.where(known, crowd.truth, -1)
    return data


def read_some(data: Annotations) -> Record:
    """A verdict on a label of each annotator."""
    items = data.table["item"].to_numpy()
    annotators = data.table["annotator"].to_numpy()
    first = np.unique(annotators, return_index=True)[1]
    names = data.annotator_ids
    return Record(
        tuple(
            Judgement(data.item_ids[items[row]], names[annotators[row]], "q", Verdict.ERROR, message="See rule 2.")
            for row in first
        )
    )  # fmt: skip


def memory() -> float:
    """Megabytes that the process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def timed(what: str, work: Callable[[], Iterator[int]], bar: int | None = None) -> None:
    """Print how long it took, what it made, and by how much memory grew at most."""
    gc.collect()
    before, peak, size, number = memory(), 0.0, 0, 0
    start, busy = time.perf_counter(), time.process_time()
    for written in work():
        size, number = size + written, number + 1
        peak = max(peak, memory())
    seconds = time.perf_counter() - start
    said = "" if bar is None else f"  (bar {bar} s: {'met' if seconds < bar else 'missed'})"
    print(
        f"{what:<10} {seconds:7.1f} s  ({time.process_time() - busy:.1f} s of one core)"
        f"  {number:5,} files  {size / 1e6:7.1f} MB written"
        f"  memory +{max(peak - before, 0):.0f} MB{said}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--annotators", type=int, default=200)
    parser.add_argument("--labels", type=int, default=1_000_000)
    options = parser.parse_args()
    data = made_up(options.annotators, options.labels)
    start = time.perf_counter()
    book = Casebook(prepare(data), read_some(data))
    print(f"{options.annotators:,} annotators, {options.labels:,} labels")
    print(f"{'prepare':<10} {time.perf_counter() - start:7.1f} s")
    press = Press()
    for formats in (("html", "md"), ("pdf",), ("docx",)):
        outgoing = Outgoing(book, to=formats, project="Benchmark")
        name = ", ".join(formats)
        timed(
            name,
            lambda outgoing=outgoing: (len(content) for _, content in files(outgoing, press)),
            BARS.get(name),
        )


if __name__ == "__main__":
    main()
