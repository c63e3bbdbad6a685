"""How long a table of ablations takes, and whether the curve of labels is that of drawing by hand.

    python benchmarks/ablation.py [--labels 1000000] [--annotators 1000]
    python benchmarks/ablation.py --files labels.csv gold.csv [--draws 200]

The second form draws r labels of each item by hand, with plain loops over permutations, and prints
the share of right majorities beside what the curve says.
"""

from __future__ import annotations

import argparse
import resource
import time

import checkout  # noqa: F401
import numpy as np
from crowds import honest

from annotate.ablation import Base, View, ablations
from annotate.ablation.compared import ALPHA
from annotate.ablation.everybody import without_each
from annotate.ablation.fewer_labels import label_curve
from annotate.ablation.standard import standard
from annotate.ablation.words import title_of
from annotate.agreement.options import Options
from annotate.annotations import MISSING, Annotations
from annotate.loading import load

OPTIONS = Options(replicates=1_000, coefficients=(ALPHA,))


def timed(n_labels: int, n_annotators: int) -> None:
    """Print seconds for every annotator in one pass, for each row, and for the whole table."""
    data = crowd_with_gold(n_labels, n_annotators)
    print(f"{len(data.table):,} labels by {n_annotators:,} annotators")
    base = Base.of(View.of(data, "q"), OPTIONS)
    start = time.perf_counter()
    rows = without_each(base)
    print(f"  {time.perf_counter() - start:6.2f} s  without each of {len(rows):,} annotators")
    for decisions in standard(base):
        start = time.perf_counter()
        base.compared(decisions)
        print(f"  {time.perf_counter() - start:6.2f} s  {title_of(decisions)}")
    start = time.perf_counter()
    found = ablations(data, "q")
    seconds = time.perf_counter() - start
    print(f"  {seconds:6.2f} s  the whole standard table: {len(found.rows)} rows, all annotators,")
    print(f"            and {len(found.curve)} points of the curve of labels")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {peak:6,.0f} MB at most, with the data")


def crowd_with_gold(n_labels: int, n_annotators: int) -> Annotations:
    """Five labels an item; seconds, two rounds, and gold for a third of the items."""
    crowd = honest(n_annotators, n_labels // 5, 5, 5, 0)
    data, rng = crowd.data(), np.random.default_rng(0)
    known = rng.random(data.n_items) < 1 / 3
    labels = data.coded("q")
    first = np.zeros(data.n_items, dtype=np.int64)
    first[labels.item] = labels.label  # any answer will do: what is timed is the counting
    data.gold["q"] = np.where(known, first, MISSING)
    return data


def by_hand(paths: list[str], draws: int) -> None:
    """Print the curve beside the means of labels drawn with plain loops."""
    data = load(paths)
    name = data.questions[0].name
    base = Base.of(View.of(data, name), OPTIONS)
    labels, gold = data.coded(name), data.gold[name]
    order = np.argsort(labels.item, kind="stable")
    own = np.split(
        labels.label[order], np.searchsorted(labels.item[order], np.arange(1, data.n_items))
    )
    trusted = [
        (given, int(gold[item])) for item, given in enumerate(own) if gold[item] >= 0 and given.size
    ]
    print(f"{len(trusted):,} items with a reference; {draws} draws")
    print("   r    exact   by hand    error of the draws   apart in errors")
    rng = np.random.default_rng(0)
    for point in label_curve(base, np.nan):
        means = [
            np.mean([_hit(given, want, point.r, rng) for given, want in trusted])
            for _ in range(draws)
        ]
        error = np.std(means) / np.sqrt(draws)
        apart = (point.reference.first - np.mean(means)) / error if error else 0.0
        print(
            f"{point.r:4}  {point.reference.first:.5f}   {np.mean(means):.5f}   {error:.5f}"
            f"              {apart:+.2f}"
        )


def _hit(given: np.ndarray, want: int, r: int, rng: np.random.Generator) -> float:
    """Whether the majority of r labels drawn is right; a tie is broken by chance."""
    often = np.bincount(rng.permutation(given)[:r])
    return float(rng.choice(np.flatnonzero(often == often.max())) == want)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=1_000_000)
    parser.add_argument("--annotators", type=int, default=1_000)
    parser.add_argument("--files", nargs="+")
    parser.add_argument("--draws", type=int, default=200)
    asked = parser.parse_args()
    if asked.files:
        by_hand(asked.files, asked.draws)
    else:
        timed(asked.labels, asked.annotators)
