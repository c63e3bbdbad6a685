"""Make the sample data: python sample_data/make.py [--out FOLDER]

Reads texts/ (written one by one), draws the labels of the annotators in people.py, and writes
labels.csv and truth.json. The same seed gives the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import measure
from labelling import REPEATS, label, that_count
from messages import Message, read_messages
from people import PEOPLE
from schedule import Annotation

HERE = Path(__file__).parent
SEED = 20260325
GOLD = {"clear": 64, "sarcasm, round 2": 6}
COLUMNS = (
    "item_id",
    "annotator_id",
    "tone",
    "urgency",
    "seconds",
    "submitted_at",
    "round",
    "comment",
    "annotator_kind",
    "text",
    "channel",
    "product",
    "language",
    "received",
    "gold_tone",
    "gold_urgency",
)


def stream(purpose: str) -> random.Random:
    """Random numbers for one purpose; adding a purpose does not change the others."""
    return random.Random(f"{SEED} {purpose}")


def choose_gold(messages: Sequence[Message]) -> set[str]:
    """The items whose truth the researcher knows beforehand: mostly clear ones."""
    rng = stream("gold")
    order = sorted(messages, key=lambda _: rng.random())
    easy = [m.item_id for m in order if not m.notes]
    settled = [m.item_id for m in order if "sarcasm" in m.notes and m.round == "2"]
    return {*easy[: GOLD["clear"]], *settled[: GOLD["sarcasm, round 2"]]}


def with_comments(rows: Sequence[Annotation], source: str) -> list[Annotation]:
    """The rows with the comments of comments.md; each says which label it goes with.

    Raises ValueError where a comment finds no such label, as after a change of the seed.
    """
    lines = re.findall(r"^- (\w{4}), ([\w-]+), (\w+) (\d): (.+)$", source, flags=re.M)
    comments = {(key, who, tone, int(rating)): text for key, who, tone, rating, text in lines}
    out = []
    for one in rows:
        place = (one.message.key, one.person.name, one.tone, one.urgency)
        out.append(replace(one, comment=comments.pop(place, "")))
    if comments:
        raise ValueError(f"comments.md: there is no label for {sorted(comments)}. Rewrite them.")
    return out


def record(one: Annotation, gold: set[str]) -> dict[str, str]:
    """One row of labels.csv."""
    message, person = one.message, one.person
    known = message.item_id in gold
    return {
        "item_id": message.item_id,
        "annotator_id": person.name,
        "tone": one.tone,
        "urgency": str(one.urgency),
        "seconds": "" if one.seconds is None else f"{one.seconds:.1f}",
        "submitted_at": one.at.isoformat(timespec="seconds"),
        "round": message.round,
        "comment": one.comment,
        "annotator_kind": person.kind,
        "text": message.text,
        "channel": message.channel,
        "product": message.product,
        "language": message.language,
        "received": message.received,
        "gold_tone": message.tone if known else "",
        "gold_urgency": str(message.urgency) if known else "",
    }


def item_truth(message: Message, gold: set[str]) -> dict[str, Any]:
    """What is true of one item."""
    return {
        "key": message.key,
        "tone": message.tone,
        "urgency": message.urgency,
        "round": message.round,
        "ambiguous": message.reason or None,
        "acceptable": [message.tone, *([message.also] if message.also else [])],
        "characters": len(message.text),
        "gold": message.item_id in gold,
    }


def truth(
    messages: Sequence[Message], rows: Sequence[Annotation], gold: set[str]
) -> dict[str, Any]:
    """What was planted and what came of it."""
    counted = that_count(rows)
    return {
        "seed": SEED,
        "questions": {
            "tone": {"level": "nominal", "answers": ["calm", "annoyed", "angry"]},
            "urgency": {"level": "ordinal", "answers": ["1", "2", "3", "4", "5"]},
        },
        "counts": {
            "items": len(messages),
            "annotators": len(PEOPLE),
            "rows": len(rows),
            "annotations_that_count": len(counted),
            "gold_items": len(gold),
            "comments": sum(bool(one.comment) for one in rows),
        },
        "annotators": {
            person.name: {
                "kind": person.kind,
                "note": person.note,
                "planted": {
                    "error": person.error,
                    "urgency_noise": person.noise,
                    "pace": person.pace,
                    "sarcasm_without_rule": person.sarcasm,
                },
                "habits": {
                    kind: {
                        "planted": how,
                        "realised": measure.habit(counted, person.name, kind, how),
                    }
                    for kind, how in person.habits.items()
                },
                "realised": measure.annotator(counted, person.name),
            }
            for person in PEOPLE
        },
        "guideline_gap": {
            "rule": "2b",
            "what": "sarcasm without an insult; missing in version 1 of the guideline",
            "realised": measure.sarcasm(counted),
        },
        "answered_twice": [
            {"annotator": one.person.name, "item": one.message.item_id, "first": one.tone}
            for one in rows
            if one not in counted
        ],
        "items": {message.item_id: item_truth(message, gold) for message in messages},
    }


def make(out: Path) -> dict[str, Any]:
    """Write labels.csv and truth.json into a folder; what truth.json says comes back."""
    messages = read_messages(HERE / "texts")
    comments = (HERE / "texts" / "comments.md").read_text("utf-8")
    rows = with_comments(label(messages, stream), comments)
    gold = choose_gold(messages)
    with (out / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(record(one, gold) for one in rows)
    known = truth(messages, rows, gold)
    text = json.dumps(known, ensure_ascii=False, indent=1)
    (out / "truth.json").write_text(text + "\n", "utf-8", newline="\n")
    return known


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make labels.csv and truth.json.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    out: Path = parser.parse_args().out
    known = make(out)
    print(f"{out / 'labels.csv'}: {known['counts']}; {len(REPEATS)} answered twice")


if __name__ == "__main__":
    main()
