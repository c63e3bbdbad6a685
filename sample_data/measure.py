"""What came of the planted habits: annotations -> counts and rates for truth.json.

Only the latest annotation of an annotator on an item counts. “Clear” items are those without a
note: where sarcasm or a second acceptable tone makes the truth debatable, they are left out.
A rate is written as {"k", "n", "rate"}: k of n.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from messages import LONG
from people import PEOPLE
from schedule import Annotation, usual_seconds

Which = Callable[[Annotation], bool]


def rate(rows: Iterable[Annotation], hit: Which) -> dict[str, Any]:
    """How many of the rows are hits; no rate where there are no rows."""
    hits = [hit(one) for one in rows]
    return {
        "k": sum(hits),
        "n": len(hits),
        "rate": rounded(sum(hits) / len(hits)) if hits else None,
    }


def rounded(value: float) -> float:
    """Four decimals: more than the counts bear, and the same on every machine."""
    return round(value, 4)


def clear(rows: Iterable[Annotation]) -> list[Annotation]:
    """Annotations of items about which there is nothing to debate."""
    return [one for one in rows if not one.message.notes]


def wrong(one: Annotation) -> bool:
    """Whether the tone is not the true one."""
    return one.tone != one.message.tone


def bias(rows: Sequence[Annotation]) -> float:
    """Mean of urgency minus the true urgency."""
    return rounded(statistics.fmean(one.urgency - one.message.urgency for one in rows))


def by(rows: Iterable[Annotation], name: str) -> list[Annotation]:
    """One annotator's annotations."""
    return [one for one in rows if one.person.name == name]


def in_round(rows: Iterable[Annotation], number: str) -> list[Annotation]:
    """One round's annotations."""
    return [one for one in rows if one.message.round == number]


def confusion(rows: Sequence[Annotation], name: str, says: str, meant: str) -> dict[str, Any]:
    """How often someone says one tone for another, in each round, and how often the others do."""
    cases = [one for one in clear(rows) if one.message.tone == meant]
    sarcastic = [one for one in rows if "sarcasm" in one.message.notes]
    others = [one for one in cases if one.person.name != name]

    def hit(one: Annotation) -> bool:
        return one.tone == says

    each = {p.name: rate(by(others, p.name), hit) for p in PEOPLE if len(by(others, p.name)) >= 20}
    return {
        "clear": rate(by(cases, name), hit),
        "clear_round_1": rate(in_round(by(cases, name), "1"), hit),
        "clear_round_2": rate(in_round(by(cases, name), "2"), hit),
        "sarcasm_round_1": rate(in_round(by(sarcastic, name), "1"), hit),
        "sarcasm_round_2": rate(in_round(by(sarcastic, name), "2"), hit),
        "others_clear": rate(others, hit),
        "others_clear_highest": max(each.values(), key=lambda r: r["rate"]),
    }


def rush(rows: Sequence[Annotation], name: str, start: str, end: str) -> dict[str, Any]:
    """Errors and pace within the hours and outside, and the others' within them."""
    theirs = clear(by(rows, name))

    def inside(one: Annotation) -> bool:
        return start <= f"{one.at:%H:%M}" < end

    within = [one for one in theirs if inside(one)]
    without = [one for one in theirs if not inside(one)]
    others = [o for o in clear(rows) if inside(o) and o.person.name != name and o.person.pace]
    return {
        "wrong_inside": rate(within, wrong),
        "wrong_outside": rate(without, wrong),
        "others_wrong_inside": rate(others, wrong),
        "median_seconds_inside": statistics.median(o.seconds or 0 for o in within),
        "median_seconds_outside": statistics.median(o.seconds or 0 for o in without),
    }


