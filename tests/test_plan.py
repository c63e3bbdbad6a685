"""What files would make of a project is said before anything is stored."""

from annotate.letters import labels_of
from annotate.loading import read
from annotate.plan import How, planned, standing_in_words
from annotate.projects import carry_out, create, read_for
from annotate.workspace import Key, Kind, Workspace

HEAD = "item_id,annotator_id,tone\n"
OLD = HEAD + "1,ana,calm\n1,ben,angry\n2,ana,calm\n2,ben,calm\n3,ana,angry\n3,ben,calm\n"


def made(home):
    return create(Workspace(home), "Tone", read([("labels.csv", OLD.encode())]), [])


def plan(project, rows, how):
    loaded = read_for(project, [("new.csv", (HEAD + rows).encode())], how=how)
    return planned(labels_of(project), loaded, how)


def test_what_the_project_will_hold_is_said_with_what_it_holds_now(home):
    found = plan(made(home), "4,ana,calm\n4,chi,calm\n", How.MORE)
    assert found.changes == (
        "The project will hold 4 items (now 3), 3 annotators (now 2), 8 labels (now 6)."
    )
    found = plan(made_again(home), "4,ana,calm\n4,ben,calm\n", How.ROUND)
    assert found.changes.endswith("New rounds: “round 1”, “round 2”.")


def made_again(home):
    return Workspace(home).open("Tone")


def test_nothing_is_stored_before_it_is_carried_out(home):
    project = made(home)
    found = plan(project, "1,ana,calm\n1,ben,calm\n", How.CORRECTED)
    assert labels_of(project).n_items == 3
    carry_out(project, found, [])
    assert labels_of(project).n_items == 1
    assert [version.how for version in project.versions()] == ["corrected", "new"]


def test_verdicts_that_will_no_longer_fit_are_counted(home):
    project = made(home)
    project.store.put(Key(Kind.VERDICT, "1", "ben", "tone"), "error")
    project.store.put(Key(Kind.VERDICT, "3", "ben", "tone"), "error")
    project.store.put(Key(Kind.NOTE, "3"), "odd")
    found = plan(project, "1,ana,calm\n1,ben,calm\n", How.CORRECTED)
    lines = standing_in_words(found.effect(project.store.entries()), will=True)
    assert lines[0].startswith("1 verdict, 1 note will be about something that is no longer")
    assert lines[1].startswith("1 verdict will be about a label that reads otherwise")
    assert standing_in_words(found.effect([]), will=True) == []
