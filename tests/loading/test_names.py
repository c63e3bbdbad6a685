import pytest

from annotate.loading.names import gold_of, plain, says, seconds_per_unit


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("item", "item_id"), ("item", "ItemID"), ("item", "task"), ("item", "_unit_id"), ("item", "HITId"),
        ("item", "Dokument-Nr"), ("item", "doc_id"), ("item", "text_id"), ("item", "Aufgabe"),
        ("annotator", "worker"), ("annotator", "WorkerId"), ("annotator", "rater_name"), ("annotator", "Codierer"),
        ("annotator", "Évaluateur"), ("annotator", "user_id"), ("annotator", "标注员"),
        ("label", "label"), ("label", "Rating"), ("label", "Antwort"),
        ("gold", "gold"), ("gold", "ground truth"), ("gold", "y_true"),
        ("round", "Batch"), ("round", "round_no"), ("seconds", "lead_time"), ("seconds", "WorkTimeInSeconds"),
        ("time", "created_at"), ("time", "SubmitTime"), ("comment", "Anmerkung"), ("status", "AssignmentStatus"),
        ("kind", "annotator_kind"), ("question", "question"),
    ],
)  # fmt: skip
def test_a_telling_name_says_its_role(role, name):
    assert says(role, name) == 2


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("item", "label"),
        ("annotator", "text"),
        ("label", "item_id"),
        ("label", "label_id"),
        ("time", "tone"),
        ("gold", "tone"),
    ],
)
def test_other_names_do_not_say_it(role, name):
    assert says(role, name) == 0


def test_names_are_compared_without_case_accents_and_signs():
    assert plain(" Annotateur·trice (Évaluation) ") == "annotateur_trice_evaluation"
    assert plain("workTimeInSeconds") == "work_time_in_seconds"


@pytest.mark.parametrize(
    "name", ["gold_tone", "tone_gold", "Tone (truth)", "true_label_tone", "tone_gold_label"]
)
def test_gold_is_matched_to_its_question_by_name(name):
    assert gold_of(name, ("topic", "tone")) == "tone"


def test_a_question_is_not_its_own_gold():
    assert gold_of("tone", ("tone",)) is None
    assert gold_of("gold", ("tone",)) is None


def test_the_ending_of_a_name_says_the_unit_of_a_duration():
    assert [seconds_per_unit(n) for n in ("time_ms", "duration_min", "seconds")] == [
        0.001,
        60.0,
        1.0,
    ]
