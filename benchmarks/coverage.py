"""How often the 95% intervals hold the true value, by simulation.

    python benchmarks/coverage.py [--samples N] [--items 30 100 1000] [--replicates N]

A population of 200,000 items is labelled once and measured: these are the true values. Then samples
of some items are drawn from it, and each time it is seen whether the interval holds the truth.
Where a coefficient is undefined in a sample, the sample does not count for it.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from annotate.agreement.measure import of_labels
from annotate.agreement.options import Interval, Options
from annotate.agreement.report import QuestionAgreement
from annotate.annotations import IntArray, Labels, Level, Question

POPULATION = 200_000
NAMES = tuple("abcdef")


@dataclass(frozen=True)
class Scenario:
    """Annotators who are right with some probability, and else draw from the categories.

    On an ordinal or interval scale who is wrong is off by at most one. ``fewest`` annotators label
    an item, up to all of them.
    """

    title: str
    level: str
    prior: tuple[float, ...]
    skill: tuple[float, ...]
    fewest: int

    def labels(self, rng: np.random.Generator) -> Labels:
        people, answers = len(self.skill), len(self.prior)
        truth = rng.choice(answers, POPULATION, p=self.prior)[:, None]
        shape = (POPULATION, people)
        wrong = rng.choice(answers, shape, p=self.prior)
        if self.level != "nominal":
            wrong = np.clip(truth + rng.integers(-1, 2, shape), 0, answers - 1)
        given = np.where(rng.random(shape) < np.array(self.skill), truth, wrong)
        number = rng.integers(self.fewest, people + 1, POPULATION)[:, None]
        item, annotator = np.nonzero(rng.random(shape).argsort(axis=1) < number)
        question = Question("q", Level(self.level), tuple(map(str, range(1, answers + 1))))
        return Labels(question, item, annotator, given[item, annotator], POPULATION, people)


SCENARIOS = (
    Scenario("5 annotators, 5 categories", "nominal", (0.2,) * 5, (0.6, 0.7, 0.7, 0.8, 0.8), 5),
    Scenario("2 annotators, 2 even categories", "nominal", (0.5, 0.5), (0.8, 0.8), 2),
    Scenario("2 annotators, 15% yes", "nominal", (0.85, 0.15), (0.8, 0.8), 2),
    Scenario("3 nearly perfect annotators", "nominal", (0.25,) * 4, (0.97,) * 3, 3),
    Scenario("2 to 6 of 6, skewed", "nominal", (0.6, 0.3, 0.1), (0.6, 0.7, 0.75, 0.8, 0.8, 0.9), 2),
    Scenario("3 annotators, 1 to 5", "ordinal", (0.1, 0.2, 0.4, 0.2, 0.1), (0.4, 0.5, 0.6), 3),
    Scenario("3 annotators, numbers", "interval", (0.1, 0.2, 0.4, 0.2, 0.1), (0.4, 0.5, 0.6), 3),
)


def sampled(whole: Labels, items: IntArray) -> Labels:
    """The labels of these items, each a new item however often it was drawn."""
    start = np.searchsorted(whole.item, np.arange(whole.n_items + 1))
    size = (start[1:] - start[:-1])[items]
    new = np.repeat(np.arange(items.size), size)
    at = start[items][new] + np.arange(new.size) - np.repeat(np.cumsum(size) - size, size)
    return replace(
        whole,
        item=new,
        annotator=whole.annotator[at],
        label=whole.label[at],
        n_items=items.size,
    )


def measured(found: QuestionAgreement) -> Iterator[tuple[str, float, float | None, float | None]]:
    """Every figure with an interval: its kind, value and ends."""
    for name, one in found.coefficients.items():
        yield name, one.value, one.low, one.high
    for one in found.annotators:
        yield (
            f"agreement of {one.annotator_id}",
            one.agreement,
            one.agreement_low,
            one.agreement_high,
        )
        yield f"alpha of {one.annotator_id}", one.alpha, one.low, one.high
    for pair in found.pairs:
        yield f"kappa of {pair.a} and {pair.b}", pair.kappa, pair.low, pair.high
    for each in found.categories:
        yield (
            f"specific agreement on {each.category}",
            each.specific.value,
            each.specific.low,
            each.specific.high,
        )


def kind_of(name: str) -> str:
    """Figures of one kind are counted together."""
    return (
        name.rsplit(" of ", 1)[0] + " (each)"
        if " of " in name
        else name.split(" on ", maxsplit=1)[0]
    )


def coverage(scenario: Scenario, items: int, samples: int, options: Options) -> dict[str, float]:
    """The share of samples whose interval holds the truth, for each kind of figure."""
    rng = np.random.default_rng(7)
    whole = scenario.labels(rng)
    exact = replace(options, replicates=0)
    truth = {name: value for name, value, _, _ in measured(of_labels(whole, NAMES, exact))}
    held, counted = defaultdict(int), defaultdict(int)
    for seed in range(samples):
        labels = sampled(whole, rng.integers(0, POPULATION, items))
        for name, value, low, high in measured(
            of_labels(labels, NAMES, replace(options, seed=seed))
        ):
            if np.isnan(value) or low is None or high is None or np.isnan(low + high):
                continue
            counted[kind_of(name)] += 1
            held[kind_of(name)] += low <= truth[name] <= high
    return {name: held[name] / counted[name] for name in counted}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1_000)
    parser.add_argument("--replicates", type=int, default=1_000)
    parser.add_argument("--items", type=int, nargs="+", default=[30, 100, 1_000])
    parser.add_argument("--interval", choices=["bca", "percentile"], default="bca")
    asked = parser.parse_args()
    interval: Interval = asked.interval
    options = Options(replicates=asked.replicates, interval=interval)
    totals: dict[tuple[str, int], list[float]] = defaultdict(list)
    for scenario in SCENARIOS:
        for items in asked.items:
            start = time.perf_counter()
            found = coverage(scenario, items, asked.samples, options)
            print(
                f"{scenario.title}, {items:,} items ({time.perf_counter() - start:.0f} s)",
                flush=True,
            )
            print("   " + "  ".join(f"{name} {share:.3f}" for name, share in found.items()))
            for name, share in found.items():
                totals[name, items].append(share)
    print(
        f"\nmean over scenarios (least to most), {asked.interval}, {asked.samples:,} samples each"
    )
    for name in dict.fromkeys(name for name, _ in totals):
        cells = [totals[name, items] for items in asked.items]
        row = "  ".join(
            f"{np.mean(c):.3f} ({min(c):.3f} to {max(c):.3f})" if c else "" for c in cells
        )
        print(f"{name:28}{row}")


if __name__ == "__main__":
    main()
