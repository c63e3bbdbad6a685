"""Made-up annotators with the differences that honest ones have, and habits to be planted.

Honest annotators differ: in skill, in pace and how even it is, in taste. Items differ: some are
hard, and then between two answers in particular; some are long; they come in topics, which are
labelled one after another and favour some answers. People choose what they label, in sittings,
in two rounds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from annotate.annotations import Annotations, Level, Question

START = np.datetime64("2026-01-05T09:00:00")


@dataclass
class Crowd:
    """Rows in the order in which they were made; habits change ``label`` and ``seconds`` in place.

    truth, second   (I,) the right answer, and the one that it is mistaken for
    hard            (I,) how hard, 0 to 1
    length          (I,) characters
    """

    n_answers: int
    item: np.ndarray
    annotator: np.ndarray
    label: np.ndarray
    seconds: np.ndarray
    time: np.ndarray
    round: np.ndarray
    truth: np.ndarray
    second: np.ndarray
    hard: np.ndarray
    length: np.ndarray
    rng: np.random.Generator

    def of(self, annotator: int) -> np.ndarray:
        """Rows of one annotator, in time."""
        return np.flatnonzero(self.annotator == annotator)

    def data(self, level: Level = Level.NOMINAL) -> Annotations:
        """As the program reads them, in an order that says nothing."""
        order = self.rng.permutation(self.item.size)
        n_items, n_annotators = self.truth.size, int(self.annotator.max()) + 1
        table = pd.DataFrame(
            {
                "item": self.item[order],
                "annotator": self.annotator[order],
                "round": self.round[order],
                "seconds": self.seconds[order],
                "time": self.time[order],
                "status": ["submitted"] * order.size,
                "comment": [""] * order.size,
                "row": np.arange(order.size) + 2,
            }
        )
        text = [f"{i} ".ljust(int(n), "x") for i, n in enumerate(self.length)]
        return Annotations(
            items=pd.DataFrame({"item_id": [f"i{i}" for i in range(n_items)], "text": text}),
            annotators=pd.DataFrame(
                {"annotator_id": [f"a{a}" for a in range(n_annotators)], "kind": "human"}
            ),
            rounds=("1", "2"),
            table=table,
            questions=(Question("q", level, tuple(str(k) for k in range(self.n_answers))),),
            labels={"q": self.label[order]},
        )


def honest(
    n_annotators: int,
    n_items: int,
    per_item: int = 5,
    n_answers: int = 4,
    seed: int = 0,
    *,
    ordinal: bool = False,
) -> Crowd:
    """A crowd without habits."""
    rng = np.random.default_rng(seed)
    topic = np.sort(rng.integers(0, max(n_items // 40, 1), n_items))
    favours = rng.dirichlet(np.full(n_answers, 1.5), topic.max() + 1)
    truth = (rng.random((n_items, 1)) > favours[topic].cumsum(axis=1)).sum(axis=1)
    truth = np.minimum(truth, n_answers - 1)
    step = rng.integers(1, n_answers, n_items)
    second = (truth + step) % n_answers
    hard = rng.beta(1, 4, n_items)
    length = np.exp(rng.normal(5.3, 0.7, n_items)).clip(20, 5000)
    item, annotator = _chosen(rng, topic, n_annotators, per_item)
    order = np.lexsort((_when(rng, item, topic), annotator))
    item, annotator = item[order], annotator[order]
    label = (
        _rated(rng, truth, hard, item, annotator, n_answers)
        if ordinal
        else _answered(rng, truth, second, hard, item, annotator, n_answers)
    )
    seconds, time, half = _timed(rng, length, item, annotator)
    return Crowd(
        n_answers, item, annotator, label, seconds, time, half, truth, second, hard, length, rng
    )


def _chosen(rng, topic, n_annotators, per_item):
    """Who labels what: people like some topics, and some people do far more than others."""
    eager = rng.lognormal(0, 0.8, n_annotators)
    likes = rng.random((n_annotators, 8)) ** 2
    item = np.repeat(np.arange(topic.size), per_item)
    weight = eager[:, None] * (0.2 + likes)
    weight = (weight / weight.sum(axis=0)).cumsum(axis=0)
    annotator = np.empty(item.size, dtype=np.int64)
    for k in range(8):
        here = topic[item] % 8 == k
        annotator[here] = np.searchsorted(weight[:, k], rng.random(int(here.sum())))
    annotator = np.minimum(annotator, n_annotators - 1)
    pair = np.unique(item * n_annotators + annotator)
    return pair // n_annotators, pair % n_annotators


def _when(rng, item, topic):
    """Topics one after another, each at its own place for everyone."""
    return topic[item] + rng.random(item.size) * 2


def _answered(rng, truth, second, hard, item, annotator, n_answers):
    size = int(annotator.max()) + 1
    skill = rng.beta(12, 2, size)
    own = rng.dirichlet(np.full(n_answers, 6.0), size)  # which answer an error falls on
    wrong = rng.random(item.size) > skill[annotator] * (1 - 0.6 * hard[item])
    slip = (rng.random((item.size, 1)) > own[annotator].cumsum(axis=1)).sum(axis=1)
    slip = np.minimum(slip, n_answers - 1)
    tempted = rng.random(item.size) < 0.6
    return np.where(wrong, np.where(tempted, second[item], slip), truth[item])


def _rated(rng, truth, hard, item, annotator, n_answers):
    size = int(annotator.max()) + 1
    bias, noise = rng.normal(0, 0.15, size), rng.lognormal(-0.7, 0.3, size)
    wide = rng.normal(1, 0.1, size)
    middle = (n_answers - 1) / 2
    value = middle + (truth[item] - middle) * wide[annotator] + bias[annotator]
    value += rng.normal(0, 1, item.size) * noise[annotator] * (0.6 + hard[item])
    return np.clip(np.rint(value), 0, n_answers - 1).astype(np.int64)


def _timed(rng, length, item, annotator):
    size = int(annotator.max()) + 1
    pace, uneven = rng.normal(0, 0.35, size), rng.uniform(0.25, 0.5, size)
    log = np.log(4 + length[item] / 20) + pace[annotator]
    seconds = np.exp(log + rng.normal(0, 1, item.size) * uneven[annotator])
    time = np.empty(item.size, dtype="datetime64[us]")
    half = np.zeros(item.size, dtype=np.int64)
    start = np.searchsorted(annotator, np.arange(size + 1))
    for a in range(size):
        own = slice(start[a], start[a + 1])
        n = start[a + 1] - start[a]
        pause = np.where(np.arange(n) % 25 == 24, 4 * 3600.0, 3.0)
        when = np.cumsum(seconds[own] + pause)
        time[own] = START + (when * 1e6).astype("timedelta64[us]")
        half[own] = np.arange(n) >= n / 2
    return seconds, time, half
