"""Fitted models are kept on disk by content."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import annotate.consensus.kept as kept
from annotate.annotations import Labels, Level, Question
from annotate.consensus import Texts, fit, fit_kept


def crowd(level=Level.NOMINAL):
    rng = np.random.default_rng(0)
    answers = ("1", "2", "3")
    item = np.repeat(np.arange(40), 3)
    label = rng.integers(0, 3, item.size)
    return Labels(Question("tone", level, answers), item, np.tile([0, 1, 2], 40), label, 40, 3)


@pytest.mark.parametrize("level", [Level.NOMINAL, Level.INTERVAL])
def test_what_is_read_back_is_what_was_fitted(tmp_path, level):
    labels = crowd(level)
    first = fit_kept(labels, folder=tmp_path)
    again = fit_kept(labels, folder=tmp_path)
    fresh = fit(labels)
    for found in (first, again):
        for name in ("p_wrong", "accuracy", "spread", "difficulty", "contested"):
            assert np.array_equal(getattr(found, name), getattr(fresh, name), equal_nan=True)
        assert found.consensus.tolist() == fresh.consensus.tolist()
        assert (found.iterations, found.converged) == (fresh.iterations, fresh.converged)


def test_the_second_time_nothing_is_fitted(tmp_path, monkeypatch):
    fit_kept(crowd(), folder=tmp_path)

    def never(*args, **options):
        raise AssertionError

    monkeypatch.setattr(kept, "fit", never)
    fit_kept(crowd(), folder=tmp_path)


def test_another_label_reference_or_model_is_another_file(tmp_path):
    labels = crowd()
    known = np.full(40, -1)
    known[0] = 1
    label = labels.label.copy()
    label[0] = (label[0] + 1) % 3
    fit_kept(labels, folder=tmp_path)
    fit_kept(labels, known, folder=tmp_path)
    fit_kept(labels, folder=tmp_path, model="majority")
    fit_kept(replace(labels, label=label), folder=tmp_path)
    assert len(list(tmp_path.glob("*.npz"))) == 4


def test_the_model_that_heard_the_texts_is_a_file_of_its_own(tmp_path):
    labels = crowd()
    texts = Texts([f"said {'abc'[label]} {'abc'[label]}" for label in labels.label[::3]])
    alone = fit_kept(labels, folder=tmp_path)
    heard = fit_kept(labels, folder=tmp_path, texts=texts)
    again = fit_kept(labels, folder=tmp_path, texts=Texts(list(texts.texts)))
    assert len(list(tmp_path.glob("*.npz"))) == 2
    assert again.heard == heard.heard
    np.testing.assert_array_equal(again.p_wrong, heard.p_wrong)
    fit_kept(labels, folder=tmp_path, texts=Texts(["other"] * 40))
    assert len(list(tmp_path.glob("*.npz"))) == 3
    assert alone.heard == 0


def test_a_broken_file_is_made_again(tmp_path):
    fit_kept(crowd(), folder=tmp_path)
    (path,) = tmp_path.glob("*.npz")
    path.write_bytes(path.read_bytes()[:100])
    assert np.isfinite(fit_kept(crowd(), folder=tmp_path).p_wrong).all()


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "file").write_text("")
    assert np.isfinite(fit_kept(crowd(), folder=tmp_path / "file").p_wrong).all()


def test_only_the_latest_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    for model in ("majority", "wawa", "one-coin"):
        fit_kept(crowd(), folder=tmp_path, model=model)
    assert len(list(tmp_path.glob("*"))) == 2
