"""Files into projects and letters out of them; a cell of the picture opens exactly its items."""

from pathlib import Path

import pytest

from annotate.cli import main
from annotate.errors import DataError, NotFoundError, WorkspaceError
from annotate.letters import (
    REPLY_TO,
    current_round,
    labels_of,
    letter_key,
    letters_of,
    project_drafting,
    state_key,
    template_key,
)
from annotate.loading import load, read
from annotate.plan import How
from annotate.profile import profiles
from annotate.projects import add, create, import_files, read_for, set_rounds, undo_import
from annotate.reading import Queue, order_of
from annotate.rounds import HandSet
from annotate.workspace import Key, Kind, Upload, Workspace


def test_every_cell_of_every_picture_opens_as_many_items_as_it_counts(sample):
    data = load(sample)
    for profile in profiles(data):
        own = profile.questions["tone"]
        for said, others, count in own.cells:
            answers = own.question.answers
            queue = Queue.cell("tone", answers[said], answers[others], profile.annotator_id)
            assert len(order_of(queue, data)) == count


def test_what_the_reviewer_did_survives_a_corrected_upload(home, small, tmp_path):
    project = create(Workspace(home), "Tone", read([small]), [])
    project.store.put(letter_key("Ana", "2"), "Dear Ana")
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(small.read_text().replace("t1,Chi,annoyed", "t1,Chi,calm"))
    project.set_data(load(corrected), [], "corrected")
    assert letters_of(Workspace(home).open("Tone"), "2").texts == {"Ana": "Dear Ana"}


def test_a_letter_without_a_state_is_a_draft_and_none_where_nothing_was_written(home, small):
    project = create(Workspace(home), "Tone", read([small]), [])
    project.store.put(letter_key("Ana", "2"), "Dear Ana")
    project.store.put(state_key("Ben", "2"), "ready")
    letters = letters_of(project, "2")
    assert [letters.state(name) for name in ("Ana", "Ben", "Chi")] == ["draft", "ready", "none"]


def test_letters_of_another_round_are_another_matter(home, small):
    project = create(Workspace(home), "Tone", read([small]), [])
    project.store.put(letter_key("Ana", "1"), "Dear Ana, round 1")
    assert project_drafting("Tone").round == "2"
    assert letters_of(project, "2").texts == {}


def test_a_file_for_an_existing_project_is_read_by_its_questions_and_levels(home, small, tmp_path):
    project = create(Workspace(home), "Tone", read([small]), [])
    more = tmp_path / "more.csv"
    more.write_text("item_id,annotator_id,tone\nt9,Ana,calm\n")
    loaded = read_for(project, [more])
    assert loaded.annotations.questions[0].name == "tone"
    add(project, loaded, [], How.ROUND)
    data = project.data()
    assert (data.rounds, current_round(data)) == (("1", "2", "3"), "3")


def test_adding_to_a_project_that_is_not_there_is_said(home, small):
    with pytest.raises(NotFoundError, match="Nowhere"):
        import_files("Nowhere", [small], How.MORE, {})


def test_a_new_project_does_not_take_the_place_of_another(home, small):
    import_files("Tone", [small], How.NEW, {})
    with pytest.raises(WorkspaceError):
        import_files("Tone", [small], How.NEW, {})


def test_letters_of_before_there_were_rounds_belong_to_the_first_round(home, tmp_path):
    first = tmp_path / "first.csv"
    first.write_text("item_id,annotator_id,tone\na,Ana,calm\na,Ben,angry\nb,Ana,calm\nb,Ben,calm\n")
    project = create(Workspace(home), "Tone", read([first]), [])
    project.store.put(letter_key("Ana", ""), "Dear Ana")
    project.store.put(state_key("Ana", ""), "sent")
    second = tmp_path / "second.csv"
    second.write_text("item_id,annotator_id,tone\nc,Ana,calm\nc,Ben,angry\n")
    add(project, read_for(project, [second]), [], How.ROUND)
    rounds = project.data().rounds
    assert letters_of(project, rounds[0]).texts == {"Ana": "Dear Ana"}
    assert letters_of(project, rounds[0]).state("Ana") == "sent"
    assert letters_of(project, rounds[1]).texts == {}


