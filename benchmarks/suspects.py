"""How well wrong labels are found, against other programs, on data with gold, in one run.

    python benchmarks/suspects.py FOLDER [--draws N] [--quick]     FOLDER/<set>/long.csv, gold.csv
    python benchmarks/suspects.py --speed [LABELS ...]             100000 and 1000000 unless told

Figures, over the labels of items with gold:

    auc     of the probability that a label is wrong
    found   share of all wrong labels on the tenth of the items that is ranked first
    rho     Spearman's between estimated and true accuracy, annotators with ten labels or more
    mae     mean error of those accuracies
    ece     calibration error of the probability, ten equal bins
    cons    share of items whose consensus is the gold
    cover   of the 90% intervals of accuracy, over all labels of items with gold

Peers get the labels in the order of the file (crowd-kit's MACE depends on it). cleanlab wants a
classifier's predictions; there is none here, so it gets smoothed votes. Temperatures of ours
were fitted to sets like these: the line "left out" fits them to all sets but the one judged.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import checkout  # noqa: F401
import numpy as np
import pandas as pd
from crowdkit.aggregation import GLAD, MACE, MMSR, DawidSkene, MajorityVote, OneCoinDawidSkene, Wawa
from scipy.stats import rankdata, spearmanr

from annotate.annotations import MISSING, Labels, Level, Question
from annotate.consensus import MODELS, Fitted, fit
from annotate.consensus.hierarchical import hierarchical
from annotate.consensus.temperature import categories

RULINGS = (0, 25, 50, 100, 200)
TURNS = 7
PEER = "crowd-kit Dawid-Skene"  # whose speed ours is measured by
FIGURES = ("auc", "found", "rho", "mae", "ece", "cons", "cover")


@dataclass(frozen=True)
class Set:
    name: str
    labels: Labels
    gold: np.ndarray

    @property
    def frame(self) -> pd.DataFrame:
        labels = self.labels
        return pd.DataFrame(
            {"task": labels.item, "worker": labels.annotator, "label": labels.label}
        )


@dataclass(frozen=True)
class Answer:
    """What a program says: p_wrong (n,), consensus (I,), accuracy (A,), interval or None."""

    p_wrong: np.ndarray
    code: np.ndarray
    accuracy: np.ndarray
    interval: tuple[np.ndarray, np.ndarray] | None = None


def load(folder: Path) -> Set:
    def read(name: str) -> pd.DataFrame:
        return pd.read_csv(folder / name, dtype=str, keep_default_na=False)

    table = read("long.csv").drop_duplicates(["item_id", "annotator_id"], keep="last")
    gold = read("gold.csv").set_index("item_id")["gold"]
    item, items = pd.factorize(table["item_id"])
    annotator, people = pd.factorize(table["annotator_id"])
    answers = sorted(set(table["label"]) | set(gold[gold.index.isin(items)]))
    codes = {answer: code for code, answer in enumerate(answers)}
    truth = gold.reindex(items).map(codes).fillna(MISSING).astype(int).to_numpy()
    question = Question("label", Level.NOMINAL, tuple(answers))
    label = table["label"].map(codes).to_numpy()
    return Set(
        folder.name, Labels(question, item, annotator, label, len(items), len(people)), truth
    )


def of_table(data: Set, table: np.ndarray) -> Answer:
    """A peer's probabilities (I, K) read as all programs' are: mean probability is accuracy."""
    labels = data.labels
    p = 1.0 - table[labels.item, labels.label]
    n = np.maximum(np.bincount(labels.annotator, minlength=labels.n_annotators), 1)
    accuracy = 1 - np.bincount(labels.annotator, p, labels.n_annotators) / n
    return Answer(p, table.argmax(axis=1), accuracy)


def crowdkit(
    make: Callable[[], object], method: str = "fit_predict_proba"
) -> Callable[..., Answer]:
    def answer(data: Set, known: np.ndarray | None = None) -> Answer:
        model, frame = make(), data.frame
        options = {}
        if known is not None and isinstance(model, DawidSkene):
            certain = np.flatnonzero(known != MISSING)
            options["true_labels"] = pd.Series(known[certain], index=certain)
        found = getattr(model, method)(frame, **options)
        size = (range(data.labels.n_items), range(len(data.labels.question.answers)))
        return of_table(data, found.reindex(index=size[0], columns=size[1]).fillna(0).to_numpy())

    return answer


def wawa(data: Set, _known: np.ndarray | None = None) -> Answer:
    """crowd-kit's, without the check that fails under newer scikit-learn."""
    skills = Wawa().fit(data.frame).skills_
    found = MajorityVote().fit(data.frame, skills=skills).probas_
    size = (range(data.labels.n_items), range(len(data.labels.question.answers)))
    return of_table(data, found.reindex(index=size[0], columns=size[1]).fillna(0).to_numpy())


