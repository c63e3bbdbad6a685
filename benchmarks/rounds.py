"""Whether what letters did is told right: simulated rounds whose truth is known.

    python benchmarks/rounds.py [--draws 400] [--annotators 24] [--labels 80]

Five labels an item, three categories, items of differing difficulty, other items in each round.

    none           letters to annotators drawn by chance; nothing changes
    worst          letters to the third that looked worst; nothing changes but their luck
    +10            letters to the third that looked worst; they are right 10 points more often
    +10 by chance  letters drawn by chance; 10 points
    everyone       letters to the worst; everybody is right 8 points more often
    easier         letters to the worst; the second round's items are easier

For each the share of draws whose 95% interval holds the truth, and that call it an effect (its interval
leaves 0 out), for the naive before and after, the difference in differences, the corrected estimate
and, where chance drew, the randomisation test.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import checkout  # noqa: F401
import numpy as np
import pandas as pd

from annotate.annotations import Annotations
from annotate.loading import from_frame
from annotate.rounds.effect import effect
from annotate.rounds.split import split_rounds
from annotate.rounds.standing import standing
from annotate.rounds.switch_on import evaluate

ANSWERS, EACH = 3, 5


@dataclass(frozen=True)
class World:
    """``gain`` of those with a letter, ``all_gain`` of everybody, ``ease`` of the second items."""

    by_chance: bool
    gain: float = 0.0
    all_gain: float = 0.0
    ease: float = 0.0


WORLDS = {
    "none": World(by_chance=True),
    "worst": World(by_chance=False),
    "+10": World(by_chance=False, gain=0.10),
    "+10 by chance": World(by_chance=True, gain=0.10),
    "everyone": World(by_chance=False, all_gain=0.08),
    "easier": World(by_chance=False, ease=0.08),
}


def simulated(
    world: World, annotators: int, per_round: int, rng: np.random.Generator, *, gold: bool
) -> tuple[Annotations, np.ndarray]:
    """Two rounds of labels, and who got a letter."""
    skill = np.clip(rng.normal(0.74, 0.07, annotators), 0.5, 0.86)
    first = _labels(skill, 0.0, annotators, per_round, rng)
    seen = _as_seen(first, gold=gold).groupby(first["who"]).mean().reindex(range(annotators))
    third = annotators // 3
    letter = np.zeros(annotators, dtype=bool)
    chosen = rng.permutation(annotators) if world.by_chance else np.argsort(seen.to_numpy())
    letter[chosen[: annotators // 2 if world.by_chance else third]] = True
    later = skill + world.all_gain + world.gain * letter
    second = _labels(later, world.ease, annotators, per_round, rng)
    frame = pd.concat([first.assign(round="1"), second.assign(round="2")], ignore_index=True)
    frame["item"] = frame["round"] + "-" + frame["item"].astype(str)
    frame["who"] = "a" + frame["who"].astype(str).str.zfill(3)
    frame["trusted"] = frame["truth"].astype(str) if gold else ""
    data = from_frame(
        frame,
        "item",
        "who",
        "label",
        levels={"label": "nominal"},
        round="round",
        gold="trusted" if gold else None,
    )
    order = [int(name[1:]) for name in data.annotator_ids]
    return data, letter[order]


def _as_seen(first: pd.DataFrame, *, gold: bool) -> pd.Series:
    """How good each label looks: right by gold, else the share of the item's others that are the same."""
    if gold:
        return first["right"]
    same = first.groupby(["item", "label"])["who"].transform("size") - 1
    return same / (EACH - 1)


def _labels(
    skill: np.ndarray, ease: float, annotators: int, each: int, rng: np.random.Generator
) -> pd.DataFrame:
    items = annotators * each // EACH
    who = rng.random((items, annotators)).argsort(axis=1)[:, :EACH].ravel()
    item = np.repeat(np.arange(items), EACH)
    truth = rng.integers(0, ANSWERS, items)
    hard = rng.normal(ease, 0.08, items)
    right = rng.random(item.size) < np.clip(skill[who] + hard[item], 0.0, 1.0)
    wrong = (truth[item] + rng.integers(1, ANSWERS, item.size)) % ANSWERS
    label = np.where(right, truth[item], wrong)
    return pd.DataFrame(
        {"item": item, "who": who, "label": label, "right": right, "truth": truth[item]}
    )


def one_world(
    name: str, draws: int, annotators: int, per_round: int, *, gold: bool
) -> dict[str, list[float]]:
    """Of each estimate: share covered, share called an effect, mean less the truth."""
    world, rng = WORLDS[name], np.random.default_rng(sum(map(ord, name)))
    seen: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(draws):
        data, letter = simulated(world, annotators, per_round, rng, gold=gold)
        found = standing(data, "label", split_rounds(data))
        sides = np.where(found.enough[:, None], found.right, np.nan).T
        told = effect(sides[0], sides[1], letter)
        changes = {
            "naive": told.naive,
            "difference": told.difference,
            "corrected": told.corrected,
        }
        if world.by_chance:
            changes["randomised"] = evaluate(sides[0], sides[1], letter, draws=1_000).effect
        for kind, change in changes.items():
            seen.setdefault(kind, []).append((change.value, change.low, change.high))
    found_of = {}
    for kind, values in seen.items():
        value, low, high = np.array(values).T
        covered = np.mean((low <= world.gain) & (world.gain <= high))
        found_of[kind] = [covered, np.mean((low > 0) | (high < 0)), np.mean(value) - world.gain]
    return found_of


def main(draws: int, annotators: int, per_round: int, worlds: list[str]) -> None:
    for gold in (True, False):
        print(
            f"{annotators} annotators, {per_round} labels each and round,"
            f" {'gold for all items' if gold else 'no gold'}, {draws} draws"
        )
        print(f"  {'':<15}{'':<12} covered   called   off by")
        for name in worlds:
            found = one_world(name, draws, annotators, per_round, gold=gold)
            for kind, (covered, called, off) in found.items():
                print(f"  {name:<15}{kind:<12} {covered:6.1%}   {called:6.1%}   {off:+.3f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--annotators", type=int, default=24)
    parser.add_argument("--labels", type=int, default=80)
    parser.add_argument("--worlds", nargs="+", default=list(WORLDS), choices=list(WORLDS))
    asked = parser.parse_args()
    main(asked.draws, asked.annotators, asked.labels, asked.worlds)
