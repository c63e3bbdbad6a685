"""A decision taken back is what comes of other data: rows gone, answers renamed, other rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.ablation import Ablation, Base, Decision, Kind, View, together
from annotate.ablation.compared import ALPHA
from annotate.agreement.options import Options
from annotate.annotations import MISSING, Annotations, Duplicates, Level, Question
from annotate.consensus import fit
from annotate.errors import AnnotateError, DataError, LevelError, NotFoundError
from tests.ablation import brute
from tests.ablation.small_data import small_data

OPTIONS = Options(replicates=0, coefficients=(ALPHA,))


def taken_back(data: Annotations, *texts: str) -> Ablation:
    return Base.of(View.of(data, "tone"), OPTIONS).compared(together(texts))


def same_as(found: Ablation, before: Annotations, after: Annotations) -> None:
    """The row is what the ordinary functions say of the two data sets."""
    assert found.n_labels == len(after.coded("tone"))
    assert found.agreement.second == pytest.approx(brute.alpha(before), abs=1e-9, nan_ok=True)
    assert found.agreement.first == pytest.approx(brute.alpha(after), abs=1e-9, nan_ok=True)
    numeric = before.questions[0].level.is_numeric
    said = brute.medians if numeric else brute.consensus
    flips = found.flips
    expected = brute.flipped(said(before), said(after))
    assert (flips.changed.tolist(), flips.lost.tolist(), flips.gained.tolist()) == expected
    near = brute.distance if numeric else brute.accuracy
    if (next(iter(before.gold.values())) != MISSING).any():
        assert found.reference.first == pytest.approx(near(after), abs=1e-9, nan_ok=True)
        assert found.reference.second == pytest.approx(near(before), abs=1e-9, nan_ok=True)


def rows_gone(data: Annotations, text: str) -> np.ndarray:
    """Which rows a decision names, one row at a time."""
    decision = Decision.named(text)
    gone, given_before = [], dict.fromkeys(range(data.n_annotators), 0)
    order = data.table["time"].argsort(kind="stable")
    early = set()
    for at in order:
        row = data.table.loc[at]
        if row["status"] == "submitted" and data.labels["tone"][at] != MISSING:
            if decision.kind is Kind.FIRST and given_before[row["annotator"]] < int(
                decision.values[0]
            ):
                early.add(at)
            given_before[row["annotator"]] += 1
    for at, row in data.table.iterrows():
        gone.append(
            {
                Kind.ANNOTATOR: lambda row=row: f"a{row['annotator']}" in decision.values,
                Kind.SECONDS: lambda row=row: row["seconds"] < float(decision.values[0]),
                Kind.FIRST: lambda at=at: at in early,
                Kind.ROUND: lambda row=row: data.rounds[row["round"]] in decision.values,
                Kind.BETWEEN: lambda row=row: (
                    np.datetime64(decision.values[0])
                    <= row["time"]
                    < np.datetime64(decision.values[1])
                ),
                Kind.ONLY: lambda row=row: f"i{row['item']}" != decision.values[1],
            }[decision.kind]()
        )
    return np.array(gone)


ROWS = [
    "annotator:a0",
    "annotator:a0,a1",
    "seconds:4",
    "seconds:100",
    "first:1",
    "first:3",
    "round:round 2",
    "between:2026-03-05,2026-03-20",
    "only:item_id,i0",
]


@settings(max_examples=40)
@given(
    small_data((Level.NOMINAL, Level.ORDINAL, Level.INTERVAL), repeats=True), st.sampled_from(ROWS)
)
def test_without_rows_is_data_that_never_had_them(data: Annotations, text: str) -> None:
    after = brute.only(data, ~rows_gone(data, text))
    same_as(taken_back(data, text), data, after)


@settings(max_examples=40)
@given(small_data(repeats=True), st.sampled_from(ROWS), st.sampled_from(ROWS))
def test_two_together_are_the_same_in_any_order(data: Annotations, one: str, other: str) -> None:
    gone = rows_gone(data, one) | rows_gone(data, other)
    after = brute.only(data, ~gone)
    same_as(taken_back(data, one, other), data, after)
    same_as(taken_back(data, other, one), data, after)


@settings(max_examples=40)
@given(small_data(repeats=True), st.sampled_from(list(Duplicates)))
def test_another_rule_for_repeats_is_data_with_that_rule(data: Annotations, rule) -> None:
    found = taken_back(data, f"duplicates:{rule.value}")
    same_as(found, data, data.with_duplicates(rule))


@settings(max_examples=40)
@given(small_data(repeats=True))
def test_what_was_not_submitted_counts_as_if_it_had_been(data: Annotations) -> None:
    after = replace(data, table=data.table.assign(status="submitted"))
    same_as(taken_back(data, "unsubmitted"), data, after)


@settings(max_examples=40)
@given(small_data((Level.NOMINAL, Level.ORDINAL)))
def test_merged_categories_are_data_with_one_answer_for_both(data: Annotations) -> None:
    found = taken_back(data, "merge:0,1")
    old = data.questions[0]
    new = Question("tone", old.level, ("0 + 1", *old.answers[2:]))
    code = np.maximum(np.arange(len(old.answers)) - 1, 0)
    after = replace(
        data,
        questions=(new,),
        labels={"tone": code[data.labels["tone"]]},
        gold={"tone": np.append(code, -1)[data.gold["tone"]]},
    )
    assert found.agreement.first == pytest.approx(brute.alpha(after), abs=1e-9, nan_ok=True)
    assert found.reference.first == pytest.approx(brute.accuracy(after), abs=1e-9, nan_ok=True)
    before = {item: int(code[said]) for item, said in brute.consensus(data).items()}
    expected = brute.flipped(before, brute.consensus(after))
    flips = found.flips
    assert (flips.changed.tolist(), flips.lost.tolist(), flips.gained.tolist()) == expected


@settings(max_examples=40)
@given(small_data((Level.NOMINAL, Level.ORDINAL)))
def test_a_category_left_out_is_data_without_its_labels(data: Annotations) -> None:
    found = taken_back(data, "drop:0")
    without = brute.only(data, data.labels["tone"] != 0)
    code = np.arange(len(data.questions[0].answers)) - 1
    after = replace(
        without,
        questions=(Question("tone", data.questions[0].level, data.questions[0].answers[1:]),),
        labels={"tone": code[without.labels["tone"]]},
        gold={"tone": np.append(code, -1)[data.gold["tone"]]},
    )
    assert found.agreement.first == pytest.approx(brute.alpha(after), abs=1e-9, nan_ok=True)
    assert found.reference.first == pytest.approx(brute.accuracy(after), abs=1e-9, nan_ok=True)


@settings(max_examples=40)
@given(small_data((Level.NOMINAL,)), st.sampled_from(["wawa", "one-coin", "dawid-skene"]))
def test_another_model_is_that_model_fitted_to_the_same_labels(data: Annotations, model) -> None:
    found = taken_back(data, f"model:{model}")
    code = fit(data.coded("tone"), model=model).code
    after = {item: int(said) for item, said in enumerate(code) if said != MISSING}
    flips = found.flips
    expected = brute.flipped(brute.consensus(data), after)
    assert (flips.changed.tolist(), flips.lost.tolist(), flips.gained.tolist()) == expected


def test_ties_go_one_way_or_the_other(make) -> None:
    """Item 0 is a tie of 0 and 2, whose gold is 2; item 1 is agreed on."""
    data = make([0, 0, 1, 1], [0, 1, 0, 1], [0, 2, 1, 1], gold=[2, 1])
    first, last = taken_back(data, "ties:first"), taken_back(data, "ties:last")
    assert (first.reference.first, last.reference.first) == (0.5, 1.0)
    assert first.reference.second == 0.75  # a coin is right half the time
    assert first.flips.gained.tolist() == last.flips.gained.tolist() == [0]


def test_told_the_reference_an_item_is_measured_by_what_the_others_teach(make) -> None:
    """One who is always wrong is found out from gold; held-out items are then right."""
    n = 40
    truth = np.arange(n) % 2
    item, who = np.repeat(np.arange(n), 2), np.tile([0, 1], n)
    label = np.where(who == 0, truth[item], 1 - truth[item])
    data = make(item, who, label, n_answers=2, gold=truth)
    alone = taken_back(data, "model:one-coin")
    told = taken_back(data, "model:one-coin", "gold")
    assert alone.reference.first == pytest.approx(0.5)
    assert told.reference.first == pytest.approx(1.0)
    assert told.flips.gained.size == n


def test_a_scale_is_made_coarser_evenly_from_both_ends(make) -> None:
    data = make([0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 4, 2], n_answers=5, level=Level.ORDINAL)
    view = View.of(data, "tone").without(together(["coarsen:3"]))
    assert view.regrouped.groups == (("0", "1"), ("2",), ("3", "4"))


def test_a_set_loses_a_member_or_has_two_as_one(make) -> None:
    data = make([0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 2, 2], n_answers=3)
    question = Question("tone", Level.SET, ('["a"]', '["a", "b"]', '["c"]'))
    data = replace(data, questions=(question,))
    dropped = View.of(data, "tone").without(together(["drop:b"])).labels()
    assert dropped.question.shown(dropped.label[1]) == "a"
    merged = View.of(data, "tone").without(together(["merge:a,b"])).labels()
    assert [merged.question.shown(code) for code in merged.label] == ["a + b", "a + b", "c", "c"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("annotator:nobody", NotFoundError),
        ("seconds:-1", DataError),
        ("seconds:soon", DataError),
        ("first:few", DataError),
        ("round:9", NotFoundError),
        ("between:then,now", DataError),
        ("without:colour,red", NotFoundError),
        ("duplicates:some", NotFoundError),
        ("merge:0,9", NotFoundError),
        ("coarsen:2", LevelError),
        ("model:oracle", NotFoundError),
        ("ties:never", NotFoundError),
        ("labels:0", DataError),
        ("nonsense", DataError),
        ("merge:0", DataError),
    ],
)
def test_what_cannot_be_taken_back_says_why(make, text: str, error: type[AnnotateError]) -> None:
    data = make([0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 1], rounds=[0, 0, 1, 1])
    with pytest.raises(error):
        taken_back(data, text)


def test_categories_that_are_not_side_by_side_on_a_scale_are_not_merged(make) -> None:
    data = make([0, 0], [0, 1], [0, 1], level=Level.ORDINAL)
    with pytest.raises(LevelError, match="side by side"):
        taken_back(data, "merge:0,2")


@given(st.sampled_from(list(Kind)), st.lists(st.text(), min_size=2, max_size=2))
def test_a_decision_comes_back_from_its_line(kind: Kind, values: list[str]) -> None:
    fitting = {"round": 2, "annotator": 2, "merge": 2, "drop": 2, "between": 2}
    number = 2 if kind in (Kind.WITHOUT, Kind.ONLY) or kind.value in fitting else 1
    if kind in (Kind.GOLD, Kind.UNSUBMITTED):
        number = 0
    values = [value.replace("\n", " ").replace("\r", " ").replace("\x00", "") for value in values]
    decision = Decision.of(kind, *values[:number])
    assert Decision.named(str(decision)) == decision