def cleanlab(data: Set, _known: np.ndarray | None = None) -> Answer:
    from cleanlab.multiannotator import get_label_quality_multiannotator

    labels, size = data.labels, len(data.labels.question.answers)
    wide = np.full((labels.n_items, labels.n_annotators), np.nan)
    wide[labels.item, labels.annotator] = labels.label
    votes = np.full((labels.n_items, size), 0.1)
    np.add.at(votes, (labels.item, labels.label), 1)
    votes /= votes.sum(axis=1, keepdims=True)
    found = get_label_quality_multiannotator(pd.DataFrame(wide), votes, verbose=False)
    quality = found["detailed_label_quality"].to_numpy()[labels.item, labels.annotator]
    people = found["annotator_stats"]["annotator_quality"].reindex(range(labels.n_annotators))
    code = found["label_quality"]["consensus_label"].to_numpy()
    return Answer(1 - quality.astype(float), code, people.to_numpy())


def ours(model: str) -> Callable[..., Answer]:
    def answer(data: Set, known: np.ndarray | None = None) -> Answer:
        return of_fitted(fit(data.labels, known, model=model))

    return answer


def of_fitted(found: Fitted) -> Answer:
    return Answer(found.p_wrong, found.code, found.accuracy, found.interval(0.9))


PEERS: dict[str, Callable[..., Answer]] = {
    "crowd-kit Dawid-Skene": crowdkit(DawidSkene),
    "crowd-kit one-coin": crowdkit(OneCoinDawidSkene),
    "crowd-kit MACE": crowdkit(MACE),
    "crowd-kit GLAD": crowdkit(GLAD),
    "crowd-kit Wawa": wawa,
    "crowd-kit M-MSR": crowdkit(MMSR, "fit_predict_score"),
    "cleanlab CROWDLAB": cleanlab,
}


def figures(data: Set, answer: Answer, asked: np.ndarray) -> dict[str, float]:
    """The figures over the labels of the items ``asked`` (I,)."""
    labels, on = data.labels, asked[data.labels.item]
    wrong = labels.label != data.gold[labels.item]
    people, truth = true_accuracy(data, on)
    accuracy = answer.accuracy[people]
    return {
        "auc": auc(answer.p_wrong[on], wrong[on]),
        "found": found_first(data, answer, asked, wrong),
        "rho": float(spearmanr(accuracy, truth)[0]),
        "mae": float(np.abs(accuracy - truth).mean()),
        "ece": calibration_error(answer.p_wrong[on], wrong[on]),
        "cons": float((answer.code[asked] == data.gold[asked]).mean()),
        "cover": covered(data, answer),
    }


def auc(score: np.ndarray, positive: np.ndarray) -> float:
    rank, n = rankdata(score), int(positive.sum())
    return float((rank[positive].sum() - n * (n + 1) / 2) / (n * (positive.size - n)))


