import csv
import shlex

import pytest

from annotate.annotations import Level
from annotate.errors import LevelError
from annotate.loading.answers import answers
from annotate.loading.levels import guess_level, level_named
from annotate.loading.numbers import number
from annotate.loading.sets import separator, split, written

NAN = -1


@pytest.mark.parametrize(
    ("values", "level"),
    [
        (["yes", "no", "maybe"], Level.NOMINAL),
        (["0", "1"], Level.NOMINAL),
        (["3"], Level.NOMINAL),
        (["1", "2", "3"], Level.ORDINAL),
        (["1.0", "2.0", "3.0"], Level.ORDINAL),
        (["1", "2", "3", "?", "n/a", ""], Level.ORDINAL),
        ([str(n) for n in range(1, 11)], Level.ORDINAL),
        ([str(n) for n in range(1, 12)], Level.INTERVAL),
        (["0.5", "1", "1.5"], Level.INTERVAL),
        (["-1", "0", "1"], Level.ORDINAL),
        (["1", "2", "three"], Level.NOMINAL),
        (["a|b", "a", "b|c", "c"], Level.SET),
        (['["a", "b"]', '["a"]', "[]"], Level.SET),
        (["['a', 'b']", "['a']"], Level.SET),
        (["a;b", "a", "b;c"], Level.SET),
        (["yes; surely", "no; never"], Level.NOMINAL),
        (["this | that", "neither | nor"], Level.NOMINAL),
        ([""], Level.NOMINAL),
        (["1_000", "2", "3"], Level.NOMINAL),
        (["١", "٢", "٣"], Level.NOMINAL),
    ],
)
def test_the_level_is_guessed_from_the_distinct_labels(values, level):
    assert guess_level(values, [1 if "this" in v or "neither" in v else 3 for v in values]) is level


def test_a_decimal_comma_is_a_number_only_where_commas_do_not_separate_cells():
    values = ["1,5", "2,5", "3"]
    assert guess_level(values, [2, 2, 2], comma=True) is Level.INTERVAL
    assert guess_level(values, [2, 2, 2]) is Level.NOMINAL


def test_an_unknown_level_is_answered_with_those_there_are():
    with pytest.raises(
        LevelError, match=r"no level “scale”. The levels are nominal, ordinal, interval, ratio, set"
    ):
        level_named("scale")


def test_categories_come_in_natural_order_whatever_the_order_of_rows():
    values = ["b", "a10", "a2", "B"]
    assert answers("q", Level.NOMINAL, values).question.answers == ("a2", "a10", "B", "b")
    assert answers("q", Level.NOMINAL, values[::-1]).question.answers == ("a2", "a10", "B", "b")


def test_answers_keep_what_was_written_when_it_is_unambiguous():
    assert answers("q", Level.ORDINAL, ["3.0", "1.0", "2.0"]).question.answers == (
        "1.0",
        "2.0",
        "3.0",
    )


def test_equal_numbers_are_one_answer_in_the_shortest_spelling():
    found = answers("q", Level.ORDINAL, ["1.0", "01", "1", "2", "+3"])
    assert found.question.answers == ("1", "2", "+3")
    assert found.codes.tolist() == [0, 0, 0, 1, 2]
    assert found.respelled == ("1.0", "01")


def test_as_names_codes_with_leading_zeros_stay_apart():
    found = answers("q", Level.NOMINAL, ["007", "7", "7.0"])
    assert found.question.answers == ("007", "7")
    assert found.codes.tolist() == [0, 1, 1]


def test_words_for_no_answer_are_missing_among_numbers_and_categories_among_words():
    assert answers("q", Level.ORDINAL, ["1", "?", "2", "Cannot judge", "3"]).codes.tolist() == [
        0,
        NAN,
        1,
        NAN,
        2,
    ]
    assert answers("q", Level.NOMINAL, ["yes", "?", "NA"]).question.answers == ("?", "NA", "yes")


def test_a_word_for_no_answer_that_is_in_the_order_is_an_answer():
    found = answers("q", Level.ORDINAL, ["bad", "n/a"], order=("n/a", "bad", "good"))
    assert found.codes.tolist() == [1, 0]


def test_the_order_gives_the_scale_with_steps_that_nobody_chose():
    found = answers("q", Level.ORDINAL, ["good", "bad"], order=("bad", "fair", "good"))
    assert found.question.answers == ("bad", "fair", "good")
    assert found.codes.tolist() == [2, 0]


