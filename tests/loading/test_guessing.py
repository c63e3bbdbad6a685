import itertools
import json
import random

import pytest

from annotate.loading import Columns, guess_columns, read

PEOPLE = ("ana", "ben", "chi", "dee")
ITEMS = tuple(f"T{n}" for n in range(30))


@pytest.fixture
def long(table):
    """A table with one row a label; ``more`` makes further columns from (row, item, annotator)."""

    def make(names, answer=None, **more):
        chance = random.Random(7)
        answer = answer or (lambda: chance.choice(["yes", "no", "maybe"]))
        rows = [
            [item, who, answer(), *(value(n, item, who) for value in more.values())]
            for n, (item, who) in enumerate(itertools.product(ITEMS, PEOPLE))
        ]
        return table([[*names, *more], *rows])

    return make


@pytest.mark.parametrize(
    "names",
    [
        ("item_id", "annotator_id", "label"),
        ("task", "worker", "label"),
        ("Dokument", "Kodiererin", "Urteil"),
        ("unité", "évaluateur", "réponse"),
        ("id", "rater", "score"),
        ("a", "b", "c"),
        ("x1", "person", "tone"),
        ("Nr", "wer", "was"),
    ],
)
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_item_annotator_and_label_are_found_under_any_name_in_any_order(long, table, names, order):
    made = long(names)
    rows = made.frame.to_numpy().tolist()
    shuffled = table([[names[at] for at in order], *([row[at] for at in order] for row in rows)])
    found = guess_columns(shuffled)
    assert (found.item, found.annotator, found.labels) == (names[0], names[1], (names[2],))


def test_columns_constant_within_items_are_fields_and_others_stay(long):
    found = guess_columns(
        long(
            ("item_id", "worker", "label"),
            text=lambda n, item, who: f"The text of {item}",
            source=lambda n, item, who: "web" if item < "T2" else "book",
            ip=lambda n, item, who: f"10.0.0.{n}",
            country=lambda n, item, who: "DE" if who < "c" else "FR",
        )
    )
    assert found.fields == ("text", "source")
    assert found.extras == ("ip", "country")
    assert found.labels == ("label",)


def test_several_label_columns_are_several_questions(long):
    chance = random.Random(3)
    found = guess_columns(
        long(
            ("item_id", "worker", "tone"),
            clarity=lambda n, item, who: chance.randrange(1, 6),
            spam=lambda n, item, who: int(chance.random() < 0.04),
        )
    )
    assert found.labels == ("tone", "clarity", "spam")


def test_what_merely_came_along_is_no_question(long):
    chance = random.Random(5)
    found = guess_columns(
        long(
            ("item_id", "worker", "label"),
            row_id=lambda n, item, who: n,
            group=lambda n, item, who: "A" if who < "c" else "B",
            reason=lambda n, item, who: (
                f"since it is {n % 37} of them, more or less" if n % 3 else ""
            ),
            confidence=lambda n, item, who: chance.randrange(1, 4),
            submitted_at=lambda n, item, who: f"2024-03-{n % 28 + 1:02d}T10:{n % 60:02d}:00Z",
            started_at=lambda n, item, who: f"2024-03-{n % 28 + 1:02d}T10:00:00Z",
            lead_time=lambda n, item, who: n % 50 + 0.5,
            batch=lambda n, item, who: n % 2 + 1,
            comment=lambda n, item, who: "fine" if n % 5 == 0 else "",
        )
    )
    assert found.labels == ("label",)
    assert (found.time, found.seconds, found.round, found.comment) == (
        "submitted_at",
        "lead_time",
        "batch",
        "comment",
    )
    assert found.extras == ("row_id", "group", "reason", "confidence", "started_at")


def test_one_hot_columns_beside_the_joined_label_are_no_questions(long):
    chance = random.Random(5)
    made = long(("unit", "worker", "label"), answer=lambda: "|".join(sorted(chance.sample(["IS_A", "CAUSES", "PART_OF"], chance.randrange(1, 4)))),
        **{f"r_{name}": lambda n, item, who: chance.randrange(2) for name in ("IS_A", "CAUSES", "PART_OF")})  # fmt: skip
    assert guess_columns(made).labels == ("label",)


def test_one_hot_columns_alone_are_questions(long):
    chance = random.Random(5)
    made = long(
        ("unit", "worker", "r_IS_A"),
        answer=lambda: chance.randrange(2),
        r_CAUSES=lambda n, i, w: chance.randrange(2),
    )
    assert guess_columns(made).labels == ("r_IS_A", "r_CAUSES")


