"""Time of agreement against other programs, from one long DataFrame, in one run.

    python benchmarks/agreement.py [LABELS ...]        # 100000 and 1000000 unless told

Both sides start from the same frame with string ids. Peers are given the items x answers table,
which is the form that they are fastest with. Replicates of a peer are its time for one table
times their number, without the drawing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import krippendorff
import numpy as np
import pandas as pd
from statsmodels.stats.inter_rater import fleiss_kappa

import annotate
from annotate.agreement import agreement

PER_ITEM, CATEGORIES, ANNOTATORS = 5, 5, 1_000
BOOTSTRAP = 10_000
ALPHA = {
    "coefficients": "krippendorff_alpha",
    "replicates": 0,
    "annotators": False,
    "pairs": False,
}


def frame_of(labels: int) -> pd.DataFrame:
    """A long frame: five annotators of a thousand on each item, right in 70% of labels."""
    rng = np.random.default_rng(0)
    items = labels // PER_ITEM
    item = np.repeat(np.arange(items), PER_ITEM)
    team = rng.integers(0, ANNOTATORS // PER_ITEM, items) * PER_ITEM
    annotator = (team[:, None] + np.arange(PER_ITEM)).ravel()
    truth = rng.integers(0, CATEGORIES, items)[item]
    answer = np.where(rng.random(item.size) < 0.7, truth, rng.integers(0, CATEGORIES, item.size))
    shuffled = rng.permutation(item.size)
    return pd.DataFrame(
        {
            "item": np.char.add("item ", item[shuffled].astype(str)),
            "annotator": np.char.add("annotator ", annotator[shuffled].astype(str)),
            "answer": (answer[shuffled] + 1).astype(str),
        }
    )


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def compared(labels: int) -> None:
    """Print our time and the peers' from the same frame; stop where values differ."""
    frame = frame_of(labels)
    factorized = seconds(lambda: [pd.factorize(frame[name]) for name in frame])
    alpha = seconds(lambda: agreement(loaded(frame), **ALPHA))
    value = seconds(lambda: agreement(loaded(frame), replicates=0, pairs=False))
    whole = seconds(lambda: agreement(loaded(frame), replicates=BOOTSTRAP), times=1)
    result = agreement(loaded(frame), replicates=0)["answer"]
    print(f"\n{labels:,} labels, {result.n_items:,} items, {result.n_annotators:,} annotators")
    print(f"{'pandas.factorize of the three columns':52}{factorized:9.3f} s")
    print(f"{'ours: alpha alone':52}{alpha:9.3f} s")
    print(f"{'ours: seven coefficients, every annotator':52}{value:9.2f} s")
    print(f"{f'ours: with {BOOTSTRAP:,} replicates and all pairs':52}{whole:9.2f} s")
    for title, name, peer in PEERS:
        ours, theirs = result.coefficients[name].value, peer(counted(frame))
        if not np.isclose(ours, theirs):
            raise SystemExit(f"{name}: ours {ours}, theirs {theirs}")
        once = seconds(lambda peer=peer: peer(counted(frame)))
        table = counted(frame)
        again = seconds(lambda peer=peer, table=table: peer(table))
        looped = once + BOOTSTRAP * again
        print(f"{f'{title}, from pandas.crosstab':52}{once:9.2f} s = {once / value:6.1f} x ours")
        print(f"{f'{title}, {BOOTSTRAP:,} times':52}{looped:9.0f} s = {looped / whole:6.0f} x ours")


def counted(frame: pd.DataFrame) -> np.ndarray:
    """The items x answers table that peers take at their fastest."""
    return pd.crosstab(frame["item"], frame["answer"]).to_numpy()


def alpha_of(table: np.ndarray) -> float:
    return krippendorff.alpha(value_counts=table, level_of_measurement="nominal")


def loaded(frame: pd.DataFrame) -> annotate.Annotations:
    return annotate.from_frame(
        frame,
        item="item",
        annotator="annotator",
        labels=["answer"],
        levels={"answer": "nominal"},
    )


PEERS = (
    ("krippendorff: alpha", "krippendorff_alpha", alpha_of),
    ("statsmodels: Fleiss' kappa", "fleiss_kappa", fleiss_kappa),
)


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [100_000, 1_000_000]:
        compared(size)
