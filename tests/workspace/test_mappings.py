"""What was said about columns comes back for files with the same columns."""

from annotate.workspace.mappings import keep, remembered


def test_options_come_back_for_the_same_columns_in_any_order(home):
    keep(home, ["a", "b"], {"item": "a"})
    assert remembered(home, ["b", "a"]) == {"item": "a"}
    assert remembered(home, ["a", "b", "c"]) == {}


def test_without_options_they_are_forgotten(home):
    keep(home, ["a"], {"item": "a"})
    keep(home, ["a"], {})
    assert remembered(home, ["a"]) == {}


def test_only_the_newest_are_kept(home):
    for number in range(205):
        keep(home, [str(number)], {"item": "x"})
    assert remembered(home, ["4"]) == {}
    assert remembered(home, ["204"]) == {"item": "x"}


def test_a_damaged_file_is_as_if_there_were_none(home):
    home.mkdir(parents=True, exist_ok=True)
    (home / "mappings.json").write_bytes(b"{")
    assert remembered(home, ["a"]) == {}
    keep(home, ["a"], {"item": "a"})
    assert remembered(home, ["a"]) == {"item": "a"}
