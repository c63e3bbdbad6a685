"""What the annotators say: a plan -> annotations with their answers, habits and all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from messages import TONES, Message
from people import PEOPLE, SARCASM_WITH_RULE, SLIPS, Person, Weights
from schedule import Annotation, Stream, assign, drifting, pick, rushing, schedule

# The only oddity: (annotator, round, position) of an item that was answered twice.
REPEATS = (("Mira", "1", 31), ("Freya", "1", 12), ("Hiroshi", "2", 20))


def answer(plan: Sequence[Annotation], rng: random.Random) -> list[Annotation]:
    """One person's annotations of one round, with their answers."""
    return [
        replace(
            one,
            tone=_tone(one, position / max(1, len(plan) - 1), rng),
            urgency=_urgency(one.person, one.message, rng),
        )
        for position, one in enumerate(plan)
    ]


def _tone(one: Annotation, progress: float, rng: random.Random) -> str:
    person, message = one.person, one.message
    special = _special(person, message)
    if special:
        return pick(rng, special)
    if rng.random() < _error(one, progress):
        return pick(rng, SLIPS[message.tone])
    return message.tone


def _special(person: Person, message: Message) -> Weights | None:
    """What is said of an ambiguous message, or by someone who confuses two tones."""
    habit = person.habits.get("confuses")
    later = message.round == "2"
    if "sarcasm" in message.notes:
        if habit and habit["after_feedback"] == "unchanged" and later:
            return {habit["says"]: habit["p_sarcasm"], habit["for"]: 1 - habit["p_sarcasm"]}
        return SARCASM_WITH_RULE if later else person.sarcasm
    if "other-target" in message.notes:
        return {"angry": 0.5, "annoyed": 0.2, "calm": 0.3}
    if message.also:
        return {message.tone: 0.6, message.also: 0.4}
    if habit and message.tone == habit["for"]:
        p = habit.get("p_round_2", habit["p"]) if later else habit["p"]
        other = next(t for t in TONES if t not in (habit["says"], habit["for"]))
        return {habit["says"]: p, habit["for"]: 1 - p - 0.02, other: 0.02}
    return None


def _error(one: Annotation, progress: float) -> float:
    if rushing(one.person, one.at):
        return float(one.person.habits["rushes"]["error"])
    if drifting(one.person, one.message):
        habit = one.person.habits["drifts"]
        first, last = habit["error_first"], habit["error_last"]
        return float(first + (last - first) * progress**1.5)
    return one.person.error


def _urgency(person: Person, message: Message, rng: random.Random) -> int:
    rating = message.urgency
    if rng.random() < person.noise:
        rating += 1 if rng.random() < 0.5 else -1
    roll = rng.random()
    if lenient := person.habits.get("lenient"):
        rating += lenient["shift"] * (roll < lenient["p"])
    if (narrow := person.habits.get("narrow")) and roll < narrow["p_to_middle"]:
        rating = 3
    if (longer := person.habits.get("prefers_long")) and len(message.text) >= longer[
        "from_characters"
    ]:
        one, two = longer["p_one_more"], longer["p_two_more"]
        rating += 1 if roll < one else 2 if roll < one + two else 0
    permitted: list[int] = narrow["uses"] if narrow else [1, 5]
    return min(max(permitted), max(min(permitted), rating))


def copy_neighbour(
    own: Sequence[Annotation], near: Sequence[Annotation], rng: random.Random
) -> list[Annotation]:
    """The copier's annotations where the neighbour was there first: later, quicker, the same.

    Each batch of the neighbour's is followed by the copier's after two to six minutes. An
    answer that is not copied stays the copier's own.
    """
    theirs = {one.message.item_id: one for one in near}
    out: list[Annotation] = []
    lag, last = 0.0, datetime.min
    for one in sorted(
        own, key=lambda a: theirs[a.message.item_id].at if a.message.item_id in theirs else a.at
    ):
        source = theirs.get(one.message.item_id)
        if source is None:
            out.append(one)
            continue
        if source.at - last > timedelta(minutes=15):
            lag = 120 + 240 * rng.random()
        last = source.at
        habit = one.person.habits["copies"]
        seconds = max(1.5, round((one.seconds or 0) * habit["pace"], 1))
        at = source.at + timedelta(seconds=int(lag + 20 * rng.random()))
        copied = rng.random() < habit["p"]
        tone, urgency = (source.tone, source.urgency) if copied else (one.tone, one.urgency)
        out.append(replace(one, at=at, seconds=seconds, tone=tone, urgency=urgency))
    return out


def label(messages: Sequence[Message], stream: Stream) -> list[Annotation]:
    """All annotations of both rounds, in the order of time."""
    out: dict[tuple[str, str], list[Annotation]] = {}
    for (name, round_name), items in assign(messages, stream).items():
        person = next(person for person in PEOPLE if person.name == name)
        own = answer(list(schedule(person, items, stream)), stream(f"{name} says {round_name}"))
        if "copies" in person.habits:
            near = out[person.habits["copies"]["neighbour"], round_name]
            own = copy_neighbour(own, near, stream(f"{name} copies {round_name}"))
        out[name, round_name] = own
    rows = [one for own in out.values() for one in own]
    for name, number, position in REPEATS:
        later = rows.index(out[name, number][position])
        rows[later : later + 1] = _twice(rows[later])
    return sorted(rows, key=lambda a: (a.at, a.person.name))


def _twice(one: Annotation) -> tuple[Annotation, Annotation]:
    """What was submitted first, and what corrected it seven seconds later."""
    wrong = max(SLIPS[one.tone], key=lambda tone: SLIPS[one.tone][tone])
    first = replace(one, at=one.at - timedelta(seconds=7), tone=wrong)
    return first, replace(one, seconds=6.0)


def that_count(rows: Sequence[Annotation]) -> list[Annotation]:
    """The latest annotation of each annotator on each item; rows are in the order of time."""
    return list({(one.person.name, one.message.item_id): one for one in rows}.values())
