"""What was said of a label is never lost by an import, and is listed where it no longer fits."""

from annotate.loading import read
from annotate.workspace import Key, Kind, effect, standing

HEAD = "item_id,annotator_id,tone\n"
OLD = HEAD + "1,ana,calm\n1,ben,angry\n2,ana,calm\n2,ben,calm\n3,ana,angry\n3,ben,calm\n"
NEW = HEAD + "1,ana,calm\n1,ben,calm\n2,ana,calm\n2,ben,calm\n"


def labels(rows):
    return read([("labels.csv", rows.encode())]).annotations


def said(project, item="1", annotator="ben", kind=Kind.VERDICT, value="error"):
    project.store.put(Key(kind, item, annotator, "tone" if annotator else ""), value)


def test_a_verdict_on_a_label_that_changed_is_listed_with_both_labels(project):
    project.set_data(labels(OLD))
    said(project)
    said(project, "1", "ana")
    project.set_data(labels(NEW))
    found = standing(project, labels(NEW))
    assert [(one.entry.key.item_id, one.was, one.now) for one in found.relabelled] == [
        ("1", "angry", "calm")
    ]
    assert found.gone == ()


def test_what_was_said_of_an_item_that_is_gone_is_listed_and_fits_again_when_it_is_back(project):
    project.set_data(labels(OLD))
    said(project, "3", "ben")
    said(project, "3", "", Kind.NOTE, "odd")
    project.set_data(labels(NEW))
    assert {entry.key.kind for entry in standing(project, labels(NEW)).gone} == {
        Kind.VERDICT,
        Kind.NOTE,
    }
    project.set_data(labels(OLD))
    assert not standing(project, labels(OLD))


def test_a_label_that_became_empty_is_gone_too(project):
    project.set_data(labels(OLD))
    said(project, "3", "ben")
    emptied = labels(OLD.replace("3,ben,calm", "3,ben,"))
    project.set_data(emptied)
    assert [entry.key.annotator_id for entry in standing(project, emptied).gone] == ["ben"]


def test_a_verdict_given_since_is_about_the_label_as_it_is_now(project):
    project.set_data(labels(OLD))
    said(project)
    project.set_data(labels(NEW))
    said(project, value="both_acceptable")
    assert not standing(project, labels(NEW))


def test_what_was_taken_back_is_not_listed(project):
    project.set_data(labels(OLD))
    said(project)
    said(project, value=None)
    project.set_data(labels(NEW))
    assert not standing(project, labels(NEW))


def test_the_effect_of_an_import_is_known_before_it(project):
    project.set_data(labels(OLD))
    said(project)
    said(project, "3", "ben")
    found = effect(project.store.entries(), labels(OLD), labels(NEW))
    assert [one.entry.key.item_id for one in found.relabelled] == ["1"]
    assert [entry.key.item_id for entry in found.gone] == ["3"]
    assert not effect(project.store.entries(), labels(OLD), labels(OLD))