def test_a_shuffled_queue_keeps_its_order_when_items_are_added(home, small, tmp_path):
    project = create(Workspace(home), "Tone", read([small]), [])
    before = project.data()
    more = tmp_path / "more.csv"
    more.write_text("item_id,annotator_id,tone\n" + "".join(f"n{i},Ana,calm\n" for i in range(20)))
    add(project, read_for(project, [more]), [], How.MORE)
    after = project.data()
    old, new = (
        [data.item_ids[code] for code in order_of(Queue.random(), data, salt="p").items]
        for data in (before, after)
    )
    assert [item for item in new if item in old] == old


def test_a_folder_of_an_export_becomes_a_project_with_all_its_files(home):
    exports = Path(__file__).parent / "loading" / "formats" / "exports"
    report = import_files("Potato", [exports / "potato" / "annotation_output"], How.NEW, {})
    assert report.n_annotators == 3
    project = Workspace(home).open("Potato")
    data = project.data()
    assert data.texts == {"comment": "comment"}
    assert data.spans == {"aspect": "aspect"}
    assert len(project.uploads()) == 3


def test_more_of_the_same_export_is_added_to_its_project(home):
    exports = Path(__file__).parent / "loading" / "formats" / "exports" / "label-studio"
    import_files("LS", [exports / "p1_sentiment_JSON.json"], How.NEW, {})
    report = import_files("LS", [exports / "p1_sentiment_JSON_all_tasks.json"], How.ROUND, {})
    assert report.n_items == 29
    data = Workspace(home).open("LS").data()
    assert len(data.rounds) == 2


def test_a_corrected_file_says_which_verdicts_no_longer_fit(home, small, tmp_path):
    project = create(Workspace(home), "Tone", read([small]), [])
    project.store.put(Key(Kind.VERDICT, "t1", "Chi", "tone"), "error")
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(small.read_text().replace("t1,Chi,annoyed", "t1,Chi,calm"))
    report = import_files("Tone", [corrected], How.CORRECTED, {})
    assert report.problems[0].message.startswith("1 verdict is about a label that reads otherwise")
    assert labels_of(project).n_items == 4
    assert len(project.versions()) == 2


def test_a_template_that_cannot_be_used_stops_no_letter(home, small, tmp_path, capsys):
    project = create(Workspace(home), "Tone", read([small]), [])
    project.store.put(template_key("letter", "en"), "Dear {{ nmae }}")
    project.store.put(REPLY_TO, "ada@example.org")
    drafting = project_drafting("Tone")
    assert "Line 1: There is no placeholder “nmae”" in drafting.refused("letter", "en")
    assert drafting.refused("patch", "en") == ""
    assert "ada@example.org" in drafting.draft("Ana")
    assert main(["reports", "--project", "Tone", "--out", str(tmp_path / "out")]) == 0
    assert "There is no placeholder “nmae”" in capsys.readouterr().err
    assert "ada@example.org" in (tmp_path / "out" / "Ana.md").read_text("utf-8")


def test_rounds_set_by_hand_take_letters_along_and_can_be_taken_back(home, small, tmp_path):
    plain = tmp_path / "plain.csv"
    plain.write_text("item,annotator,tone\nt1,Ana,calm\nt1,Ben,angry\nt2,Ana,calm\nt2,Ben,calm\n")
    project = create(Workspace(home), "Plain", read([plain]), [Upload("plain.csv", b"bytes")])
    project.store.put(letter_key("Ana", ""), "Dear Ana")
    set_rounds(project, [HandSet("pilot", items=("t1",)), HandSet("main")])
    data = labels_of(project)
    assert data.rounds == ("pilot", "main")
    assert data.table["round"].tolist() == [0, 0, 1, 1]
    assert letters_of(project, "pilot").texts == {"Ana": "Dear Ana"}
    assert [one.name for one in project.uploads()] == ["plain.csv"]
    undo_import(project)
    assert labels_of(project).rounds == ()
    with pytest.raises(DataError, match="at least two"):
        set_rounds(project, [HandSet("one")])
    assert labels_of(project).rounds == ()
