"""The data page: drop, look, correct, import; projects."""

from annotate.workspace import Key, Kind, Workspace
from tests.pages.conftest import click

GERMAN = "Beitrag;Kodierer;Urteil\n1;Anna;gut\n1;Bernd;schlecht\n2;Anna;gut\n2;Bernd;gut\n3;Anna;schlecht\n3;Bernd;schlecht\n"


def dropped(test, name, content):
    return test.file_uploader[0].upload(name, content.encode()).run()


def test_the_first_visit_offers_a_drop_zone_and_the_sample(app):
    test = app()
    assert not test.exception
    assert len(test.file_uploader) == 1
    assert "Open the sample project" in [one.label for one in test.button]


def test_the_sample_project_opens_with_one_click_and_a_second_click_opens_the_same(app, home):
    for _ in range(2):
        test = app()
        click(test, "Open the sample project")
        assert not test.exception
    assert [info.n_items for info in Workspace(home).projects()] == [295]


def test_a_dropped_file_is_explained_before_anything_is_imported(app, home, small, said):
    test = dropped(app(), "small.csv", small.read_text())
    assert not test.exception
    assert "4 items, 3 annotators, 11 labels" in said(test)
    assert Workspace(home).projects() == []


def test_import_makes_the_project_and_opens_it(app, home, small):
    test = dropped(app(), "small.csv", small.read_text())
    next(one for one in test.text_input if one.label == "Project name").set_value("My labels").run()
    click(test, "Import")
    assert not test.exception
    assert [info.name for info in Workspace(home).projects()] == ["My labels"]
    assert test.query_params["project"] == "My labels"
    assert "Start reading" in [one.label for one in test.button]


def test_semicolons_and_other_words_are_understood(app, home):
    test = dropped(app(), "urteile.csv", GERMAN)
    click(test, "Import")
    assert not test.exception
    data = Workspace(home).open("urteile").data()
    assert (data.n_items, data.annotator_ids) == (3, ("Anna", "Bernd"))


def test_a_column_can_be_corrected_before_the_import(app, home):
    test = dropped(app(), "urteile.csv", GERMAN)
    level = next(one for one in test.selectbox if one.label == "Urteil")
    level.set_value("ordinal").run()
    order = next(one for one in test.text_input if one.label.startswith("Order"))
    order.set_value("schlecht, gut").run()
    click(test, "Import")
    question = Workspace(home).open("urteile").data().questions[0]
    assert (question.level, question.answers) == ("ordinal", ("schlecht", "gut"))


def test_a_file_that_cannot_be_used_gets_one_sentence_and_changes_nothing(app, home):
    test = app()
    test.file_uploader[0].upload("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").run()
    assert not test.exception
    assert len(test.error) == 1
    assert Workspace(home).projects() == []


def test_a_round_can_be_added_to_the_open_project(app, home, tone):
    test = dropped(
        app(project="Tone"), "more.csv", "item_id,annotator_id,tone\nt9,Ana,calm\nt9,Ben,angry\n"
    )
    test.button_group[0].set_value("round").run()
    click(test, "Import")
    assert not test.exception
    assert Workspace(home).open("Tone").data().rounds == ("1", "2", "3")


def test_a_project_can_be_renamed_and_archived(app, home, tone):
    test = app(project="Tone")
    next(one for one in test.text_input if one.label == "Name").set_value("Temper").run()
    click(test, "Rename")
    assert [info.name for info in Workspace(home).projects()] == ["Temper"]
    click(test, "Archive")
    assert not test.exception
    assert Workspace(home).projects() == []


def test_a_project_that_is_not_there_is_said_so(app, home):
    test = app(project="Nowhere")
    assert not test.exception
    assert "Nowhere" in test.warning[0].value


def test_gold_is_recognised_explained_and_imported(app, home, tone, said):
    test = dropped(app(project="Tone"), "gold.csv", "item_id,gold\nt1,calm\nt2,angry\n")
    assert not test.exception
    assert test.button_group[0].value == "gold"
    assert "With these files there is gold on 2 items for “tone”" in said(test)
    click(test, "Import")
    assert sum(Workspace(home).open("Tone").data().gold["tone"] >= 0) == 2


def test_labels_are_not_taken_for_gold(app, home, tone, small):
    test = dropped(app(project="Tone"), "again.csv", small.read_text())
    test.button_group[0].set_value("gold").run()
    assert not test.exception
    assert len(test.error) == 1
    assert Workspace(home).open("Tone").data().gold == {}


