"""The annotators and the habits that were planted in them.

Every number here is a probability or a factor that `labelling.py` draws with. What came of it in
the data at hand is measured afterwards and written to truth.json beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Weights = dict[str, float]

# What a slip looks like when there is no reason for it: mostly one step, and annoyed is more
# often missed than exaggerated.
SLIPS: dict[str, Weights] = {
    "calm": {"annoyed": 0.9, "angry": 0.1},
    "annoyed": {"calm": 0.75, "angry": 0.25},
    "angry": {"annoyed": 0.93, "calm": 0.07},
}

# Sarcasm once rule 2b is in the guideline.
SARCASM_WITH_RULE: Weights = {"annoyed": 0.93, "calm": 0.04, "angry": 0.03}


@dataclass(frozen=True)
class Person:
    """One annotator: how much they label, how well, how fast, and what is peculiar.

    labels      how many items in rounds 1 and 2
    error       chance of a slip in tone on a clear item
    noise       chance that urgency is off by one without a reason
    pace        factor on the usual time for a text; None where no time is recorded
    sarcasm     what sarcasm is called while the guideline says nothing about it
    habits      name of the habit -> its parameters
    """

    name: str
    labels: tuple[int, int]
    error: float
    noise: float = 0.2
    pace: float | None = 1.0
    sarcasm: Weights = field(default_factory=lambda: {"annoyed": 0.5, "angry": 0.3, "calm": 0.2})
    habits: dict[str, dict[str, Any]] = field(default_factory=dict)
    kind: str = "human"
    note: str = ""


PEOPLE = (
    Person(
        name="Mira", labels=(75, 60), error=0.02, noise=0.1, pace=1.8,
        sarcasm={"annoyed": 0.85, "angry": 0.1, "calm": 0.05},
        habits={"careful": {}},
        note="Careful: slow and right. Goes by the displeasure where the guideline is silent.",
    ),
    Person(
        name="Wen", labels=(75, 60), error=0.02, noise=0.1, pace=1.6,
        sarcasm={"annoyed": 0.25, "angry": 0.75},
        habits={"careful": {}},
        note="Careful: slow and right. In round 1 holds that sarcasm is contempt, so angry.",
    ),
    Person(
        name="Tomás", labels=(100, 80), error=0.06,
        sarcasm={"angry": 0.8, "annoyed": 0.2},
        habits={"confuses": {
            "says": "angry", "for": "annoyed", "p": 0.45,
            "p_sarcasm": 0.8, "after_feedback": "unchanged",
        }},
        note="Says angry for annoyed. Got a letter about it after round 1; it did not help.",
    ),
    Person(
        name="Aisha", labels=(95, 75), error=0.06,
        sarcasm={"calm": 0.6, "annoyed": 0.4},
        habits={"confuses": {
            "says": "calm", "for": "annoyed", "p": 0.45, "p_round_2": 0.06,
            "after_feedback": "improves",
        }},
        note="Says calm for annoyed in round 1. Got a letter about it; it helped.",
    ),
    Person(
        name="Jonas", labels=(90, 70), error=0.05,
        habits={"rushes": {"from": "13:00", "to": "15:00", "error": 0.42, "pace": 0.28}},
        note="Works well, except between 13:00 and 15:00: a few seconds a text, many slips.",
    ),
    Person(
        name="Kofi", labels=(100, 60), error=0.04,
        habits={"drifts": {"round": "1", "error_first": 0.03, "error_last": 0.6, "pace_last": 0.55}},
        note="Starts well and tires in the course of round 1. Rested in round 2.",
    ),
    Person(
        name="Priya", labels=(90, 70), error=0.2,
        sarcasm={"annoyed": 0.45, "angry": 0.45, "calm": 0.1},
        habits={},
        note="Makes ordinary slips, rather many. The neighbour whom Luca copies; not her doing.",
    ),
    Person(
        name="Luca", labels=(90, 70), error=0.2, noise=0.25, pace=0.9,
        habits={"copies": {"neighbour": "Priya", "p": 0.88, "share_of_labels": 0.8, "pace": 0.4}},
        note="Copies what Priya answered a few minutes before, slips included.",
    ),
    Person(
        name="Freya", labels=(80, 60), error=0.07, noise=0.15,
        sarcasm={"annoyed": 0.6, "calm": 0.3, "angry": 0.1},
        habits={"lenient": {"question": "urgency", "shift": 1, "p": 0.65}},
        note="Generous with urgency: a point too many, whatever the message.",
    ),
    Person(
        name="Hiroshi", labels=(75, 60), error=0.07, noise=0.1,
        sarcasm={"calm": 0.5, "annoyed": 0.45, "angry": 0.05},
        habits={"narrow": {"question": "urgency", "uses": [2, 3, 4], "p_to_middle": 0.5}},
        note="Never uses the ends of the urgency scale and prefers its middle.",
    ),
    Person(
        name="Zeynep", labels=(12, 0), error=0.08,
        habits={"few": {}},
        note="Left after twelve labels. Little can be said, and little should be.",
    ),
    Person(
        name="Sam", labels=(0, 1), error=0.08,
        habits={"few": {}},
        note="One label, to see what it is like.",
    ),
    Person(
        name="judge-1", labels=(999, 999), error=0.06, noise=0.15, pace=None, kind="model",
        sarcasm={"calm": 0.5, "annoyed": 0.4, "angry": 0.1},
        habits={"prefers_long": {
            "question": "urgency", "from_characters": 600, "p_one_more": 0.7, "p_two_more": 0.2,
        }},
        note="A language model. Takes sarcasm literally in round 1; finds long messages urgent.",
    ),
)  # fmt: skip
