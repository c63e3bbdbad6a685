"""Whether the accuracy estimated from reading can be believed, with gold as the reader.

    python benchmarks/reading_estimates.py FOLDER [--draws N]     FOLDER/<set>/long.csv, gold.csv

For every annotator with at least 1.3 times as many labels on items with gold, n = 10, 20, 50, 100
of them are drawn and read. Over the annotators of a set, and then over the sets:

    cover    how often the 95% interval holds the accuracy over all their labels
    worst    the least of that on a set
    width    of the interval, over that of Wilson's interval on the same labels read
    bias     mean error of the estimate
    hunted   the largest move of an estimate when the most suspicious labels are read as well
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from suspects import Set, load

from annotate import from_frame
from annotate.agreement import wilson
from annotate.annotations import Annotations
from annotate.consensus import fit
from annotate.judgements import Read, Record
from annotate.reading import from_reading
from annotate.reading.estimate import Population, estimate

READ = (10, 20, 50, 100)
ENOUGH = 1.3


def measured(data: Set, n: int, draws: int) -> dict[str, float]:
    """The figures of one set."""
    labels = data.labels
    asked = data.gold[labels.item] >= 0
    predicted = 1.0 - fit(labels).p_wrong
    right = (labels.label == data.gold[labels.item]).astype(float)
    rng, rows = np.random.default_rng(n), []
    for annotator in range(labels.n_annotators):
        own = np.flatnonzero(asked & (labels.annotator == annotator))
        if own.size < ENOUGH * n:
            continue
        truth, population = right[own].mean(), Population(predicted[own])
        for _ in range(draws):
            read = rng.choice(own, n, replace=False)
            found = estimate(right[read], predicted[read], population)
            low, high = wilson(right[read].sum(), n)
            inside = found.low - 1e-9 <= truth <= found.high + 1e-9
            rows.append((inside, (found.high - found.low) / (high - low), found.value - truth))
    if not rows:
        return {}
    cover, width, bias = np.mean(rows, axis=0)
    return {"cover": cover, "width": width, "bias": bias}


def moved_by_hunting(data: Set, n: int = 100, hunted: int = 100) -> float:
    """The largest move of any annotator's estimate when suspicious items are read and ruled."""
    whole = as_annotations(data)
    labels = whole.coded("label")
    gold = [str(code) for code in data.gold[whole_items(whole)]]
    order = np.random.default_rng(0).permutation(np.flatnonzero(data.gold[whole_items(whole)] >= 0))
    predicted = 1.0 - fit(labels).p_wrong
    doubt = np.bincount(labels.item, 1.0 - predicted, labels.n_items)
    first = [i for i in np.argsort(-doubt) if gold[i] != "-1" and i not in set(order[:n])][:hunted]

    def estimates(codes: list[int]) -> np.ndarray:
        chance = {int(code) for code in order[:n]}
        reads = tuple(
            Read(whole.item_ids[i], "random", 1 / len(order) if i in chance else None, "")
            for i in codes
        )
        record = Record(rulings={(whole.item_ids[i], "label"): gold[i] for i in codes}, reads=reads)
        found = from_reading(labels, whole, record, predicted)
        return np.array([np.nan if one is None else one.value for one in found])

    before, after = estimates(list(order[:n])), estimates([*order[:n], *first])
    return float(np.nanmax(np.abs(after - before)))


def as_annotations(data: Set) -> Annotations:
    frame = data.frame.astype(str)
    return from_frame(frame, item="task", annotator="worker", labels=["label"])


def whole_items(data: Annotations) -> np.ndarray:
    return np.array([int(name) for name in data.item_ids])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draws", type=int, default=200, help="an annotator")
    arguments = parser.parse_args()
    sets = [load(path.parent) for path in sorted(arguments.folder.glob("*/gold.csv"))]
    summary = {}
    for n in READ:
        table = pd.DataFrame({data.name: measured(data, n, arguments.draws) for data in sets}).T
        print(f"\n{n} labels read at random\n{table.round(3).to_string()}", flush=True)
        summary[n] = dict(table.mean()) | {"worst": table["cover"].min()}
    print(f"\nmean over the sets\n{pd.DataFrame(summary).T.round(3).to_string()}")
    moves = {data.name: moved_by_hunting(data) for data in sets}
    print(f"\nhunted\n{pd.Series(moves).to_string()}")


if __name__ == "__main__":
    sys.exit(main())
