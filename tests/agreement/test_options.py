"""What is asked of ``agreement`` is checked, and what is not asked is not computed."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import annotate
from annotate.agreement import agreement, to_json
from annotate.agreement.icc import ICC
from annotate.agreement.options import NAMES
from annotate.annotations import Annotations
from annotate.errors import DataError


@pytest.fixture
def data(made_of: Callable) -> Annotations:
    return made_of([("i", "A", "1"), ("i", "B", "2"), ("j", "A", "2"), ("j", "B", "2")])


@pytest.mark.parametrize("name", ["seed", "replicates"])
@pytest.mark.parametrize("wrong", [-1, 10.5, "7", None, True])
def test_seed_and_replicates_are_whole_numbers_from_0_up(
    name: str, wrong: object, data: Annotations
) -> None:
    with pytest.raises(DataError, match=f"“{name}” is a whole number from 0 up, not {wrong!r}"):
        agreement(data, **{name: wrong})


def test_whole_numbers_of_numpy_are_whole_numbers(data: Annotations) -> None:
    found = agreement(data, replicates=np.int64(10), seed=np.uint8(3))
    plain = agreement(data, replicates=10, seed=3)
    assert to_json(found) == to_json(plain)


@pytest.mark.parametrize(
    "wrong",
    [[1, 0, 1, 0], ["yes"] * 4, np.ones((4, 1), dtype=bool), [True], True, [[True], [True, False]]],
    ids=str,
)
def test_where_is_true_or_false_for_each_row(wrong: object, data: Annotations) -> None:
    with pytest.raises(DataError, match="“where” needs one value for each of the 4 rows, True"):
        agreement(data, where=wrong)


def test_where_may_be_a_list_or_a_series(data: Annotations) -> None:
    kept = [True, True, False, False]
    for where in (kept, pd.Series(kept, index=list("abcd")), pd.Series(kept, dtype="boolean")):
        assert agreement(data, where=where, replicates=0)["q"].n_items == 1


def test_data_that_are_no_annotations_are_told_how_to_become_some() -> None:
    frame = pd.DataFrame({"item": ["i"], "who": ["A"], "tone": ["x"]})
    with pytest.raises(DataError, match=r"not in a DataFrame.*annotate\.from_frame"):
        agreement(frame)
    with pytest.raises(DataError, match=r"not in a str.*annotate\.load"):
        annotate.agreement("labels.csv")


def test_a_question_may_be_named_alone(data: Annotations) -> None:
    assert list(agreement(data, questions="q", replicates=0)) == ["q"]
    with pytest.raises(DataError, match="“questions” is a name or a list of names, not 5"):
        agreement(data, questions=5)


def test_only_the_coefficients_that_are_asked_for_come_back(data: Annotations) -> None:
    whole = agreement(data, replicates=200)["q"].coefficients
    assert tuple(whole) == NAMES[: -len(ICC)]
    for name in whole:
        for asked in (name, [name], {name}):
            found = agreement(data, coefficients=asked, replicates=200)["q"].coefficients
            assert found == {name: whole[name]}
    both = agreement(data, coefficients=["scott_pi", "percent_agreement"], replicates=0)
    assert list(both["q"].coefficients) == ["percent_agreement", "scott_pi"]
    assert agreement(data, coefficients=())["q"].coefficients == {}


@pytest.mark.parametrize("wrong", ["alpha", ["krippendorff_alpha", "alpha"], [5], 5])
def test_unknown_coefficients_are_an_error_that_lists_those_that_exist(
    wrong: object, data: Annotations
) -> None:
    with pytest.raises(DataError, match=r"percent_agreement, krippendorff_alpha, .*_kappa_mean"):
        agreement(data, coefficients=wrong)


def test_annotators_are_left_out_where_they_are_not_asked_for(data: Annotations) -> None:
    found = agreement(data, annotators=False, replicates=100)["q"]
    assert found.annotators == ()
    assert found.coefficients == agreement(data, replicates=100)["q"].coefficients
    assert len(found.pairs) == 1


def test_what_is_not_asked_is_not_computed(
    data: Annotations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("annotate.agreement.measure.pair_counts", refuse)
    monkeypatch.setattr("annotate.agreement.everyone.annotator_patterns", refuse)
    monkeypatch.setattr("annotate.agreement.measure.self_consistency", refuse)
    monkeypatch.setattr("annotate.agreement.categories.counted", refuse)
    monkeypatch.setattr("annotate.agreement.estimates.replicated", refuse)
    nothing = {"pairs": False, "annotators": False, "categories": False, "rounds": False}
    found = agreement(data, coefficients="krippendorff_alpha", replicates=0, **nothing)
    assert found["q"].coefficients["krippendorff_alpha"].value == pytest.approx(0)
    for asked in (
        {"pairs": True},
        {"annotators": True},
        {"categories": True},
        {"coefficients": "cohen_kappa_mean"},
    ):
        with pytest.raises(AssertionError):
            agreement(data, **nothing | {"coefficients": ()} | asked)
    agreement(data, **nothing, coefficients=())
