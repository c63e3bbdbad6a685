"""Labels in the shapes that people keep them in are read as if they had been long."""

import csv
import io
import json
import random
import zipfile

import openpyxl
import pytest

from annotate.errors import ColumnError
from annotate.loading import read
from annotate.loading.shapes.naming import splits

PEOPLE = ("alice", "bob", "carol")
TONES, TOPICS = ("calm", "angry", "neutral"), ("price", "build", "support")
ITEMS = range(24)


def as_csv(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def truth(*asked, people=PEOPLE, blank=0.1):
    """(item, annotator, question) -> label, some missing."""
    chance = random.Random(7)
    return {
        (f"T{item}", who, question): chance.choice(answers)
        for item in ITEMS
        for who in people
        for question, answers in asked
        if chance.random() >= blank
    }


def wide(labels, column, **more):
    """A row an item; ``column`` names the column of an annotator and a question."""
    pairs = dict.fromkeys((who, question) for _, who, question in labels)
    head = ["item_id", "text", *(column(*pair) for pair in pairs), *more]
    rows = [
        [f"T{item}", f"a text to read, number {item}", *(labels.get((f"T{item}", *pair), "") for pair in pairs),
         *(make(item) for make in more.values())]
        for item in ITEMS
    ]  # fmt: skip
    return as_csv([head, *rows])


def found(*files, **options):
    """The labels as (item, annotator, question) -> label, and the data."""
    data = read(list(files), **options).annotations
    items, people = data.item_ids, data.annotator_ids
    labels = {
        (items[item], people[who], question.name): question.answers[code]
        for question in data.questions
        for item, who, code in zip(
            data.table["item"], data.table["annotator"], data.labels[question.name], strict=True
        )
        if code >= 0
    }
    return labels, data


@pytest.mark.parametrize("answers", [TONES, ("yes", "no"), "12345", "01"])
def test_a_column_for_each_annotator(answers):
    labels = truth(("label", answers))
    got, data = found(("x.csv", wide(labels, lambda who, _: who)))
    assert got == labels
    assert data.fields == ("text",)


@pytest.mark.parametrize(
    "name",
    ["{p}_{q}", "{q}_{p}", "{q} ({p})", "{q} [{p}]", "{p}: {q}", "{q}/{p}", "{p}/{q}", "{p}.{q}",
     "{p} {q}", "{p}-{q}", "{q} - {p}"],
)  # fmt: skip
@pytest.mark.parametrize(
    "asked", [(("tone", TONES), ("topic", TOPICS)), (("clarity", "12345"), ("logic", "12345"))]
)
def test_a_column_for_each_annotator_and_question(name, asked):
    labels = truth(*asked)
    assert found(("x.csv", wide(labels, lambda who, q: name.format(p=who, q=q))))[0] == labels


def test_seconds_and_comments_of_each_annotator_are_no_questions():
    labels = truth(
        ("label", TONES), ("seconds", "3456789"), ("comment", ("hm", "too short to say"))
    )
    got, data = found(("x.csv", wide(labels, lambda who, q: f"{who}_{q}")))
    assert got == {key: label for key, label in labels.items() if key[2] == "label"}
    assert data.table["seconds"].notna().any()
    assert set(data.table["comment"]) == {"", "hm", "too short to say"}


def test_annotators_who_were_not_asked_everything():
    labels = truth(("tone", TONES), ("topic", TOPICS), people=("alice", "bob"))
    labels = {key: v for key, v in labels.items() if key[1:] != ("bob", "topic")}
    assert found(("x.csv", wide(labels, lambda who, q: f"{who}_{q}")))[0] == labels


def test_one_question_that_the_names_of_the_columns_say():
    labels = truth(("rating", "12345"), people=("Alice", "Bob"))
    assert found(("x.csv", wide(labels, lambda who, q: f"{q} ({who})")))[0] == labels


def test_scores_of_many_values_side_by_side():
    labels = truth(("label", [f"{n / 7:.2f}" for n in range(1, 200)]))
    assert found(("x.csv", wide(labels, lambda who, _: who)))[0] == labels


def test_an_annotator_who_always_says_the_same_is_one_too():
    labels = truth(("label", TONES)) | {(f"T{n}", "dee", "label"): "calm" for n in ITEMS}
    assert found(("x.csv", wide(labels, lambda who, _: who)))[0] == labels


def test_gold_and_majority_beside_the_annotators_are_not_annotators():
    labels = truth(("label", TONES), blank=0)
    content = wide(
        labels, lambda who, _: who, gold=lambda n: TONES[n % 3], majority=lambda _: "calm"
    )
    got, data = found(("x.csv", content))
    assert got == labels
    assert list(data.gold) == ["label"]


def test_gold_of_a_question_beside_a_grid_is_no_annotator():
    labels = truth(("tone", TONES), ("topic", TOPICS))
    content = wide(labels, lambda who, q: f"{who}_{q}", gold_tone=lambda n: TONES[n % 3])
    got, data = found(("x.csv", content))
    assert got == labels
    assert list(data.gold) == ["tone"]


def test_a_column_called_like_a_model_is_one():
    labels = truth(("label", TONES), people=("ana", "ben", "gpt-4"))
    _, data = found(("x.csv", wide(labels, lambda who, _: who)))
    kinds = dict(zip(data.annotators["annotator_id"], data.annotators["kind"], strict=True))
    assert kinds == {"ana": "human", "ben": "human", "gpt-4": "model"}


def test_without_an_id_the_text_or_the_row_is_the_item():
    rows = [["alice", "bob"], *([TONES[n % 3], TONES[n % 2]] for n in ITEMS)]
    assert found(("x.csv", as_csv(rows)))[1].item_ids[:2] == ("2", "3")
    rows = [["text", *rows[0]], *([f"text {n}", *row] for n, row in enumerate(rows[1:]))]
    assert found(("x.csv", as_csv(rows)))[1].item_ids[:2] == ("text 0", "text 1")


def test_rows_keep_their_numbers_and_unanswered_ones_are_told():
    labels = {k: v for k, v in truth(("label", TONES)).items() if k[0] != "T3"}
    loaded = read(("x.csv", wide(labels, lambda who, _: who)))
    assert set(loaded.annotations.table["row"]) == {n + 2 for n in ITEMS if n != 3}
    (note,) = [p for p in loaded.report.problems if p.code == "unanswered_row"]
    assert note.rows == (5,)


def long(head, make, people=PEOPLE):
    return as_csv(
        [
            ["item_id", "worker", *head],
            *([f"T{n}", who, *make(n, who)] for n in ITEMS for who in people),
        ]
    )


@pytest.mark.parametrize("name", ["topics.{}", "topics:{}", "topics/{}", "topics_{}", "topics[{}]"])
@pytest.mark.parametrize(
    "marks",
    [("1", "0"), ("true", "false"), ("True", "False"), ("1.0", "0.0"), ("x", ""), (None, "")],
)
def test_one_hot_columns_become_a_set_question(name, marks):
    chance = random.Random(1)
    picked = {
        (n, who): [t for t in TOPICS if chance.random() < 0.5] for n in ITEMS for who in PEOPLE
    }
    yes, no = marks

    def cells(n, who):
        return [(yes or t) if t in picked[n, who] else no for t in TOPICS]

    content = long([name.format(topic) for topic in TOPICS], cells)
    got, data = found(("x.csv", content))
    assert [(q.name, q.level) for q in data.questions] == [("topics", "set")]
    # Where a cross is all there is, an empty row may be “none” or no answer; it is no answer.
    wanted = {k: v for k, v in picked.items() if v or no}
    assert got == {
        (f"T{n}", who, "topics"): json.dumps(sorted(v), ensure_ascii=False)
        for (n, who), v in wanted.items()
    }


def test_questions_that_begin_alike_are_not_joined():
    chance = random.Random(2)
    head = ["is_toxic", "is_spam", "is_rude"]
    _, data = found(("x.csv", long(head, lambda *_: [chance.choice("01") for _ in head])))
    assert [question.name for question in data.questions] == head


def test_one_hot_columns_of_which_one_is_ticked_are_a_nominal_question():
    chance = random.Random(3)

    def cells(*_):
        one = chance.choice(TONES)
        return [tone if tone == one else "" for tone in TONES]

    _, data = found(("x.csv", long([f"tone.{tone}" for tone in TONES], cells)))
    assert [(q.name, q.level, q.answers) for q in data.questions] == [
        ("tone", "nominal", ("angry", "calm", "neutral"))
    ]


@pytest.mark.parametrize(
    "write",
    [
        "|".join,
        ";".join,
        "; ".join,
        ", ".join,
        "\n".join,
        lambda v: json.dumps(list(v)),
        lambda v: str(list(v)),
    ],
)
def test_several_answers_in_a_cell_are_a_set(write):
    chance = random.Random(4)
    picked = {
        (n, who): chance.sample(TOPICS, chance.randrange(1, 4)) for n in ITEMS for who in PEOPLE
    }
    got, _ = found(("x.csv", long(["topics"], lambda n, who: [write(picked[n, who])])))
    assert got == {
        (f"T{n}", who, "topics"): json.dumps(sorted(v)) for (n, who), v in picked.items()
    }


def test_commas_within_answers_do_not_make_sets():
    answers = ("Positive, mostly", "Negative, mostly", "Positive", "Negative", "Neither, nor")
    chance = random.Random(5)
    _, data = found(("x.csv", long(["tone"], lambda *_: [chance.choice(answers)])))
    assert data.questions[0].level == "nominal"


def per_annotator(labels, who):
    rows = [[item, label] for (item, name, _), label in labels.items() if name == who]
    return as_csv([["item_id", "tone"], *rows])


@pytest.mark.parametrize("path", ["{}.csv", "labels_{}_final.csv", "export/{}/labels.csv"])
def test_a_file_for_each_annotator(path):
    labels = truth(("tone", TONES))
    files = [(path.format(who), per_annotator(labels, who)) for who in PEOPLE]
    assert found(*files)[0] == labels


def test_an_archive_with_a_folder_for_each_annotator_and_a_guideline():
    labels = truth(("tone", TONES))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("task/README.md", "Read this first")
        for who in PEOPLE:
            archive.writestr(f"task/{who}/labels.csv", per_annotator(labels, who))
    got, _ = found(("task.zip", out.getvalue()))
    assert got == labels


def test_a_workbook_with_a_sheet_for_each_annotator_and_one_to_read():
    labels = truth(("tone", TONES))
    book = openpyxl.Workbook()
    book.active.title = "Guidelines"
    book.active.append(["How to label"])
    for who in PEOPLE:
        sheet = book.create_sheet(who)
        for row in csv.reader(io.StringIO(per_annotator(labels, who).decode())):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    loaded = read(("book.xlsx", out.getvalue()))
    assert loaded.annotations.annotator_ids == PEOPLE
    assert "left_out" in [problem.code for problem in loaded.report.problems]
    assert found(("book.xlsx", out.getvalue()))[0] == labels


def test_files_named_as_parts_are_not_annotators():
    labels = truth(("tone", TONES))
    parts = [(f"part_{n}.csv", per_annotator(labels, who)) for n, who in enumerate(PEOPLE)]
    with pytest.raises(ColumnError, match="who labelled"):
        found(*parts)


def test_files_of_texts_beside_labels_are_not_annotators():
    labels = truth(("tone", TONES), blank=0)
    rows = [[*key[:2], label] for key, label in labels.items()]
    half = [[f"T{n}", f"text {n}"] for n in ITEMS]
    files = [
        ("labels.csv", as_csv([["item_id", "annotator_id", "tone"], *rows])),
        ("texts_en.csv", as_csv([["item_id", "text"], *half[:12]])),
        ("texts_de.csv", as_csv([["item_id", "text"], *half[12:]])),
    ]
    got, data = found(*files)
    assert got == labels
    assert data.annotator_ids == PEOPLE


def test_questions_to_one_annotator_are_not_taken_for_annotators():
    chance = random.Random(8)
    head = ["item_id", "text", "toxic", "spam", "offensive"]
    rows = [[f"T{n}", f"text {n}", *(chance.choice("01") for _ in range(3))] for n in ITEMS]
    with pytest.raises(ColumnError, match=r"who labelled it \(the annotator\)"):
        found(("x.csv", as_csv([head, *rows])))


def test_items_gold_and_annotators_in_files_of_their_own():
    labels = truth(("tone", TONES), blank=0)
    files = [
        ("labels.csv", as_csv([["item_id", "annotator_id", "tone"], *([*key[:2], v] for key, v in labels.items())])),
        ("items.csv", as_csv([["item_id", "text"], *([f"T{n}", f"text {n}"] for n in ITEMS)])),
        ("gold.csv", as_csv([["item_id", "gold"], *([f"T{n}", "calm"] for n in ITEMS)])),
        ("people.csv", as_csv([["annotator_id", "age"], *([who, 20 + n] for n, who in enumerate(PEOPLE))])),
    ]  # fmt: skip
    got, data = found(*files)
    assert got == labels
    assert data.fields == ("text",)
    assert list(data.gold) == ["tone"]
    assert data.annotators["age"].tolist() == ["20", "21", "22"]


def test_predictions_beside_the_labels_are_a_models_labels():
    chance = random.Random(6)
    content = long(["tone", "prediction"], lambda n, _: [chance.choice(TONES), TONES[n % 3]])
    got, data = found(("x.csv", content))
    assert data.annotators.iloc[-1].tolist() == ["prediction", "model"]
    assert [got[f"T{n}", "prediction", "tone"] for n in ITEMS] == [TONES[n % 3] for n in ITEMS]
    assert "prediction" not in data.fields


def test_a_truth_value_that_says_skipped_is_a_status():
    content = long(
        ["tone", "was_skipped"], lambda n, _: ["calm" if n % 2 else "angry", str(n % 5 == 0)]
    )
    _, data = found(("x.csv", content))
    assert [q.name for q in data.questions] == ["tone"]
    assert (data.table["status"] == "skipped").sum() == 5 * len(PEOPLE)


def test_what_is_named_is_left_as_it_is():
    labels = truth(("label", TONES), blank=0)
    content = wide(labels, lambda who, _: who)
    data = read(("x.csv", content), item="item_id", annotator="alice", labels=["bob"]).annotations
    assert data.annotator_ids == tuple(
        dict.fromkeys(labels[f"T{n}", "alice", "label"] for n in ITEMS)
    )


def test_a_header_that_is_a_whole_text_is_not_taken_apart():
    name = "some_words " * 10_000
    assert list(splits(name)) == []
    rows = f"item_id,annotator_id,tone,{name}\n1,ana,calm,x\n1,ben,angry,y\n2,ana,calm,z\n"
    assert read([("labels.csv", rows.encode())]).report.n_labels == 3
