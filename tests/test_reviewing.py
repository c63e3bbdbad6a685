"""What a reviewer's own answers say about them, and the rules of a guideline."""

from __future__ import annotations

import math

import pytest

from annotate.guideline import rules_of
from annotate.judgements import Answered
from annotate.reviewing import own_answers
from tests.ui.test_reader import annotations

DATA = annotations(["one", "two", "three"])  # the majority says calm everywhere


def test_own_answers_are_held_against_the_majority_and_against_themselves() -> None:
    answers = [
        Answered("i0", "tone", "calm", "calm"),
        Answered("i1", "tone", "angry", "calm"),
        Answered("i2", "tone", ""),  # asked to see the labels
        Answered("gone", "tone", "calm"),
        Answered("i2", "tone", "calm", reviewer="Ada"),
    ]
    [own] = own_answers(DATA, answers)
    assert (own.consensus.k, own.consensus.n) == (1, 2)
    assert (own.again.k, own.again.n) == (1, 2)
    # Wilson (1927) for 1 of 2
    assert own.again.low == pytest.approx(0.0945, abs=1e-4)
    assert own.again.high == pytest.approx(0.9055, abs=1e-4)


def test_nothing_is_said_of_no_answers() -> None:
    [own] = own_answers(DATA, [])
    assert own.consensus.n == own.again.n == 0
    assert math.isnan(own.consensus.value)


def test_the_numbered_lines_of_a_guideline_are_its_rules() -> None:
    text = """# Tone
1. Calm is the absence of anger.
## 2 Annoyed
- 2b) Sarcasm alone is annoyed.
**3.** Angry needs an insult.
Rule 4: Ask when unsure.
In 2026 we changed this.
```
5. no rule
```
2b. said twice
"""
    assert [(rule.number, rule.text) for rule in rules_of(text)] == [
        ("1", "Calm is the absence of anger."),
        ("2", "Annoyed"),
        ("2b", "Sarcasm alone is annoyed."),
        ("3", "Angry needs an insult."),
        ("4", "Ask when unsure."),
    ]
