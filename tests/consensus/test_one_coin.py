from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation.classification.dawid_skene import OneCoinDawidSkene

from annotate.annotations import MISSING, IntArray, Labels, Level, Question
from annotate.consensus import Fitted, majority
from annotate.consensus.one_coin import one_coin as fit_one_coin


def one_coin(labels: Labels, known: IntArray | None = None, **options: float) -> Fitted:
    """The model with nothing known unless told."""
    nothing = np.full(labels.n_items, MISSING)
    return fit_one_coin(labels, nothing if known is None else known, **options)


def simulate(
    n_items: int, accuracy: list[float], n_answers: int, seed: int = 0
) -> tuple[Labels, IntArray]:
    """Labels of annotators with known accuracies, three quarters of all pairs; and the truth."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, n_answers, n_items)
    item, annotator = np.divmod(np.arange(n_items * len(accuracy)), len(accuracy))
    kept = rng.random(item.size) < 0.75
    item, annotator = item[kept], annotator[kept]
    right = rng.random(item.size) < np.array(accuracy)[annotator]
    wrong = (truth[item] + rng.integers(1, n_answers, item.size)) % n_answers
    label = np.where(right, truth[item], wrong)
    question = Question("q", Level.NOMINAL, tuple(str(k) for k in range(n_answers)))
    return Labels(question, item, annotator, label, n_items, len(accuracy)), truth


@pytest.mark.parametrize("n_answers", [2, 3, 5])
@pytest.mark.parametrize("steps", [1, 4, 30])
def test_the_posterior_equals_crowdkits_after_as_many_iterations(
    n_answers: int, steps: int
) -> None:
    """crowd-kit's probabilities miss 1 by about 1e-10, hence the tolerance."""
    labels, _ = simulate(120, [0.9, 0.8, 0.7, 0.6, 0.55], n_answers)
    frame = pd.DataFrame({"task": labels.item, "worker": labels.annotator, "label": labels.label})
    peer = OneCoinDawidSkene(n_iter=steps, tol=-np.inf).fit(frame)
    ours = one_coin(labels, iterations=steps, tolerance=0.0)
    labelled = np.unique(labels.item)
    theirs = peer.probas_.sort_index().sort_index(axis=1).to_numpy()
    np.testing.assert_allclose(ours.posterior.full()[labelled], theirs, atol=1e-8)
    np.testing.assert_allclose(ours.accuracy, peer.skills_.sort_index().to_numpy(), atol=1e-8)


def test_planted_accuracies_are_found() -> None:
    planted = [0.95, 0.85, 0.75, 0.65, 0.55]
    labels, truth = simulate(2_000, planted, 3)
    fitted = one_coin(labels)
    assert fitted.converged
    np.testing.assert_allclose(fitted.accuracy, planted, atol=0.03)
    right = (fitted.code == truth).mean()
    assert right > (majority(labels).code == truth).mean()


def test_every_posterior_sums_to_one_also_where_no_one_gave_an_answer() -> None:
    labels, _ = simulate(60, [0.7, 0.6, 0.9], 8)
    np.testing.assert_allclose(one_coin(labels).posterior.full().sum(axis=1), 1.0, atol=1e-12)


def test_the_order_of_labels_items_annotators_and_answers_does_not_matter() -> None:
    labels, _ = simulate(150, [0.9, 0.8, 0.7, 0.6], 4)
    rng = np.random.default_rng(1)
    shuffle = rng.permutation(len(labels))
    items, people, answers = rng.permutation(150), rng.permutation(4), rng.permutation(4)
    moved = replace(
        labels,
        item=items[labels.item[shuffle]],
        annotator=people[labels.annotator[shuffle]],
        label=answers[labels.label[shuffle]],
    )
    before, after = one_coin(labels), one_coin(moved)
    np.testing.assert_allclose(after.accuracy[people], before.accuracy, atol=1e-7)
    np.testing.assert_allclose(
        after.posterior.full()[items][:, answers], before.posterior.full(), atol=1e-6
    )


def test_a_reference_is_never_moved_and_teaches_who_is_right() -> None:
    """Three who err together outvote the one who is right, until the truth of a part is known."""
    truth = np.arange(100) % 2
    label = np.stack([truth, 1 - truth, 1 - truth, 1 - truth], axis=1).ravel()
    item, annotator = np.divmod(np.arange(400), 4)
    labels = Labels(Question("q", Level.NOMINAL, ("no", "yes")), item, annotator, label, 100, 4)
    known = np.where(np.arange(100) < 80, truth, MISSING)
    assert one_coin(labels).accuracy[0] < 0.1
    informed = one_coin(labels, known)
    assert (informed.code == truth).all()
    assert informed.accuracy[0] > 0.99
    assert (informed.posterior.full()[:80].argmax(axis=1) == truth[:80]).all()


def test_someone_with_no_label_has_no_accuracy_and_three_labels_are_not_perfection(
    make_labels,
) -> None:
    rows = [(i, a, 0 if a < 3 else 1) for i in range(30) for a in range(4)]
    rows += [(i, 5, 0) for i in range(3)]
    labels = make_labels(rows)
    assert np.isnan(one_coin(labels).accuracy[4])
    assert one_coin(labels).accuracy[5] == pytest.approx(1.0)
    # pull 5 at the mean accuracy m = 93/123: (3 + 5m) / 8
    assert one_coin(labels, pull=5).accuracy[5] == pytest.approx((3 + 5 * 93 / 123) / 8, abs=0.03)


def test_many_answers_cost_no_table_of_items_by_answers() -> None:
    """A million possible answers on 500 items would be a table of 4 GB."""
    rng = np.random.default_rng(0)
    item = np.repeat(np.arange(500), 3)
    answers = tuple(str(k) for k in range(1_000_000))
    label = rng.integers(0, 1_000_000, 500)[item]
    labels = Labels(Question("q", Level.NOMINAL, answers), item, item % 7, label, 500, 7)
    assert one_coin(labels).converged


def test_no_labels_at_all_is_no_error(make_labels) -> None:
    fitted = one_coin(make_labels([]))
    assert fitted.accuracy.size == 0
    assert fitted.converged