def drift(rows: Sequence[Annotation], name: str, number: str) -> dict[str, Any]:
    """Errors in each quarter of the round, in the order of time, and in the other round."""
    theirs = by(rows, name)
    own = sorted(in_round(theirs, number), key=lambda one: one.at)
    quarters = [own[len(own) * q // 4 : len(own) * (q + 1) // 4] for q in range(4)]
    return {
        "wrong_by_quarter": [rate(clear(quarter), wrong) for quarter in quarters],
        "wrong_in_other_round": rate(clear(in_round(theirs, "2" if number == "1" else "1")), wrong),
    }


def copying(rows: Sequence[Annotation], name: str, neighbour: str) -> dict[str, Any]:
    """How often the same tone where the neighbour is wrong, and how often others have it."""
    near = {one.message.item_id: one for one in by(rows, neighbour)}
    shared = [one for one in rows if one.message.item_id in near and one.person.name != neighbour]

    def same(one: Annotation) -> bool:
        return one.tone == near[one.message.item_id].tone

    slips = [one for one in clear(shared) if wrong(near[one.message.item_id])]
    lags = [(one.at - near[one.message.item_id].at).total_seconds() for one in by(shared, name)]
    return {
        "same_tone": rate(by(shared, name), same),
        "others_same_tone": rate([o for o in shared if o.person.name != name], same),
        "same_where_neighbour_wrong": rate(by(slips, name), same),
        "others_same_where_neighbour_wrong": rate(
            [o for o in slips if o.person.name != name], same
        ),
        "same_urgency": rate(
            by(shared, name), lambda o: o.urgency == near[o.message.item_id].urgency
        ),
        "median_lag_seconds": statistics.median(lags),
        "longest_lag_seconds": max(lags),
    }


def careful(rows: Sequence[Annotation], name: str) -> dict[str, Any]:
    """Right on clear items, and the median of seconds over the usual seconds for such a text."""
    people = [one for one in rows if one.seconds is not None]
    others = [o for o in people if "careful" not in o.person.habits]
    return {
        "right_clear": rate(clear(by(rows, name)), lambda one: not wrong(one)),
        "others_right_clear": rate(clear(others), lambda one: not wrong(one)),
        "pace": pace(by(people, name)),
        "others_pace": pace(others),
    }


def pace(rows: Sequence[Annotation]) -> float:
    """Median of seconds over the seconds that such a text usually takes."""
    return rounded(statistics.median((o.seconds or 0) / usual_seconds(o.message) for o in rows))


def scale(rows: Sequence[Annotation], name: str) -> dict[str, Any]:
    """How someone uses the urgency scale, beside the others."""
    theirs = by(rows, name)
    others = [one for one in rows if one.person.name != name and one.person.kind == "human"]
    return {
        "bias": bias(theirs),
        "others_bias": bias(others),
        "too_high": rate(theirs, lambda one: one.urgency > one.message.urgency),
        "others_too_high": rate(others, lambda one: one.urgency > one.message.urgency),
        "counts": {str(k): sum(one.urgency == k for one in theirs) for k in range(1, 6)},
        "sd": rounded(statistics.pstdev(one.urgency for one in theirs)),
        "others_sd": rounded(statistics.pstdev(one.urgency for one in others)),
    }


def long_texts(rows: Sequence[Annotation], name: str) -> dict[str, Any]:
    """Bias in urgency on long and on shorter texts, for someone and for the others."""
    out: dict[str, Any] = {"from_characters": LONG}
    for prefix, mine in (("", True), ("others_", False)):
        own = [one for one in rows if (one.person.name == name) is mine]
        for word, is_long in (("long", True), ("short", False)):
            chosen = [one for one in own if one.message.is_long is is_long]
            out[f"{prefix}n_{word}"] = len(chosen)
            out[f"{prefix}bias_{word}"] = bias(chosen)
    return out


def sarcasm(rows: Sequence[Annotation]) -> dict[str, Any]:
    """What sarcasm was called before and after rule 2b, by all and by the two careful ones."""
    cases = [one for one in rows if "sarcasm" in one.message.notes]
    return {
        f"round_{number}": {
            "items": len({one.message.item_id for one in in_round(cases, number)}),
            "called_annoyed": rate(in_round(cases, number), lambda one: one.tone == "annoyed"),
            "by_annotator": {
                p.name: {
                    tone: sum(o.tone == tone for o in in_round(by(cases, p.name), number))
                    for tone in ("calm", "annoyed", "angry")
                }
                for p in PEOPLE
                if in_round(by(cases, p.name), number)
            },
        }
        for number in ("1", "2")
    }


def habit(rows: Sequence[Annotation], name: str, kind: str, how: dict[str, Any]) -> dict[str, Any]:
    """What came of one planted habit."""
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "careful": lambda: careful(rows, name),
        "confuses": lambda: confusion(rows, name, how["says"], how["for"]),
        "rushes": lambda: rush(rows, name, how["from"], how["to"]),
        "drifts": lambda: drift(rows, name, how["round"]),
        "copies": lambda: copying(rows, name, how["neighbour"]),
        "lenient": lambda: scale(rows, name),
        "narrow": lambda: scale(rows, name),
        "prefers_long": lambda: long_texts(rows, name),
        "few": lambda: {"labels": len(by(rows, name))},
    }
    return measures[kind]()


def annotator(rows: Sequence[Annotation], name: str) -> dict[str, Any]:
    """The figures of one annotator that do not depend on a habit."""
    theirs = by(rows, name)
    own = {number: in_round(theirs, number) for number in ("1", "2")}
    return {
        "labels": {number: len(chosen) for number, chosen in own.items()},
        "right_clear": {
            number: rate(clear(chosen), lambda one: not wrong(one))
            for number, chosen in own.items()
        },
        "urgency_bias": bias(theirs),
    }