def test_a_column_that_numbers_the_repeats_is_no_question(table, crossed):
    rows = [[*row, "1"] for row in crossed("1234")]
    again = [[item, who, "2", str(n)] for item, who, *_ in rows if who == "ana" for n in (2, 3)]
    assert guess_columns(table([["item_id", "worker", "label", "pass"], *rows, *again])).labels == (
        "label",
    )


def test_nearly_constant_columns_are_fields(table):
    chance = random.Random(2)
    rows = [
        [f"T{n}", who, chance.randrange(1, 26), f"community {n % 9}"]
        for n in range(100)
        for who in PEOPLE
    ]
    rows[5][3] = "community 8"
    found = guess_columns(table([["item_id", "annotator_id", "label", "community"], *rows]))
    assert (found.labels, found.fields) == (("label",), ("community",))


def test_gold_columns_are_matched_to_their_questions(long):
    found = guess_columns(
        long(
            ("item_id", "worker", "tone"),
            topic=lambda n, item, who: "abc"[n * 7 % 3],
            gold_tone=lambda n, item, who: "yes" if item < "T2" else "",
            topic_truth=lambda n, item, who: "a",
        )
    )
    assert found.labels == ("tone", "topic")
    assert found.gold == {"tone": "gold_tone", "topic": "topic_truth"}


def test_a_plain_gold_column_goes_to_the_question_whose_answers_it_has(long):
    made = long(
        ("item_id", "worker", "tone"),
        topic=lambda n, i, w: "abc"[n * 7 % 3],
        gold=lambda n, i, w: "yes" if i < "T2" else "no",
    )
    assert guess_columns(made).gold == {"tone": "gold"}


def test_the_long_form_with_a_column_for_the_question_is_understood(table):
    chance = random.Random(1)
    head = [
        "item_id",
        "annotator_id",
        "annotator_kind",
        "question",
        "label",
        "seconds",
        "time",
        "round",
        "status",
    ]
    rows = [
        [
            item,
            who,
            "human",
            asked,
            "yes" if chance.random() < 0.5 else "no",
            "3.5",
            "2024-01-01T10:00:00",
            "1",
            "submitted",
        ]
        for item in ITEMS
        for who in PEOPLE
        for asked in ("tone", "topic")
    ]
    found = guess_columns(table([head, *rows]))
    assert (found.question, found.labels, found.kind, found.status) == (
        "question",
        ("label",),
        "annotator_kind",
        "status",
    )
    only_one = [row for row in rows if row[3] == "tone"]
    assert guess_columns(table([head, *only_one])).question == "question"


def test_a_question_that_is_the_item_is_not_the_name_of_a_question(table):
    rows = [
        [f"What is {n}?", f"answer {n}", who, n % 3 + len(who) % 2]
        for n in range(20)
        for who in ("ana", "ben", "chia")
    ]
    found = guess_columns(table([["question", "answer_text", "rater", "score"], *rows]))
    assert (found.item, found.question, found.labels) == ("question", None, ("score",))


def test_a_user_who_is_constant_within_items_is_their_author_and_not_the_annotator(long):
    found = guess_columns(
        long(("tweet_id", "coder", "label"), user=lambda n, item, who: f"@{item}")
    )
    assert (found.annotator, found.fields) == ("coder", ("user",))


def test_the_finer_of_two_item_ids_is_the_item(table):
    rows = [
        [f"D{n // 5}", f"D{n // 5}-S{n}", who, "yn"[(n + len(who)) % 2]]
        for n in range(40)
        for who in ("a", "bb", "c")
    ]
    found = guess_columns(table([["document_id", "sentence_id", "annotator", "label"], *rows]))
    assert found.item == "sentence_id"
    assert "document_id" in found.fields


def test_columns_survive_json(long):
    found = guess_columns(
        long(
            ("item_id", "worker", "label"),
            text=lambda n, item, who: item * 2,
            gold=lambda n, i, w: "yes",
        )
    )
    assert Columns.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_a_long_file_is_understood_from_a_part_of_its_items(table):
    rows = [
        [f"T{n}", who, "yn"[(n * 7 + at) % 5 % 2], f"text {n}"]
        for n in range(30_000)
        for at, who in enumerate(PEOPLE)
    ]
    found = guess_columns(table([["a", "b", "c", "d"], *rows]))
    assert (found.item, found.annotator, found.labels, found.fields) == (
        "a",
        "b",
        ("c",),
        ("d",),
    ) or (found.item == "d" and found.fields == ("a",))


def test_a_question_to_which_everybody_said_the_same_is_one_all_the_same():
    rows = "item_id,annotator_id,tone\n1,ana,calm\n1,ben,calm\n2,ana,calm\n2,ben,calm\n"
    assert read([("labels.csv", rows.encode())]).report.columns["labels"] == ["tone"]