def found_first(data: Set, answer: Answer, asked: np.ndarray, wrong: np.ndarray) -> float:
    labels, on = data.labels, asked[data.labels.item]
    expected = np.bincount(labels.item[on], answer.p_wrong[on], labels.n_items)
    errors = np.bincount(labels.item[on & wrong], minlength=labels.n_items)
    items = np.flatnonzero(asked)
    first = items[np.argsort(-expected[items], kind="stable")][: max(1, round(items.size / 10))]
    return float(errors[first].sum() / errors.sum())


def calibration_error(p: np.ndarray, wrong: np.ndarray, bins: int = 10) -> float:
    place = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [abs((p - wrong)[place == k].sum()) for k in range(bins)]
    return float(sum(gaps) / p.size)


def true_accuracy(data: Set, on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """((A,) who has ten labels or more among those ``on`` (n,), the share of theirs that is right)."""
    labels = data.labels
    n = np.bincount(labels.annotator[on], minlength=labels.n_annotators)
    hit = on & (labels.label == data.gold[labels.item])
    people = n >= 10
    right = np.bincount(labels.annotator[hit], minlength=labels.n_annotators)
    return people, right[people] / n[people]


def covered(data: Set, answer: Answer) -> float:
    """Also with labels whose gold was told: the accuracy is that of all labels of an annotator."""
    if answer.interval is None:
        return np.nan
    people, truth = true_accuracy(data, (data.gold != MISSING)[data.labels.item])
    low, high = (end[people] for end in answer.interval)
    return float(((low <= truth) & (truth <= high)).mean()) if not np.isnan(low).any() else np.nan


def left_out(sets: list[Set]) -> dict[str, Answer]:
    """Ours with the two constants of the temperature fitted to all sets but the one judged."""
    powers = np.exp(np.linspace(-1.6, 0.2, 10))
    in_use = np.array([np.log(categories(np.bincount(each.labels.label)) / 2) for each in sets])
    best = []
    for data in sets:
        nothing = np.full(data.labels.n_items, MISSING)
        losses = [loss(data, hierarchical(data.labels, nothing, power=power)) for power in powers]
        best.append(np.log(powers[int(np.argmin(losses))]))
    answers = {}
    for at, data in enumerate(sets):
        others = np.arange(len(sets)) != at
        slope, start = np.polyfit(in_use[others], np.array(best)[others], 1)
        power = float(np.exp(np.clip(start + slope * in_use[at], np.log(0.3), 0.1)))
        nothing = np.full(data.labels.n_items, MISSING)
        answers[data.name] = of_fitted(hierarchical(data.labels, nothing, power=power))
    return answers


def loss(data: Set, found: Fitted) -> float:
    """Mean log loss of the gold answers."""
    asked = data.gold != MISSING
    chance = found.posterior.full()[asked, data.gold[asked]]
    return float(-np.log(np.maximum(chance, 1e-12)).mean())


def show(title: str, rows: dict[str, dict[str, float]]) -> None:
    table = pd.DataFrame(rows).T.reindex(columns=FIGURES)
    print(f"\n{title}\n{table.round(4).to_string(na_rep='-')}", flush=True)


def from_labels_alone(sets: list[Set], programs: dict[str, Callable[..., Answer]]) -> None:
    every: dict[str, dict[str, dict[str, float]]] = {}
    tuned = left_out(sets)
    for data in sets:
        asked = data.gold != MISSING
        rows = {name: figures(data, program(data), asked) for name, program in programs.items()}
        rows["ours, left out"] = figures(data, tuned[data.name], asked)
        show(f"{data.name}: {len(data.labels):,} labels of {data.labels.n_items:,} items", rows)
        for name, row in rows.items():
            every.setdefault(name, {})[data.name] = row
    show("mean over the sets", {k: dict(pd.DataFrame(v).T.mean()) for k, v in every.items()})


def with_a_reader(sets: list[Set], peers: dict[str, Callable[..., Answer]], draws: int) -> None:
    """Gold stands in for the reader, on items drawn at random; judged on the rest.

    Of the peers Dawid-Skene alone can take it; the others say what they say without.
    """
    told = {"ours": ours("hierarchical"), "crowd-kit Dawid-Skene": crowdkit(DawidSkene)}
    alone = {
        (name, data.name): peer(data)
        for name, peer in peers.items()
        if name not in told
        for data in sets
    }
    programs = [*told, *(name for name in peers if name not in told)]
    for n in RULINGS:
        rows: dict[str, list[dict[str, float]]] = {}
        for data in sets:
            for draw in range(draws if n else 1):
                order = np.random.default_rng(draw).permutation(
                    np.flatnonzero(data.gold != MISSING)
                )
                known = np.full(data.labels.n_items, MISSING)
                known[order[:n]] = data.gold[order[:n]]
                asked = (data.gold != MISSING) & (known == MISSING)
                for name in programs:
                    answer = (
                        told[name](data, known if n else None)
                        if name in told
                        else alone[name, data.name]
                    )
                    row = figures(data, answer, asked)
                    rows.setdefault(f"{name}: {data.name}", []).append(row)
        means = {name: dict(pd.DataFrame(each).mean()) for name, each in rows.items()}
        for name in programs:
            own = [row for title, row in means.items() if title.startswith(name + ":")]
            means[f"{name}: mean"] = dict(pd.DataFrame(own).mean())
        show(f"{n} rulings on random items, {draws} draws", means)


def speed(sizes: list[int]) -> None:
    """Medians of runs that take turns, so that what else the machine does hits all alike."""
    for size in sizes:
        labels = simulated(size)
        print(f"\n{size:,} labels, {labels.n_items:,} items, {labels.n_annotators:,} annotators")
        works = timed(labels)
        if size > 200_000:
            del works[PEER]
        taken = {name: [] for name in works}
        for _ in range(TURNS):
            for name, work in works.items():
                taken[name].append(seconds(work))
        middle = {name: float(np.median(each)) for name, each in taken.items()}
        for name, each in middle.items():
            peer = middle.get(PEER)
            times = f" = 1/{peer / each:.1f} of crowd-kit's" if peer and name != PEER else ""
            print(f"{name:32}{each:8.3f} s{times}")


def timed(labels: Labels) -> dict[str, Callable[[], object]]:
    frame = Set("", labels, np.empty(0)).frame
    own = {f"ours: {model}": partial(fit, labels, model=model) for model in MODELS}
    return {PEER: lambda: DawidSkene(100).fit(frame), **own}


def simulated(size: int, per_item: int = 5, size_k: int = 5, people: int = 1_000) -> Labels:
    rng = np.random.default_rng(0)
    items = size // per_item
    item = np.repeat(np.arange(items), per_item)
    team = rng.integers(0, people // per_item, items) * per_item
    annotator = (team[:, None] + np.arange(per_item)).ravel()
    truth, skill = rng.integers(0, size_k, items)[item], rng.beta(8, 3, people)[annotator]
    right = rng.random(item.size) < skill
    label = np.where(right, truth, rng.integers(0, size_k, item.size))
    question = Question("label", Level.NOMINAL, tuple(str(k) for k in range(size_k)))
    return Labels(question, item, annotator, label, items, people)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--draws", type=int, default=5, help="of the rulings")
    parser.add_argument("--quick", action="store_true", help="ours and the quick peers alone")
    parser.add_argument("--speed", nargs="*", type=int)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # peers' own
    if arguments.speed is not None:
        speed(arguments.speed or [100_000, 1_000_000])
        return
    if arguments.folder is None:
        parser.error("a folder with sets, or --speed")
    found = sorted(path.parent for path in arguments.folder.glob("*/gold.csv"))
    sets = [load(path) for path in found]
    slow = ("crowd-kit MACE", "crowd-kit GLAD")
    peers = {k: v for k, v in PEERS.items() if not (arguments.quick and k in slow)}
    own = {f"ours: {model}": ours(model) for model in MODELS}
    from_labels_alone(sets, {**peers, **own})
    with_a_reader(sets, peers, arguments.draws)


if __name__ == "__main__":
    sys.exit(main())
