"""What the checks find is mended by an option, and shown with its rows."""

from annotate.loading import read
from annotate.loading.opening import open_table
from annotate.loading.remedies import merged_spellings, rows_of, without_no_answers

ANSWERS = ["calm", "Calm", "calm", "angry", "n/a"]


def content(answers):
    rows = [
        f"T{n},{who},{answers[(n + k) % len(answers)]}"
        for n in range(10)
        for k, who in enumerate(("ana", "ben", "chi"))
    ]
    return ("item_id,annotator_id,tone\n" + "\n".join(rows)).encode()


def test_rarer_spellings_join_the_commonest():
    file = ("x.csv", content(ANSWERS))
    before = read(file).annotations
    spellings = merged_spellings(before, "tone")
    assert spellings == {"Calm": "calm"}
    loaded = read(file, spellings={"tone": spellings})
    assert loaded.annotations.question("tone").answers == ("angry", "calm", "n/a")
    assert "similar_categories" not in [problem.code for problem in loaded.report.problems]


def test_gold_is_spelled_as_the_labels_are():
    gold = ("gold.csv", b"item_id,gold\nT1,Calm\nT2,angry\n")
    loaded = read([("x.csv", content(ANSWERS)), gold], spellings={"tone": {"Calm": "calm"}})
    question, codes = loaded.annotations.question("tone"), loaded.annotations.gold["tone"]
    assert [question.answers[code] for code in codes if code >= 0] == ["calm", "angry"]


def test_categories_that_mean_no_answer_can_be_dropped():
    file = ("x.csv", content(ANSWERS))
    dropped = without_no_answers(read(file).annotations, "tone")
    assert dropped == {"n/a": ""}
    loaded = read(file, spellings={"tone": dropped})
    assert "n/a" not in loaded.annotations.question("tone").answers
    assert len(loaded.annotations.coded("tone")) == 24


def test_members_of_sets_are_spelled_anew():
    file = ("x.csv", content(["a|B", "b", "a", "b|a", "B"]))
    spellings = merged_spellings(read(file).annotations, "tone")
    assert read(file, spellings={"tone": spellings}).annotations.question("tone").categories == (
        ("a", "b") if spellings == {"B": "b"} else ("B", "a")
    )


def test_the_rows_of_a_problem_are_those_of_the_file():
    table = open_table(content(ANSWERS), "x.csv")
    (problem,) = [p for p in read(table).report.problems if p.code == "similar_categories"]
    shown = rows_of(problem, [table])
    assert shown["row of the file"].tolist() == list(problem.rows)
    assert set(shown["tone"]) == {"Calm"}


def test_rows_of_several_files_are_told_apart():
    tables = [open_table(content(ANSWERS), name) for name in ("x.csv", "y.csv")]
    (problem,) = [p for p in read(tables).report.problems if p.code == "repeated_labels"]
    shown = rows_of(problem, tables)
    assert set(shown["file"]) == {"x.csv", "y.csv"}
