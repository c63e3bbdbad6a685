"""Who labels which item, when, and how long it takes: people and messages -> a plan.

Only `random()`, `gauss()` and the seeding of `random.Random` with a text are used, whose results
Python keeps the same from version to version, so that the data come out the same byte for byte.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from messages import Message
from people import PEOPLE, Person, Weights

Stream = Callable[[str], random.Random]

FIRST_DAY = {"1": datetime(2026, 3, 2), "2": datetime(2026, 3, 23)}  # both Mondays
WORKING_DAYS = {"1": 10, "2": 9}
SLOTS = {"09:10": 0.2, "10:40": 0.2, "13:05": 0.2, "14:10": 0.2, "15:40": 0.2}
SLOTS_OF_JONAS = {"09:10": 0.2, "10:40": 0.15, "13:05": 0.25, "14:10": 0.25, "15:40": 0.15}
BATCH = 9


@dataclass(frozen=True)
class Annotation:
    """One row of labels.csv, as objects."""

    message: Message
    person: Person
    at: datetime
    seconds: float | None
    tone: str = ""
    urgency: int = 0
    comment: str = ""


def pick(rng: random.Random, weights: Weights) -> str:
    """One of the keys, with probabilities in proportion to the weights."""
    point = rng.random() * sum(weights.values())
    for answer, weight in weights.items():
        point -= weight
        if point < 0:
            return answer
    return answer


def assign(messages: Sequence[Message], stream: Stream) -> dict[tuple[str, str], list[Message]]:
    """(annotator, round) -> their items in the order in which they label them.

    Each annotator prefers items that have few labels so far, so that every item gets about six.
    The copier gets most of the neighbour's items and a few of their own.
    """
    chosen: dict[tuple[str, str], list[Message]] = {}
    labels = Counter[str]()
    for round_name in ("1", "2"):
        pool = [message for message in messages if message.round == round_name]
        for person in PEOPLE:
            rng = stream(f"{person.name} items {round_name}")
            quota = min(person.labels[int(round_name) - 1], len(pool))
            order = sorted(pool, key=lambda m: labels[m.item_id] + 2.5 * rng.random())
            copies = person.habits.get("copies")
            if copies:
                near = chosen[copies["neighbour"], round_name]
                shared = near[: round(quota * copies["share_of_labels"])]
                order = shared + [m for m in order if m not in near]
            taken = order[:quota]
            labels.update(message.item_id for message in taken)
            if not copies:
                taken = sorted(taken, key=lambda _: rng.random())
            chosen[person.name, round_name] = taken
    return chosen


def usual_seconds(message: Message) -> float:
    """Seconds that a reader takes: to find the place, and about 20 characters a second."""
    return 5 + len(message.text) / 20


def schedule(person: Person, items: Sequence[Message], stream: Stream) -> Iterator[Annotation]:
    """When each item was labelled and how long it took, in batches of about nine."""
    if not items:
        return
    round_name = items[0].round
    rng = stream(f"{person.name} time {round_name}")
    batches = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
    starts = sorted(_start(person, round_name, n, len(batches), rng) for n in range(len(batches)))
    done = 0
    for start, batch in zip(starts, batches, strict=True):
        now = start + timedelta(seconds=int(rng.random() * 600))
        for message in batch:
            taken = _seconds(person, message, now, done / len(items), rng)
            now += timedelta(seconds=math.ceil(taken or 2) + int(rng.random() * 12))
            yield Annotation(message, person, now, taken)
            done += 1


def _start(person: Person, round_name: str, n: int, total: int, rng: random.Random) -> datetime:
    if person.kind == "model":
        return FIRST_DAY[round_name] + timedelta(hours=2, minutes=10 * n)
    day = n * WORKING_DAYS[round_name] // total
    hours, minutes = pick(rng, SLOTS_OF_JONAS if "rushes" in person.habits else SLOTS).split(":")
    date = FIRST_DAY[round_name] + timedelta(days=day + 2 * (day // 5))
    # Two batches on one day in the same hour would overlap; the second comes 20 minutes later.
    again = n > 0 and (n - 1) * WORKING_DAYS[round_name] // total == day
    return date + timedelta(hours=int(hours), minutes=int(minutes) + 20 * again)


def _seconds(
    person: Person, message: Message, now: datetime, progress: float, rng: random.Random
) -> float | None:
    if person.pace is None:
        return None
    pace = person.pace
    if rushing(person, now):
        pace = person.habits["rushes"]["pace"]
    if drifting(person, message):
        pace *= 1 - progress * (1 - person.habits["drifts"]["pace_last"])
    return max(1.5, round(usual_seconds(message) * pace * math.exp(rng.gauss(0, 0.3)), 1))


def rushing(person: Person, now: datetime) -> bool:
    """Whether it is the time of the day at which this person rushes."""
    habit = person.habits.get("rushes")
    return habit is not None and habit["from"] <= f"{now:%H:%M}" < habit["to"]


def drifting(person: Person, message: Message) -> bool:
    """Whether this person drifts in the round of the message."""
    habit = person.habits.get("drifts")
    return habit is not None and habit["round"] == message.round
