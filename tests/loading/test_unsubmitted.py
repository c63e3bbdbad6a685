"""What was skipped, rejected or left as a draft is kept aside, counts or is dropped, as one says."""

import pytest

from annotate.annotations import Status
from annotate.errors import ColumnError, DataError
from annotate.loading import read

ROWS = """item_id,annotator_id,tone,status
1,ana,calm,submitted
1,ben,angry,skipped
2,ana,,skipped
2,ben,calm,draft
3,ana,angry,
3,ben,calm,rejected
"""


def loaded(rule=None, rows=ROWS):
    return read([("labels.csv", rows.encode())], unsubmitted=rule)


def said(found):
    return {problem.code: problem for problem in found.report.problems}


def statuses(found):
    return found.annotations.table["status"].tolist()


def test_they_are_kept_aside_and_told_with_their_rows():
    found = loaded()
    problem = said(found)["unsubmitted"]
    assert problem.message == (
        "4 annotations were not submitted (2 skipped, 1 rejected, 1 a draft), 3 of them with labels."
        " They are kept and shown, and count for nothing."
    )
    assert (problem.severity, problem.rows, problem.count) == ("note", (3, 4, 5, 7), 4)
    assert (found.report.n_labels, found.report.n_annotations) == (2, 6)


def test_those_with_labels_can_count():
    found = loaded("count")
    assert found.report.n_labels == 5
    assert statuses(found).count(Status.SUBMITTED) == 5
    assert statuses(found)[2] == Status.SKIPPED
    told = said(found)
    assert told["unsubmitted_counted"].rows == (3, 5, 7)
    assert told["unsubmitted"].message.startswith("1 annotation was not submitted (1 skipped).")


def test_they_can_be_left_out():
    found = loaded("drop")
    assert (found.report.n_annotations, found.report.n_labels, found.report.n_items) == (2, 2, 2)
    message = "4 rows were not submitted, and left out, as you chose."
    assert said(found)["unsubmitted_dropped"].message == message
    assert "unsubmitted" not in said(found)


def test_nothing_is_said_where_everything_was_submitted():
    rows = "item_id,annotator_id,tone\n1,ana,calm\n1,ben,angry\n2,ana,calm\n"
    assert "unsubmitted" not in said(loaded("drop", rows))


def test_leaving_out_everything_is_refused():
    rows = ROWS.replace("submitted", "draft").replace("angry,\n", "angry,draft\n")
    with pytest.raises(ColumnError, match="was submitted, as “status” has it"):
        loaded("drop", rows)


def test_a_rule_that_is_none_is_refused():
    with pytest.raises(DataError, match="aside, count, drop"):
        loaded("maybe")
