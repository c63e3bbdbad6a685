"""How often honest annotators are given a habit, and how often planted ones are found.

    python benchmarks/habits.py [--annotators 1000] [--draws 3] [--big]

``--big`` times one million labels by a thousand annotators as well.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

import checkout  # noqa: F401
import numpy as np
from crowds import Crowd, honest
from plants import PLANTS

from annotate.annotations import Annotations, Level
from annotate.comparison import compare
from annotate.habits import Habit, habits


def found(data: Annotations) -> list[tuple[Habit, ...]]:
    """The habits of each annotator."""
    return habits(data, {"q": compare(data, "q")})


def false_alarms(n_annotators: int, draws: int) -> None:
    """Print the share of honest annotators with any habit, by kind of crowd."""
    print(f"{n_annotators:,} honest annotators: share with any habit, mean of {draws} draws")
    for name, per_person, answers, level in (
        ("4 categories, 100 labels each", 100, 4, Level.NOMINAL),
        ("2 categories, 300 labels each", 300, 2, Level.NOMINAL),
        ("8 categories, 30 labels each", 30, 8, Level.NOMINAL),
        ("4 categories, 1,000 labels each", 1_000, 4, Level.NOMINAL),
        ("scale of 5, 100 labels each", 100, 5, Level.ORDINAL),
        ("numbers 1 to 9, 100 labels each", 100, 9, Level.INTERVAL),
    ):
        shares, kinds = [], Counter()
        for seed in range(draws):
            n_items = n_annotators * per_person // 5
            crowd = honest(
                n_annotators, n_items, 5, answers, seed, ordinal=level is not Level.NOMINAL
            )
            named = found(crowd.data(level))
            shares.append(np.mean([bool(own) for own in named]))
            kinds += Counter(habit.kind.value for own in named for habit in own)
        print(f"  {name:<34} {np.mean(shares):7.2%}   {dict(kinds) or ''}")


def power(draws: int) -> None:
    """Print how often each planted habit is found, among forty annotators, and false ones."""
    print("Planted in 1 of 40 annotators: found, and others given any habit")
    for name, plant in PLANTS.items():
        hits = others = 0
        for seed in range(draws):
            crowd: Crowd = honest(40, 1_200, 5, 5, seed, ordinal=plant.level is not Level.NOMINAL)
            crowd, who = plant.put(crowd)
            named = found(crowd.data(plant.level))
            hits += any(habit.kind in plant.kinds for habit in named[who])
            others += sum(bool(own) for a, own in enumerate(named) if a != who)
        print(f"  {name:<18} {hits:3} of {draws}   others {others} of {39 * draws}")


def big() -> None:
    """Print seconds for one million labels."""
    data = honest(1_000, 200_000, 5, 5, 0).data()
    start = time.perf_counter()
    comparison = compare(data, "q")
    compared = time.perf_counter()
    habits(data, {"q": comparison})
    print(
        f"{len(data.table):,} labels: compared in {compared - start:.1f} s,"
        f" habits in {time.perf_counter() - compared:.1f} s"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--annotators", type=int, default=1_000)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--big", action="store_true")
    arguments = parser.parse_args()
    false_alarms(arguments.annotators, arguments.draws)
    power(arguments.draws)
    if arguments.big:
        big()
