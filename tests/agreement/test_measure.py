"""What is undefined is NaN with a reason; options do what they say; nothing crashes."""

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

import annotate.agreement
from annotate.agreement import agreement
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.annotations import Annotations, Duplicates
from annotate.errors import DataError, LevelError, NotFoundError

CORRECTED = (
    "krippendorff_alpha",
    "fleiss_kappa",
    "scott_pi",
    "gwet_ac",
    "brennan_prediger",
    "cohen_kappa_mean",
)
ALL = ("percent_agreement", *CORRECTED)
LEVELS = ("nominal", "ordinal", "interval", "ratio")
levels = pytest.mark.parametrize("level", LEVELS)
options = pytest.mark.parametrize("replicates", [0, 500])


def undefined(data: Annotations, names: tuple[str, ...], words: str, replicates: int) -> None:
    """These coefficients, and every annotator's alpha, are NaN for the reason in ``words``."""
    found = agreement(data, replicates=replicates)["q"]
    for name in names:
        one = found.coefficients[name]
        assert np.isnan([one.value, one.low, one.high]).all(), name
        assert words in one.reason
    for one in found.annotators:
        assert np.isnan(one.alpha)
        assert one.reason


@levels
@options
@pytest.mark.parametrize("scale", ["1", "123"])
def test_one_category_used(level: str, scale: str, replicates: int, made_of: Callable) -> None:
    """Everybody agrees, but whether beyond chance cannot be told; peers say 1, or crash."""
    said = [(item, who, "1") for item in "ijk" for who in "AB"]
    data = made_of(said, level, scale)
    undefined(data, CORRECTED, "one category", replicates)
    found = agreement(data, replicates=replicates)["q"]
    assert found.coefficients["percent_agreement"].value == 1
    assert np.isnan(found.pairs[0].kappa)
    assert "one and the same answer" in found.pairs[0].reason
    assert [one.agreement for one in found.annotators] == [1, 1]


@levels
@options
def test_one_annotator(level: str, replicates: int, made_of: Callable) -> None:
    data = made_of([("i", "A", "1"), ("j", "A", "2")], level)
    undefined(data, ALL, "Only one annotator", replicates)


@options
def test_one_annotator_who_repeats_has_nobody_to_agree_with(
    replicates: int, made_of: Callable
) -> None:
    said = [("i", "A", "1"), ("i", "A", "2"), ("j", "A", "1"), ("j", "A", "1")]
    data = made_of(said, duplicates=Duplicates.ALL)
    found = agreement(data, replicates=replicates)["q"]
    assert all(np.isnan(one.value) for one in found.coefficients.values())
    assert np.isnan(found.annotators[0].alpha)


@levels
@options
def test_nothing_shared_or_one_label_an_item(
    level: str, replicates: int, made_of: Callable
) -> None:
    data = made_of([("i", "A", "1"), ("j", "B", "2"), ("k", "A", "2")], level)
    undefined(data, ALL, "No item has two labels", replicates)
    found = agreement(data, replicates=replicates)["q"]
    assert [one.n_items_shared for one in found.annotators] == [0, 0]
    assert list(found.pairs) == []


@levels
@options
def test_an_empty_question(level: str, replicates: int, made_of: Callable) -> None:
    data = made_of([("i", "A", "1"), ("i", "B", "2")], level)
    nobody = np.zeros(2, dtype=np.bool_)
    found = agreement(data, replicates=replicates, where=nobody)["q"]
    assert (found.n_items, found.n_annotators, found.n_labels) == (0, 0, 0)
    assert found.annotators == ()
    for one in found.coefficients.values():
        assert np.isnan(one.value)
        assert "Nobody has answered" in one.reason


def test_an_empty_set_question(made_of: Callable) -> None:
    found = agreement(made_of([], "set"))["q"]
    assert np.isnan(found.coefficients["krippendorff_alpha"].value)


@options
def test_an_annotator_who_shares_nothing_stands_beside_those_who_do(
    replicates: int, made_of: Callable
) -> None:
    said = [("i", "A", "1"), ("i", "B", "1"), ("j", "A", "2"), ("j", "B", "1"), ("k", "C", "2")]
    found = agreement(made_of(said), replicates=replicates)["q"]
    alone = found.annotators[2]
    assert (alone.annotator_id, alone.n_labels, alone.n_items_shared) == ("C", 1, 0)
    assert np.isnan([alone.agreement, alone.alpha]).all()
    assert "Nobody else" in alone.reason
    assert found.annotators[0].reason == (None if replicates else "No interval was asked for.")


