"""The text as one more voice: heard where it tells, off where it does not, and never twice."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from annotate.annotations import MISSING, Annotations, FloatArray, IntArray
from annotate.cli import main
from annotate.consensus import fit, fit_told, suspects
from annotate.consensus.text import Texts, heard, texts_of, with_text
from annotate.loading import from_frame, load

ITEMS, ANSWERS = 250, "abc"


def crowd(telling: float, *, level: str = "nominal", seed: int = 1) -> tuple[Annotations, IntArray]:
    """Three labels an item; each word of its text tells the right answer with that chance."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 3, ITEMS)
    texts = []
    for right in truth:
        tells = rng.random(12) < telling
        words = np.where(tells, 20 * right + rng.integers(0, 20, 12), rng.integers(60, 300, 12))
        texts.append(" ".join(f"word{word}" for word in words))
    item = np.repeat(np.arange(ITEMS), 3)
    who = np.tile(np.arange(3), ITEMS) + 3 * rng.integers(0, 4, ITEMS).repeat(3)
    skill = rng.uniform(0.5, 0.85, 12)
    label = np.where(rng.random(item.size) < skill[who], truth[item], rng.integers(0, 3, item.size))
    frame = pd.DataFrame(
        {
            "item": [f"i{one}" for one in item],
            "who": [f"w{one}" for one in who],
            "label": [ANSWERS[one] for one in label] if level == "nominal" else label.astype(str),
            "text": [texts[one] for one in item],
        }
    )
    return made(frame, level), truth


def made(frame: pd.DataFrame, level: str = "nominal") -> Annotations:
    return from_frame(frame, "item", "who", "label", fields=["text"], levels={"label": level})


def as_frame(data: Annotations) -> pd.DataFrame:
    """A row a label, as it came."""
    return pd.DataFrame(
        {
            "item": [data.item_ids[code] for code in data.table["item"]],
            "who": [data.annotator_ids[code] for code in data.table["annotator"]],
            "label": [data.question("label").answers[code] for code in data.labels["label"]],
            "text": data.items["text"].to_numpy()[data.table["item"]],
        }
    )


def auc(data: Annotations, truth: IntArray, p_wrong: FloatArray) -> float:
    labels = data.coded("label")
    return float(roc_auc_score(labels.label != truth[labels.item], p_wrong))


def test_text_that_tells_finds_more_wrong_labels() -> None:
    data, truth = crowd(0.25)
    alone = fit_told(data.coded("label"), data, None)
    with_it = fit_told(data.coded("label"), data, None, texts=texts_of(data))
    assert auc(data, truth, with_it.p_wrong) > auc(data, truth, alone.p_wrong) + 0.02
    right = [float((one.code == truth).mean()) for one in (alone, with_it)]
    assert right[1] > right[0]
    sums = np.bincount(with_it.posterior.entries.item, weights=with_it.posterior.chance)
    assert sums + with_it.posterior.rest == pytest.approx(np.ones(ITEMS))


@pytest.mark.parametrize("seed", range(2))
def test_text_that_tells_nothing_is_off(seed: int) -> None:
    data, _ = crowd(0.0, seed=seed)
    fitted = fit(data.coded("label"))
    assert heard(fitted.posterior, texts_of(data)).believed == 0
    assert with_text(fitted, texts_of(data)) is fitted


def test_an_item_does_not_hear_its_own_labels_nor_those_of_its_double() -> None:
    """Each text but a few is there twice, and tells nothing else: nothing can be learned."""
    data, _ = crowd(0.0)
    fitted = fit(data.coded("label"))
    doubles = [f"only{n // 2} once{n // 2}" for n in range(ITEMS)]
    assert heard(fitted.posterior, Texts(doubles)).believed == 0


def test_neither_the_order_of_rows_nor_names_matter() -> None:
    data, _ = crowd(0.25)
    frame = as_frame(data)
    other = frame.sample(frac=1, random_state=3).replace({"label": {"a": "z", "b": "y"}})
    other["who"] = "x" + other["who"]
    said = []
    for each in (made(frame), made(other)):
        found = fit_told(each.coded("label"), each, None, texts=texts_of(each))
        said.append(dict(zip(each.item_ids, found.consensus, strict=True)))
    renamed = {"a": "z", "b": "y", "c": "c"}
    same = np.mean([renamed[said[0][name]] == said[1][name] for name in data.item_ids])
    assert same > 0.99  # up to the last digits of the regression