def test_the_order_of_numbers_is_matched_by_value():
    found = answers("q", Level.ORDINAL, ["1.0", "3.0"], order=("1", "2", "3"))
    assert (found.question.answers, found.codes.tolist()) == (("1", "2", "3"), [0, 2])


def test_a_label_outside_the_order_is_refused_with_its_rows():
    with pytest.raises(LevelError, match=r"labels\s+also say “meh” \(rows 4, 9\)"):
        answers(
            "q",
            Level.ORDINAL,
            ["good", "meh"],
            order=("bad", "good"),
            where=lambda values: "rows 4, 9",
        )


def test_an_order_that_names_an_answer_twice_is_refused():
    with pytest.raises(LevelError, match="names an answer twice"):
        answers("q", Level.ORDINAL, ["good"], order=("good", "bad", "good"))


def test_words_without_an_order_cannot_be_ordinal():
    with pytest.raises(LevelError, match=r"in which order.*“high”, “low”.*--order q=high,low"):
        answers("q", Level.ORDINAL, ["low", "high"])


def test_words_that_begin_with_a_number_bring_their_order():
    found = answers("q", Level.ORDINAL, ["10 - perfect", "2 - poor", "1. awful"])
    assert found.question.answers == ("1. awful", "2 - poor", "10 - perfect")


@pytest.mark.parametrize("level", [Level.INTERVAL, Level.RATIO])
def test_words_cannot_be_quantities(level):
    with pytest.raises(
        LevelError, match=rf"{level}, which needs numbers, but “good” is not \(row 7\)"
    ):
        answers("q", level, ["1", "good"], where=lambda values: "row 7")


def test_numbers_below_zero_cannot_be_ratio():
    with pytest.raises(LevelError, match=r"below zero, but “-1” is \(row 3\)"):
        answers("q", Level.RATIO, ["1", "-1"], where=lambda values: "row 3")


def test_decimal_commas_become_points_in_quantities():
    found = answers("q", Level.INTERVAL, ["3,5", "10,25"])
    assert found.question.answers == ("3.5", "10.25")
    assert found.question.numbers.tolist() == [3.5, 10.25]


@pytest.mark.parametrize("text", ["a|b", "b; a", "a, b", "a#b", "a\nb", '["b","a"]'])
def test_a_set_is_read_from_lists_and_from_parts(text):
    found = answers("q", Level.SET, [text, "a", ""])
    assert found.question.answers == ('["a"]', '["a", "b"]')
    assert found.codes.tolist() == [1, 0, NAN]


def test_the_empty_list_is_the_empty_set_and_the_empty_cell_is_no_answer():
    found = answers("q", Level.SET, ["[]", "  ", '["a"]'])
    assert found.question.sets[found.codes[0]] == frozenset()
    assert found.codes[1] == NAN


def test_members_of_lists_keep_their_text():
    assert split('[" a ", "b|c", 1]', "|") == (" a ", "b|c", "1")
    assert separator(['["a;b"]', "x|y"]) == "|"
    assert written({"é", "a"}) == '["a", "é"]'


def test_an_order_of_sets_is_refused():
    with pytest.raises(LevelError, match="sets have no order"):
        answers("q", Level.SET, ["a|b"], order=("a", "b"))


def test_many_answers_take_wider_codes():
    assert answers("q", Level.NOMINAL, [f"c{n}" for n in range(100)]).codes.dtype == "int16"
    assert answers("q", Level.NOMINAL, [f"c{n}" for n in range(40_000)]).codes.dtype == "int32"


def test_the_example_of_an_order_can_be_read_back_by_the_rules_of_csv():
    with pytest.raises(LevelError, match="Give the order") as caught:
        answers("q", Level.ORDINAL, ["yes, fully", "no", 'not "really"'])
    given = shlex.split(str(caught.value).partition("--order ")[2].rstrip("."))[0]
    name, _, order = given.partition("=")
    assert name == "q"
    assert set(next(csv.reader([order]))) == {"yes, fully", "no", 'not "really"'}


def test_a_number_may_have_any_blank_around_it():
    assert number("\x1c1.\x1c") == 1.0
    assert guess_level(["1.\x1c", "2", "3"], [1, 1, 1]) is Level.ORDINAL
