"""The default model on numbers, ordered categories and sets, against planted truth."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

import annotate
from annotate.annotations import MISSING, Labels, Level, Question
from annotate.consensus import fit
from annotate.consensus.numbers import fit_scale


def area_under(p_wrong: np.ndarray, wrong: np.ndarray) -> float:
    """Probability that a wrong label has a higher p_wrong than a right one."""
    above = p_wrong[wrong][:, None] > p_wrong[~wrong][None, :]
    return float(above.mean())


def ratings(seed: int = 0) -> tuple[Labels, np.ndarray, np.ndarray]:
    """Numbers 0 to 100 by six annotators: one lenient by 10, one scatters, 3% are slips."""
    rng = np.random.default_rng(seed)
    value = rng.uniform(20, 80, 120)
    item, who = np.divmod(np.arange(720), 6)
    y = value[item] + np.array([0, 0, 0, 0, 10, 0])[who]
    y = y + rng.normal(0, np.array([2, 2, 2, 2, 2, 8])[who])
    slip = rng.random(720) < 0.03
    y = np.where(slip, value[item] + np.where(value[item] > 50, -45, 45), y).round(1)
    answers, label = np.unique(y, return_inverse=True)
    question = Question("score", Level.INTERVAL, tuple(str(each) for each in answers))
    return Labels(question, item, who, label, 120, 6), value, slip


def test_slips_in_numbers_are_the_most_suspicious() -> None:
    labels, _, slip = ratings()
    found = fit(labels)
    assert area_under(found.p_wrong, slip) > 0.95
    good = ~slip & (labels.annotator < 4)
    assert (found.p_wrong[good] < 0.5).mean() > 0.9


def test_bias_and_noise_of_a_scale_are_found() -> None:
    labels, value, _ = ratings()
    scale = fit_scale(labels, np.full(120, MISSING))
    bias = scale.bias - scale.bias[:4].mean()
    np.testing.assert_allclose(bias, [0, 0, 0, 0, 10, 0], atol=1.5)
    assert scale.noise[5] > 2 * scale.noise[:5].max()
    mean = np.bincount(labels.item, labels.question.numbers[labels.label]) / 6
    assert np.abs(scale.value - value).mean() < np.abs(mean - value).mean()


def test_a_known_number_is_the_consensus_and_fixes_the_scale() -> None:
    labels, value, _ = ratings()
    nearest = np.abs(labels.question.numbers[None, :] - value[:, None]).argmin(axis=1)
    known = np.where(np.arange(120) < 60, nearest, MISSING)
    found = fit(labels, known)
    assert found.consensus[0] == f"{labels.question.numbers[nearest[0]]:.6g}"
    scale = fit_scale(labels, known)
    np.testing.assert_allclose(scale.bias[:5], [0, 0, 0, 0, 10], atol=1.2)


def test_a_lenient_annotator_on_an_ordinal_scale_is_corrected_for() -> None:
    """Two of five are a step too high on every item: the model sees it, votes do not."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 5, 300)
    item, who = np.divmod(np.arange(1500), 5)
    step = np.where(rng.random(1500) < 0.75, 0, rng.choice([-1, 1], 1500))
    label = np.clip(truth[item] + step + (who >= 3), 0, 4)
    question = Question("q", Level.ORDINAL, tuple("12345"))
    labels = Labels(question, item, who, label, 300, 5)
    wrong = label != truth[item]
    ordinal = fit(labels)
    votes = fit(labels, model="majority")
    assert area_under(ordinal.p_wrong, wrong) > area_under(votes.p_wrong, wrong)
    assert ordinal.accuracy[:3].min() > ordinal.accuracy[3:].max() + 0.1


def test_a_set_is_wrong_when_any_of_its_categories_is() -> None:
    rng = np.random.default_rng(2)
    truth = rng.random((80, 4)) < 0.4
    table, wrong = [], []
    for item in range(80):
        for who in range(5):
            flips = rng.random(4) < (0.15 if who == 4 else 0.03)
            ticked = [c for c, yes in zip("abcd", truth[item] ^ flips, strict=True) if yes]
            table.append((f"i{item}", f"w{who}", json.dumps(ticked)))
            wrong.append(bool(flips.any()))
    frame = pd.DataFrame(table, columns=["item", "annotator", "tags"])
    data = annotate.from_frame(
        frame, item="item", annotator="annotator", labels=["tags"], levels={"tags": "set"}
    )
    found = annotate.suspects(data)
    keyed = found.set_index(["item_id", "annotator_id"])
    p = keyed.loc[list(zip(frame["item"], frame["annotator"], strict=True)), "p_wrong"]
    assert area_under(p.to_numpy(), np.array(wrong)) > 0.95
    said = found.drop_duplicates("item_id").set_index("item_id")["consensus"]
    right = [
        set(json.loads(said[f"i{i}"])) == {c for c, y in zip("abcd", truth[i], strict=True) if y}
        for i in range(80)
    ]
    assert np.mean(right) > 0.95


@pytest.mark.parametrize("level", [Level.INTERVAL, Level.RATIO, Level.ORDINAL, Level.SET])
@pytest.mark.parametrize("n_labels", [0, 1, 6])
def test_few_labels_or_none_are_no_error(level: Level, n_labels: int) -> None:
    answers = ("[]", '["a"]', '["a", "b"]') if level is Level.SET else ("1", "2", "3")
    item, who = np.divmod(np.arange(n_labels), 2)
    labels = Labels(Question("q", level, answers), item, who, item % 3, 4, 3)
    found = fit(labels)
    assert found.p_wrong.shape == (n_labels,)
    within = (found.p_wrong >= 0) & (found.p_wrong <= 1)
    assert within.all() if n_labels != 1 else np.isnan(found.p_wrong).all()
    assert found.consensus[3] == ""


@pytest.mark.parametrize("level", ["nominal", "ordinal", "set", "interval"])
def test_items_that_everybody_guesses_are_difficult(level: str) -> None:
    """Numbers have no such difficulty."""
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 4, 300)
    item, who = np.divmod(np.arange(1800), 6)
    guessed = (item % 3 == 0) | (rng.random(1800) < 0.05)
    label = np.where(guessed, rng.integers(0, 4, 1800), truth[item])
    answers = tuple(json.dumps([each]) for each in "1234") if level == "set" else tuple("1234")
    labels = Labels(Question("q", Level(level), answers), item, who, label, 300, 6)
    difficulty = fit(labels).difficulty
    if level == "interval":
        assert np.isnan(difficulty).all()
        return
    hard = np.arange(300) % 3 == 0
    assert difficulty[hard].mean() > difficulty[~hard].mean() + 0.2
    assert difficulty.min() >= 0
    assert difficulty.max() <= 1


@pytest.mark.parametrize("ticked_nothing", [False, True])
def test_the_consensus_is_empty_only_where_that_is_an_answer(ticked_nothing: bool) -> None:
    """Three say three things of one item, so that none of them is likelier in than out."""
    texts = [json.dumps([each]) for each in "abc" * 10]
    for item in range(1, 10):
        texts[3 * item : 3 * item + 3] = [json.dumps(["abc"[item % 3]])] * 3
    if ticked_nothing:
        texts[-3:] = ["[]"] * 3
    answers = tuple(sorted(set(texts)))
    item, who = np.divmod(np.arange(30), 3)
    label = np.array([answers.index(text) for text in texts])
    labels = Labels(Question("q", Level.SET, answers), item, who, label, 10, 3)
    first = fit(labels).consensus[0]
    assert first == "[]" if ticked_nothing else len(json.loads(first)) == 1
