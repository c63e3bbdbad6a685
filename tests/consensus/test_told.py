"""What the reviewer says is evidence: rulings, and verdicts on single labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from annotate import from_frame, suspects
from annotate.consensus import fit, fit_told, told
from annotate.consensus.evidence import MOST, SOUGHT, Evidence
from annotate.judgements import Judgement, Read, Record, Verdict


def crowd(n_answers, seed=0, n_items=60):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, n_answers, n_items)
    rows = []
    for item in range(n_items):
        for who in range(5):
            right = rng.random() < 0.6 + 0.08 * who
            label = truth[item] if right else (truth[item] + rng.integers(1, n_answers)) % n_answers
            rows.append((f"i{item}", f"a{who}", str(label)))
    frame = pd.DataFrame(rows, columns=["item", "annotator", "tone"])
    return from_frame(
        frame, item="item", annotator="annotator", labels=["tone"], levels={"tone": "nominal"}
    )


def p_wrong(data, record, item, annotator):
    found = suspects(data, record)
    row = (found["item_id"] == item) & (found["annotator_id"] == annotator)
    return float(found.loc[row, "p_wrong"].iloc[0])


def say(kind, item="i0", annotator="a0"):
    return Record(judgements=(Judgement(item, annotator, "tone", kind),))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(Verdict.ERROR, 1.0), (Verdict.OTHERS_WRONG, 0.0), (Verdict.BOTH_ACCEPTABLE, 0.0)],
)
def test_a_verdict_decides_what_is_thought_of_its_label(kind, expected):
    assert p_wrong(crowd(3), say(kind), "i0", "a0") == expected


@pytest.mark.parametrize("kind", [Verdict.GUIDELINE_UNCLEAR, Verdict.BAD_ITEM])
def test_what_is_nobodys_doing_changes_nothing(kind):
    data = crowd(3)
    assert p_wrong(data, say(kind), "i0", "a0") == p_wrong(data, None, "i0", "a0")


@pytest.mark.parametrize(
    "kind", [Verdict.GUIDELINE_UNCLEAR, Verdict.BAD_ITEM, Verdict.BOTH_ACCEPTABLE]
)
def test_no_label_of_such_an_item_is_called_an_error(kind):
    data = crowd(3)
    labels = data.coded("tone")
    first = int(labels.item[np.argmax(fit(labels).called_wrong)])
    own = fit_told(labels, data, say(kind, f"i{first}"))
    assert not own.called_wrong[labels.item == first].any()


def test_where_the_others_are_wrong_that_label_is_known_to_be_right():
    data = crowd(3)
    labels = data.coded("tone")
    evidence = told(labels, data, say(Verdict.OTHERS_WRONG))
    own = labels.label[(labels.item == 0) & (labels.annotator == 0)][0]
    assert evidence.known[0] == own
    assert (evidence.known[1:] == -1).all()


def test_of_two_answers_an_error_leaves_the_other():
    data = crowd(2)
    labels = data.coded("tone")
    own = labels.label[(labels.item == 0) & (labels.annotator == 0)][0]
    assert told(labels, data, say(Verdict.ERROR)).known[0] == 1 - own


def test_a_ruling_comes_before_a_verdict():
    data = crowd(3)
    record = Record(judgements=say(Verdict.OTHERS_WRONG).judgements, rulings={("i0", "tone"): "2"})
    assert told(data.coded("tone"), data, record).known[0] == 2


def test_verdicts_on_errors_lower_the_accuracy_of_who_made_them():
    data = crowd(2)
    labels = data.coded("tone")
    record = Record(
        judgements=tuple(Judgement(f"i{i}", "a4", "tone", Verdict.ERROR) for i in range(20))
    )
    before, after = fit(labels), fit_told(labels, data, record)
    assert after.accuracy[4] < before.accuracy[4] - 0.1


def test_what_a_rule_put_first_counts_for_less_than_what_chance_drew():
    labels = crowd(3).coded("tone")
    known = np.full(labels.n_items, -1)
    known[:2] = 0
    fair = np.arange(labels.n_items) == 0
    weight = Evidence(labels, known, fair).weight
    assert weight[:3].tolist() == [MOST, SOUGHT, 1.0]


def test_only_reads_by_chance_are_fair():
    data = crowd(3)
    reads = (Read("i0", "random", 0.1, ""), Read("i1", "disagreement", None, ""))
    assert np.flatnonzero(told(data.coded("tone"), data, Record(reads=reads)).fair).tolist() == [0]
