"""The queues that the model ranks: what they hold first, what chance draws, how they follow."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from annotate import from_frame
from annotate.consensus import fit
from annotate.errors import NotFoundError
from annotate.judgements import Read, Record
from annotate.reading import Queue, order_of
from annotate.reading.drawn import drawn
from annotate.reading.ranked import EVERY, RESERVE


@pytest.fixture(scope="module")
def crowded():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 300)
    rows = []
    for item in range(300):
        for who in rng.permutation(8)[:5]:
            right = rng.random() < 0.6 + 0.05 * who
            label = truth[item] if right else (truth[item] + rng.integers(1, 3)) % 3
            rows.append((f"i{item}", f"a{who}", str(label)))
    frame = pd.DataFrame(rows, columns=["item", "annotator", "tone"])
    data = from_frame(
        frame, item="item", annotator="annotator", labels=["tone"], levels={"tone": "nominal"}
    )
    return data, {f"i{i}": str(truth[i]) for i in range(300)}


def errors(data, truth):
    labels = data.coded("tone")
    wrong = [
        labels.question.answers[k] != truth[data.item_ids[i]]
        for i, k in zip(labels.item, labels.label, strict=True)
    ]
    return np.bincount(labels.item, wrong, labels.n_items)


def test_wrong_labels_are_found_sooner_than_by_chance(crowded):
    data, truth = crowded
    wrong = errors(data, truth)
    first = order_of(Queue.suspicious(), data).items[:60]
    assert wrong[first].sum() > 1.4 * 60 * wrong.mean()


@pytest.mark.parametrize("queue", [Queue.suspicious(), Queue.learn(), Queue.suspicious("a3")])
def test_every_item_stands_once_and_every_fifth_by_chance(crowded, queue):
    data, _ = crowded
    order = order_of(queue, data)
    n = np.unique(order.items).size
    assert n == len(order)
    by_chance = [order.probability_of(int(code)) is not None for code in order.items]
    places = np.flatnonzero(by_chance)
    assert places[:10].tolist() == list(range(EVERY - 1, 10 * EVERY, EVERY))
    assert sum(by_chance) == min(RESERVE, -(-n // EVERY))
    assert order.probability == pytest.approx(1 / n)


def test_of_one_annotator_it_holds_their_items_alone(crowded):
    data, _ = crowded
    labels = data.coded("tone")
    own = set(labels.item[labels.annotator == data.annotator_codes["a3"]].tolist())
    assert set(order_of(Queue.suspicious("a3"), data).items.tolist()) == own


def test_what_chance_draws_is_as_good_as_everything_else(crowded):
    data, truth = crowded
    wrong, means = errors(data, truth), []
    for salt in range(150):
        order = order_of(Queue.suspicious(), data, salt=str(salt), fitted=model_of(data))
        means.append(wrong[[c for c in order.items if order.probability_of(int(c))]].mean())
    assert np.mean(means) == pytest.approx(wrong.mean(), abs=0.03)


def model_of(data):
    fitted = fit(data.coded("tone"))
    return lambda question: fitted


def test_contested_items_are_not_looked_for(crowded):
    data, _ = crowded
    fitted = fit(data.coded("tone"))
    before = order_of(Queue.suspicious(), data, fitted=lambda _: fitted)
    first = next(int(code) for code in before.items if before.probability_of(int(code)) is None)
    fitted.contested[first] = True
    after = order_of(Queue.suspicious(), data, fitted=lambda _: fitted)
    assert after.place_of(first) > len(after) * 0.8


def test_what_was_read_is_left_out_but_for_what_chance_draws(crowded):
    data, _ = crowded
    order = order_of(Queue.suspicious(), data)
    by_rule, by_chance = int(order.items[0]), int(order.items[EVERY - 1])
    hunted = Record(
        reads=tuple(Read(data.item_ids[c], "disagreement", None, "") for c in (by_rule, by_chance))
    )
    after = order_of(Queue.suspicious(), data, hunted)
    assert after.place_of(by_rule) is None
    assert after.place_of(by_chance) == EVERY - 1


def test_its_draws_count_as_draws_from_everything(crowded):
    data, _ = crowded
    read = Read("i0", Queue.suspicious().name, 1 / 300, "")
    of_one = Read("i1", Queue.suspicious("a3").name, 1 / 200, "")
    chance = drawn(data, Record(reads=(read, of_one)))
    code = data.item_codes
    assert chance.of_all[code["i0"]]
    assert chance.sample_of(data.annotator_codes["a3"])[code["i1"]]
    assert not chance.sample_of(data.annotator_codes["a4"])[code["i1"]]


def test_a_ruling_moves_what_comes_next_and_nothing_before(crowded):
    data, truth = crowded
    models = model_of(data)
    order = order_of(Queue.suspicious(), data, fitted=models)
    read = [data.item_ids[code] for code in order.items[:6]]
    record = Record(
        rulings={(item, "tone"): truth[item] for item in read},
        reads=tuple(Read(item, order.queue.name, None, "") for item in read),
    )
    later = order.followed_by(order_of(order.queue, data, record, fitted=models), 15)
    assert later.items[:16].tolist() == order.items[:16].tolist()
    assert later.items[16:].tolist() != order.items[16:].tolist()
    assert sorted(later.items.tolist()) == sorted(order.items.tolist())


def test_an_annotator_who_is_not_there_is_named(crowded):
    with pytest.raises(NotFoundError, match="a99"):
        order_of(Queue.suspicious("a99"), crowded[0])