def test_a_reference_stays_certain() -> None:
    data, truth = crowd(0.25)
    known = np.where(np.arange(ITEMS) < 60, (truth + 1) % 3, MISSING)
    found = with_text(fit(data.coded("label"), known), texts_of(data))
    assert (found.code[:60] == known[:60]).all()


@pytest.mark.parametrize("texts", [[], ["the same"] * ITEMS, [f"word{n}" for n in range(ITEMS)]])
def test_where_nothing_can_be_learned_nothing_changes(texts: list[str]) -> None:
    data, _ = crowd(0.25)
    fitted = fit(data.coded("label"))
    assert with_text(fitted, Texts(texts)) is fitted


def test_numbers_have_no_such_voice() -> None:
    data, _ = crowd(0.25, level="interval")
    fitted = fit(data.coded("label"))
    assert with_text(fitted, texts_of(data)) is fitted
    again = fit_told(data.coded("label"), data, None, texts=texts_of(data))
    assert again.heard == 0
    np.testing.assert_array_equal(again.p_wrong, fitted.p_wrong)


def ticked(telling: float, seed: int = 4) -> tuple[Annotations, np.ndarray]:
    """Three annotators tick which of two things a text is about; so often a word tells of one."""
    rng = np.random.default_rng(seed)
    names = ("food", "price")
    truth = rng.random((ITEMS, 2)) < 0.5
    rows = []
    for item in range(ITEMS):
        words = [f"word{n}" for n in rng.integers(0, 200, 8)]
        words += [
            f"{name}{rng.integers(0, 5)}"
            for name, on in zip(names, truth[item], strict=True)
            if on and rng.random() < telling
        ]
        for who in range(3):
            given = truth[item] ^ (rng.random(2) < 0.2)
            label = "|".join(name for name, on in zip(names, given, strict=True) if on) or "other"
            rows.append((f"i{item}", f"w{who}", label, " ".join(rng.permutation(words))))
    return made(pd.DataFrame(rows, columns=["item", "who", "label", "text"]), "set"), truth


def test_sets_hear_the_text_of_each_category() -> None:
    data, truth = ticked(0.9)
    labels = data.coded("label")
    right = [
        frozenset(name for name, on in zip(("food", "price"), row, strict=True) if on) or {"other"}
        for row in truth
    ]
    wrong = np.array(
        [
            labels.question.sets[label] != right[item]
            for item, label in zip(labels.item, labels.label, strict=True)
        ]
    )
    alone = fit_told(labels, data, None)
    with_it = fit_told(labels, data, None, texts=texts_of(data))
    assert with_it.heard > 0
    found = [float(roc_auc_score(wrong, one.p_wrong)) for one in (alone, with_it)]
    assert found[1] > found[0] + 0.02


def test_sets_do_not_hear_what_tells_nothing() -> None:
    data, _ = ticked(0.0)
    labels = data.coded("label")
    with_it = fit_told(labels, data, None, texts=texts_of(data))
    assert with_it.heard == 0
    np.testing.assert_allclose(with_it.p_wrong, fit_told(labels, data, None).p_wrong)


def test_chinese_is_read_by_its_signs() -> None:
    data, truth = crowd(0.0)
    signs = ["好喜乐美", "坏怒悲恶", "天地山水"]
    rng = np.random.default_rng(2)
    texts = ["".join(rng.choice(list(signs[one] + "的一是不了人在有"), 8)) for one in truth]
    assert heard(fit(data.coded("label")).posterior, Texts(texts)).believed > 0


def test_the_command_line_hears_it_on_demand(tmp_path) -> None:
    file, out = tmp_path / "labels.csv", tmp_path / "suspects.csv"
    as_frame(crowd(0.25)[0]).to_csv(file, index=False)
    assert main(["suspects", str(file), "--text", "--out", str(out)]) == 0
    data = load(file)
    found = pd.read_csv(out)["p_wrong"]
    assert np.allclose(found, suspects(data, text=True)["p_wrong"])
    assert not np.allclose(found, suspects(data)["p_wrong"])
