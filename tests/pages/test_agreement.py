"""The Agreement page answers in its order, and says in words what it cannot answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotate.annotations import Level
from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Workspace

PLACES = (
    "Questions",
    "Categories",
    "Annotators",
    "Pairs",
    "Items",
    "Rounds",
    "Numbers",
    "Reference",
    "Repeats",
)
HEAD = "item_id,annotator_id,label\n"
NOTHING_TO_COMPARE = {
    "one annotator": HEAD + "a,Ana,yes\nb,Ana,no\nc,Ana,yes\n",
    "one category": HEAD + "a,Ana,yes\na,Ben,yes\nb,Ana,yes\nb,Ben,yes\n",
    "nothing shared": HEAD + "a,Ana,yes\nb,Ben,no\nc,Chi,yes\nd,Ana,no\n",
    "one shared item": HEAD + "a,Ana,yes\na,Ben,no\nc,Chi,yes\n",
    "no labels": HEAD + "a,Ana,\nb,Ben,\n",
}


@pytest.fixture
def project(home, tmp_path):
    """Make a project of this CSV: ``project(text, labels=[…])``."""

    def make(text, labels=("label",), **options):
        path = tmp_path / "labels.csv"
        path.write_text(text, encoding="utf-8")
        options = {"annotator": "annotator_id", "labels": list(labels), **options}
        return create(Workspace(home), "Odd", read([path], **options), [])

    return make


def opened(test, place):
    test.session_state["where"] = place
    return test.run()


def places_of(test):
    return [tab.label for tab in test.tabs]


def every_place(test):
    """Open each tab of the page and the fold; nothing may fail."""
    for place in places_of(test):
        opened(test, place)
        assert not test.exception, place
    test.session_state["every-coefficient"] = True
    test.run()
    assert not test.exception
    return test


def test_it_answers_in_the_order_trust_where_how_sure(app, tone, said):
    test = app("agreement", project="Tone")
    assert not test.exception
    words = said(test)
    assert words.index("Where is the disagreement") < words.index("How sure is this")
    assert test.markdown[1].value.startswith("**tone.**")
    assert "Of 4 items, 3 have 3 labels and 1 have 2 labels." in words


def test_only_places_that_have_something_to_say_are_offered(app, tone):
    assert places_of(app("agreement", project="Tone")) == [
        "Categories",
        "Annotators",
        "Pairs",
        "Items",
        "Rounds",
    ]


def test_every_place_of_the_sample_is_shown(app, home, sample):
    create(Workspace(home), "Sample", read([sample]), [])
    test = every_place(app("agreement", project="Sample"))
    assert set(places_of(test)) == set(PLACES) - {"Numbers"}


def test_the_place_is_in_the_address_so_that_going_back_finds_it(app, tone, said):
    test = app("agreement", project="Tone", where="Pairs")
    assert "Cohen’s kappa of each pair" in said(test)


@pytest.mark.parametrize("name", NOTHING_TO_COMPARE)
def test_what_cannot_be_computed_is_said_in_words_in_every_place(app, project, name, said):
    project(NOTHING_TO_COMPARE[name])
    test = app("agreement", project="Odd")
    assert "Alpha is undefined" in said(test) or "without an interval" in said(test)
    every_place(test)


def test_a_round_without_labels_of_the_question_says_so(app, project, said):
    rows = [("a", "1"), ("b", "1"), ("c", "2"), ("d", "2")]
    text = "item_id,annotator_id,tone,pace,round\n" + "".join(
        f"{item},{who},{'xy'[n % 2]},{'pq'[n % 2] if turn == '1' else ''},{turn}\n"
        for n, (item, turn) in enumerate(rows)
        for who in ("Ana", "Ben")
    )
    project(text, labels=("tone", "pace"), round="round")
    test = app("agreement", project="Odd", where="Rounds")
    test.session_state["question"] = "pace"
    test.run()
    assert not test.exception
    assert "No labels of this question in round 2" in said(test)
    test.session_state["round"] = "2"
    test.run()
    assert "No item has a label of this question" in said(test)
    every_place(test)


def test_high_agreement_beside_a_low_alpha_is_explained(app, project):
    labels = [("no", "no")] * 118 + [("no", "yes")] * 5 + [("yes", "no")] * 2
    project(
        HEAD
        + "".join(
            f"i{n},{who},{label}\n"
            for n, both in enumerate(labels)
            for who, label in zip(("Ana", "Ben"), both, strict=True)
        )
    )
    test = app("agreement", project="Odd")
    assert "paradox of prevalence" in test.info[0].value


def test_numbers_have_bias_spread_and_intraclass_correlations(app, project, said):
    rng = np.random.default_rng(0)
    project(
        HEAD
        + "".join(
            f"i{n},{who},{n * 1.37 + shift + rng.normal():.2f}\n"
            for n in range(40)
            for who, shift in (("Ana", 0), ("Ben", 4), ("Chi", 0))
        )
    )
    test = every_place(app("agreement", project="Odd"))
    assert "Numbers" in places_of(test)
    assert "Bias" in said(opened(test, "Numbers"))


def test_labels_that_do_not_fit_their_level_get_a_sentence(app, home, tmp_path):
    # A file like this is refused; a project that an older version made may hold it.
    path = tmp_path / "labels.csv"
    path.write_text(HEAD + "a,Ana,-1\na,Ben,2\nb,Ana,3\nb,Ben,3\n")
    loaded = read([path], annotator="annotator_id", labels=["label"], levels={"label": "interval"})
    (question,) = loaded.annotations.questions
    questions = (replace(question, level=Level.RATIO),)
    wrong = replace(loaded, annotations=replace(loaded.annotations, questions=questions))
    create(Workspace(home), "Odd", wrong, [])
    test = app("agreement", project="Odd")
    assert not test.exception
    assert "ratio" in test.error[0].value


def test_repeated_labels_and_gold_have_a_place_of_their_own(app, project, said):
    text = "item_id,annotator_id,label,gold\n" + "".join(
        f"{item},{who},{label},x\n"
        for item in "abcdef"
        for who, label in (("Ana", "x"), ("Ana", "y"), ("Ben", "x"))
    )
    project(text, gold="gold")
    test = app("agreement", project="Odd")
    assert "somebody labelled an item again" in said(opened(test, "Repeats"))
    assert "are the gold answer" in said(opened(test, "Reference"))


def many(annotators, seed=0):
    """Labels of many annotators in groups of five, of whom the first ten answer at random."""
    rng = np.random.default_rng(seed)
    lines = []
    for group in range(annotators // 5):
        for n in range(30):
            truth = rng.integers(3)
            for who in range(5 * group, 5 * group + 5):
                right = rng.random() < (0.0 if who < 10 and who % 5 == 0 else 0.85)
                answer = truth if right else rng.integers(3)
                lines.append(f"i{group}-{n},a{who:03d},{'xyz'[answer]}\n")
    return HEAD + "".join(lines)


def test_of_many_annotators_those_who_stand_out_are_shown_and_all_can_be(app, project, said):
    project(many(100))
    test = opened(app("agreement", project="Odd"), "Annotators")
    assert not test.exception
    assert "How the alphas of 100 annotators spread" in said(test)
    assert "a000" in said(test)
    assert len(test.get("vega_lite_chart")) == 3
    test.session_state["annotator-who"] = "All"
    test.run()
    assert not test.exception


def test_of_many_pairs_those_that_differ_most_are_shown(app, project, said):
    project(many(100))
    test = opened(app("agreement", project="Odd"), "Pairs")
    assert "The 30 pairs of 200 pairs whose kappa is most surely low" in said(test)


def test_among_a_hundred_answers_the_page_stays_whole(app, project, said):
    project(
        HEAD + "".join(f"i{n},{who},c{n % 100}\n" for n in range(300) for who in ("Ana", "Ben"))
    )
    test = every_place(app("agreement", project="Odd"))
    assert "too many to set each against each" in said(opened(test, "Categories"))


def test_pairs_that_share_a_handful_of_items_are_not_ranked(app, project, said):
    lines = [
        f"i{a}-{b},a{w:02d},{'xy'[(a + b + w) % 2]}\n"
        for a in range(50)
        for b in range(a)
        for w in (a, b)
    ]
    project(HEAD + "".join(lines))
    assert "too few for a kappa" in said(opened(app("agreement", project="Odd"), "Pairs"))