def test_total_disagreement_has_a_value(made_of: Callable) -> None:
    """All labels of each item differ: D_o = 1 and, with labels 1122, D_e = 2/3; alpha is -1/2."""
    said = [("i", "A", "1"), ("i", "B", "2"), ("j", "A", "2"), ("j", "B", "1")]
    found = agreement(made_of(said), replicates=100)["q"].coefficients
    assert found["krippendorff_alpha"].value == pytest.approx(-0.5)
    assert found["percent_agreement"].value == 0


def test_one_pairable_item_has_a_value_but_no_interval(made_of: Callable) -> None:
    said = [("i", "A", "1"), ("i", "B", "2"), ("i", "C", "2"), ("j", "A", "1")]
    for name, one in agreement(made_of(said))["q"].coefficients.items():
        if not np.isnan(one.value):
            assert np.isnan(one.low), name
            assert "Only one item" in one.reason


def test_two_items_of_which_one_is_needed_are_not_called_one(made_of: Callable) -> None:
    """Without item 2 both only ever say p, and no kappa is left."""
    said = [("1", "x", "p"), ("1", "y", "p"), ("2", "x", "n"), ("2", "y", "p")]
    one = agreement(made_of(said))["q"].coefficients["cohen_kappa_mean"]
    assert one.value == 0
    assert np.isnan([one.low, one.high]).all()
    assert one.reason.startswith("Without one of the items no two annotators")


def test_one_item_of_a_pair_with_a_kappa_is_called_so(made_of: Callable) -> None:
    """C and D say the same throughout, so of two items only the one of A and B counts."""
    said = [("1", "A", "p"), ("1", "B", "n"), ("2", "C", "p"), ("2", "D", "p")]
    one = agreement(made_of(said))["q"].coefficients["cohen_kappa_mean"]
    assert one.reason.startswith("Only one item is shared by annotators who have a kappa")


def test_few_items_that_often_leave_one_category_have_no_interval(made_of: Callable) -> None:
    said = [(item, who, "1") for item in "ijk" for who in "AB"] + [("l", "A", "2"), ("l", "B", "2")]
    one = agreement(made_of(said), interval="percentile")["q"].coefficients["krippendorff_alpha"]
    assert one.value == 1
    assert np.isnan(one.low)
    assert "too few for an interval" in one.reason


def test_few_items_without_a_disagreement_are_not_called_perfect(made_of: Callable) -> None:
    """Four items: alpha is 1, and the disagreement may still be a third."""
    said = [(item, who, "1") for item in "ijk" for who in "AB"] + [("l", "A", "2"), ("l", "B", "2")]
    one = agreement(made_of(said))["q"].coefficients["krippendorff_alpha"]
    assert (one.value, one.high) == (1, 1)
    assert one.low < 0


def test_ratio_with_numbers_below_zero_is_an_error(made_of: Callable) -> None:
    data = made_of([("i", "A", "-1"), ("i", "B", "2")], "ratio")
    with pytest.raises(LevelError, match=r"“-1”.*level interval"):
        agreement(data)


@pytest.mark.parametrize("answer", ["nan", "inf", "often"])
def test_answers_that_are_no_finite_numbers_are_an_error(answer: str, made_of: Callable) -> None:
    data = made_of([("i", "A", "1"), ("i", "B", answer)], "interval")
    with pytest.raises(LevelError, match=answer):
        agreement(data)


def test_where_keeps_the_chosen_rows_only(made_of: Callable) -> None:
    said = [(item, who, "12"[item < "j"]) for item in "ijk" for who in "AB"] + [("k", "C", "1")]
    data = made_of(said)
    without = agreement(data, where=np.array([who != "C" for _, who, _ in said]))["q"]
    assert (without.n_items, without.n_annotators, without.n_labels) == (3, 2, 6)
    assert without.coefficients == agreement(made_of(said[:-1]))["q"].coefficients
    with pytest.raises(DataError, match="“where” needs one value for each of the 7 rows"):
        agreement(data, where=np.ones(3, dtype=np.bool_))


