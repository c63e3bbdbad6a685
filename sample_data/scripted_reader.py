"""A reader who knows the truth: what somebody who reads part of the sample data well would say.

They draw items by chance, say which tone is right, judge every label on them, and say why by the
rules of the guideline. Where the guideline of the round had no rule they blame the guideline.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from annotate.annotations import Annotations
from annotate.judgements import Judgement, Read, Record, Verdict

HERE = Path(__file__).parent
READ = 90  # items: an afternoon
SEED = 3

WHY = {
    ("angry", "annoyed"): ("2a", "Nobody is insulted or threatened here, and nobody shouts."),
    ("calm", "annoyed"): ("2a", "The words are polite, but the displeasure shows."),
    ("annoyed", "angry"): ("", "This goes past annoyed: an insult, a threat or shouting."),
    ("calm", "angry"): ("", "This is far from calm: an insult, a threat or shouting."),
    ("annoyed", "calm"): ("1a", "No displeasure shows here, and nobody is reproached."),
    ("angry", "calm"): ("1a", "No displeasure shows here, and nobody is reproached."),
}
SARCASM = ("2b", "This is sarcasm without an insult, so rule 2b settles it: annoyed.")
GAP = ("2b", "Version 1 had no rule for sarcasm. Rule 2b settles it from now on.")
EITHER = ("", "This lies between two tones; yours can be defended.")


def record(data: Annotations) -> Record:
    """What they read, ruled and said."""
    truth = json.loads((HERE / "truth.json").read_text("utf-8"))["items"]
    chosen = random.Random(SEED).sample(sorted(data.item_ids), READ)
    said: list[Judgement] = []
    rulings: dict[tuple[str, str], str] = {}
    for item in chosen:
        if truth[item]["ambiguous"] in (None, "sarcasm"):
            rulings[item, "tone"] = truth[item]["tone"]
        said += _judged(data, item, truth[item])
    chance = READ / data.n_items
    reads = tuple(Read(item, "random", chance, "2026-04-13T10:00:00+00:00") for item in chosen)
    return Record(tuple(said), rulings, reads=reads)


def _judged(data: Annotations, item: str, truth: dict[str, str | None]) -> list[Judgement]:
    """A judgement on each label of an item that is not the true one."""
    labels, question = data.coded("tone"), data.question("tone")
    own = labels.item == data.item_codes[item]
    found = []
    rows = zip(labels.annotator[own], labels.label[own], strict=True)
    last = {int(annotator): question.shown(int(label)) for annotator, label in rows}
    for annotator, label in last.items():
        if label == truth["tone"]:
            continue
        verdict, (rule, why) = _verdict(data, item, label, truth)
        found.append(
            Judgement(item, data.annotator_ids[annotator], "tone", verdict, message=why, rule=rule)
        )
    return found


def _verdict(
    data: Annotations, item: str, label: str, truth: dict[str, str | None]
) -> tuple[Verdict, tuple[str, str]]:
    row = data.rows_of_item(data.item_codes[item])[0]
    in_round_1 = data.rounds[int(data.table["round"].iloc[row])] == "1"
    if truth["ambiguous"] == "sarcasm":
        return (Verdict.GUIDELINE_UNCLEAR, GAP) if in_round_1 else (Verdict.ERROR, SARCASM)
    if truth["ambiguous"]:
        return Verdict.BOTH_ACCEPTABLE, EITHER
    return Verdict.ERROR, WHY[label, str(truth["tone"])]