def test_the_same_labels_again_are_said_to_replace_those_that_are_there(app, tone, small, said):
    test = dropped(app(project="Tone"), "again.csv", small.read_text())
    test.button_group[0].set_value("more").run()
    assert not test.exception
    assert "No problems found" not in said(test)


def test_the_address_names_the_project_on_every_page(app, home, tone):
    for page in ("data", "annotators", "letters"):
        assert app(page).query_params["project"] == "Tone"


def test_a_renamed_project_stays_the_open_one(app, home, tone):
    test = app(project="Tone")
    next(one for one in test.text_input if one.label == "Name").set_value("Temper").run()
    click(test, "Rename")
    assert test.query_params["project"] == "Temper"


def test_an_archived_project_is_no_longer_open(app, home, tone, said):
    test = app(project="Tone")
    click(test, "Archive")
    assert "Start reading" not in [one.label for one in test.button]


MESSY = "item_id,worker,tone\n" + "".join(
    f"{n},{who},{tone}\n"
    for n in range(6)
    for who, tone in (("ana", "calm"), ("ben", ("calm", "angry", "Calm")[n % 3]), ("chi", "angry"))
)


def test_spellings_are_merged_with_a_click_and_can_be_taken_apart_again(app, said):
    test = dropped(app(), "messy.csv", MESSY)
    click(test, "Merge them")
    assert not test.exception
    assert "tone: nominal, 2 categories" in said(test)
    click(test, "Undo")
    assert "tone: nominal, 3 categories" in said(test)


def test_what_was_chosen_is_remembered_for_files_with_the_same_columns(app, home, said):
    test = dropped(app(), "messy.csv", MESSY)
    click(test, "Merge them")
    click(test, "Import")
    test = dropped(app(), "more.csv", MESSY.replace("chi", "dee"))
    assert "Read as you had it" in said(test)
    assert "tone: nominal, 2 categories" in said(test)
    click(test, "Forget that")
    assert not test.exception
    assert "tone: nominal, 3 categories" in said(test)


def test_a_column_for_each_annotator_is_understood(app, home):
    rows = "".join(f"{n},{'ab'[n % 2]},{'ba'[n % 3 % 2]}\n" for n in range(9))
    test = dropped(app(), "wide.csv", "item_id,ana,ben\n" + rows)
    click(test, "Import")
    assert not test.exception
    assert Workspace(home).open("wide").data().annotator_ids == ("ana", "ben")


def test_the_last_import_can_be_undone_and_done_again(app, home, tone):
    test = dropped(app(project="Tone"), "gold.csv", "item_id,gold\nt1,calm\nt2,angry\n")
    click(test, "Import")
    click(test, "Undo the import")
    assert not test.exception
    assert Workspace(home).open("Tone").data().gold == {}
    click(test, "Redo")
    assert sum(Workspace(home).open("Tone").data().gold["tone"] >= 0) == 2


def test_a_correction_shows_what_changes_and_lists_the_verdicts_that_no_longer_fit(
    app, home, tone, said
):
    tone.store.put(Key(Kind.VERDICT, "t1", "Chi", "tone"), "error")
    rows = "item_id,annotator_id,tone\nt1,Chi,calm\nt1,Ana,calm\nt2,Ana,angry\n"
    test = dropped(app(project="Tone"), "labels.csv", rows)
    test.button_group[0].set_value("corrected").run()
    assert "The project will hold 2 items" in said(test)
    assert "1 verdict will be about a label that reads otherwise" in said(test)
    click(test, "Import")
    assert not test.exception
    assert "no longer fits the labels" in said(test) + "".join(e.label for e in test.expander)
    click(test, "Undo the import")
    assert not [one for one in test.expander if "no longer" in one.label]


SKIPPED = """item_id,annotator_id,tone,status
1,ana,calm,submitted
1,ben,angry,skipped
2,ana,calm,submitted
2,ben,calm,submitted
"""


def test_what_was_skipped_counts_with_a_click(app, said):
    test = dropped(app(), "labels.csv", SKIPPED)
    assert "3 labels" in said(test)
    rule = next(one for one in test.radio if "not submitted" in one.label)
    rule.set_value("count").run()
    assert "4 labels" in said(test)


def test_the_files_can_be_read_as_the_export_of_another_tool(app, said):
    test = dropped(app(), "labels.csv", SKIPPED)
    chosen = next(one for one in test.radio if "export of" in one.label)
    chosen.set_value("prodigy").run()
    assert "looks like an export of Prodigy" in test.error[0].value
    chosen = next(one for one in test.radio if "export of" in one.label)
    chosen.set_value("table").run()
    assert not test.error
    assert "3 labels" in said(test)