def test_unknown_choices_are_named_with_those_that_exist(made_of: Callable) -> None:
    data = made_of([("i", "A", "1"), ("i", "B", "2")])
    with pytest.raises(DataError, match=r"no weights “cubic”.*identity, linear, quadratic"):
        agreement(data, weights="cubic")
    with pytest.raises(DataError, match=r"no distance “dice”.*jaccard, masi"):
        agreement(data, distance="dice")
    with pytest.raises(DataError, match="not -1"):
        agreement(data, replicates=-1)
    with pytest.raises(NotFoundError, match="“tone”"):
        agreement(data, questions=["tone"])


def test_no_replicates_no_intervals(made_of: Callable) -> None:
    data = made_of([("i", "A", "1"), ("i", "B", "2"), ("j", "A", "2"), ("j", "B", "2")])
    for one in agreement(data, replicates=0)["q"].coefficients.values():
        assert (one.low, one.high) == (None, None)
        assert one.reason == "No interval was asked for."


def test_no_pairs_leaves_the_list_empty_and_their_mean_as_it_is(made_of: Callable) -> None:
    data = made_of([("i", "A", "1"), ("i", "B", "2"), ("j", "A", "2"), ("j", "B", "2")])
    without, with_them = agreement(data, pairs=False)["q"], agreement(data)["q"]
    assert list(without.pairs) == []
    assert len(with_them.pairs) == 1
    assert without.coefficients == with_them.coefficients


@pytest.mark.parametrize("level", [*LEVELS, "set"])
@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
def test_many_distinct_answers_give_what_few_would(
    level: str, weights: str, labels_in: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no K x K table, no written-out margins, and answers that are never repeated."""
    rng = np.random.default_rng(0)
    matrix = rng.integers(0, 40, (4, 30))
    matrix[rng.random(matrix.shape) < 0.3] = -1
    answers = [str(value) for value in np.sort(rng.choice(1_000, 40, replace=False) / 4)]
    if level == "set":
        answers = [f'["m{n % 7}", "n{n}"]' for n in range(40)]
    labels, how = labels_in(matrix, level, answers), Options(weights=weights, replicates=100)
    plain = of_labels(labels, tuple("abcd"), how)
    monkeypatch.setattr("annotate.agreement.distances._TABLE", 3)
    monkeypatch.setattr("annotate.agreement.kappa._WRITTEN_OUT", 0)
    monkeypatch.setattr("annotate.agreement.kappa._LOOKED_UP", 0)
    monkeypatch.setattr("annotate.agreement.estimates.affordable", lambda *_, **__: False)
    sparse = of_labels(labels, tuple("abcd"), how)
    for name, one in plain.coefficients.items():
        assert sparse.coefficients[name].value == pytest.approx(one.value, abs=1e-12, nan_ok=True)
    for one, other in zip(plain.pairs, sparse.pairs, strict=True):
        assert other.kappa == pytest.approx(one.kappa, abs=1e-12, nan_ok=True)
    assert sparse.coefficients["cohen_kappa_mean"].low == pytest.approx(
        plain.coefficients["cohen_kappa_mean"].low, abs=1e-12
    )


def test_a_hundred_thousand_distinct_numbers_take_no_tables(labels_in: Callable) -> None:
    """Free numbers: two annotators, every answer different, ratio, weighted; memory is linear."""
    items = 50_000
    rng = np.random.default_rng(0)
    matrix = rng.permutation(2 * items).reshape(2, items)
    matrix[1] = np.clip(matrix[0] + rng.integers(-9, 10, items), 0, 2 * items - 1)
    answers = [str(number) for number in range(2 * items)]
    for level in ("interval", "ratio", "ordinal"):
        labels = labels_in(matrix, level, answers)
        found = of_labels(
            labels, ("a", "b"), Options(weights="linear", annotators=False, categories=False)
        ).coefficients
        assert found["krippendorff_alpha"].value > 0.99
        assert found["krippendorff_alpha"].low > 0.99
        assert found["cohen_kappa_mean"].value > 0.99


def test_the_package_can_be_called_by_its_own_name(made_of: Callable) -> None:
    """“annotate.agreement” is the package and the function, in whatever order they are met."""
    data = made_of([("i", "A", "1"), ("i", "B", "2"), ("j", "A", "2"), ("j", "B", "2")])
    assert annotate.agreement(data, replicates=0)["q"].n_items == 2


def test_importing_agreement_is_light() -> None:
    """No scikit-learn, no scipy.stats, no Streamlit comes with it."""
    heavy = ("sklearn", "scipy.stats", "streamlit", "altair", "sqlalchemy")
    code = f"import sys, annotate.agreement; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
