"""Each page says something useful: with nothing, with a project, with odd labels."""

from pathlib import Path

import pytest

from annotate.feedback.choice import Choice
from annotate.letters import (
    LANGUAGE,
    Plan,
    letter_key,
    letters_of,
    plan_key,
    plan_of,
    state_key,
    template_key,
)
from annotate.loading import read
from annotate.projects import create
from annotate.ui import shell
from annotate.workspace import Key, Kind, Workspace

PAGES = [address for _, _, address, _ in shell.PAGES if address != "data"]

ODD = {
    "one annotator": "item_id,annotator_id,label\na,Ana,yes\nb,Ana,no\nc,Ana,yes\n",
    "one category": "item_id,annotator_id,label\na,Ana,yes\na,Ben,yes\nb,Ana,yes\nb,Ben,yes\n",
    "nothing shared": "item_id,annotator_id,label\na,Ana,yes\nb,Ben,no\nc,Chi,yes\nd,Ana,no\n",
    "sets": "item_id,annotator_id,label\n"
    + "".join(
        f"{item},{who},{label}\n"
        for item in "abcd"
        for who, label in (("Ana", "x|y"), ("Ben", "x"), ("Chi", "y|z"))
    ),
    "free numbers": "item_id,annotator_id,label\n"
    + "".join(
        f"i{n},{who},{n * 1.37 + shift}\n"
        for n in range(30)
        for who, shift in (("Ana", 0), ("Ben", 0.5))
    ),
    "hostile names": (
        "item_id,annotator_id,label,text\n"
        "<b>1</b>,<script>alert(1)</script>,=SUM(A1),[x](javascript:alert(1))\n"
        "<b>1</b>,../../x,$\\alpha$,[x](javascript:alert(1))\n"
        "2,<script>alert(1)</script>,=SUM(A1),:red[text] `code`\n"
        "2,../../x,=SUM(A1),:red[text] `code`\n"
    ),
}


@pytest.mark.parametrize("page", PAGES)
def test_without_a_project_a_page_says_what_is_missing(app, page, said):
    test = app(page)
    assert not test.exception
    assert "No project is open" in said(test)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_a_project(app, tone, page, said):
    test = app(page, project="Tone", annotator="Ana")
    assert not test.exception
    if page != "read":  # there the reading desk names it, which is not seen from here
        assert "Tone" in said(test)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_bears_odd_labels(app, home, tmp_path, page, name):
    path = tmp_path / "odd.csv"
    path.write_text(ODD[name])
    options = {"annotator": "annotator_id", "labels": ["label"]}
    create(Workspace(home), "Odd", read([path], **options), [])
    annotator = "../../x" if name == "hostile names" else "Ana"
    test = app(page, project="Odd", annotator=annotator)
    assert not test.exception


def test_the_agreement_page_answers_whether_the_labels_can_be_trusted(app, tone, said):
    words = said(app("agreement", project="Tone"))
    assert "alpha" in words.casefold()
    assert "11 labels by 3 annotators on 4 items" in words


def test_the_annotator_page_of_nobody_says_so(app, tone, said):
    test = app("annotator", project="Tone", annotator="Nobody")
    assert not test.exception
    assert "Nobody" in said(test)


def test_the_annotator_page_says_how_they_do(app, tone, said):
    words = said(app("annotator", project="Tone", annotator="Chi"))
    assert "Agrees with the others" in words


def test_a_letter_that_was_written_is_shown_and_its_state_can_be_changed(app, home, tone):
    tone.store.put(letter_key("Ben", "2"), "Dear Ben, thank you.")
    test = app("letters", project="Tone", annotator="Ben")
    assert not test.exception
    test.button_group[0].set_value("ready").run()
    assert letters_of(Workspace(home).open("Tone"), "2").state("Ben") == "ready"


def test_a_letter_can_be_started_again_and_the_old_text_stays_in_the_history(app, tone):
    tone.store.put(letter_key("Ben", "2"), "Dear Ben, thank you.")
    test = app("letters", project="Tone", annotator="Ben")
    next(one for one in test.button if one.label.startswith("Start again")).click().run()
    values = [event.value for event in tone.store.history(letter_key("Ben", "2"))]
    assert "Dear Ben, thank you." in values
    assert tone.store.entry(letter_key("Ben", "2")).value.startswith("Hello Ben")


def test_whom_the_reviewer_spoke_about_comes_first_among_the_letters(app, tone):
    tone.store.put(Key(Kind.VERDICT, "t1", "Chi", "tone"), "error")
    test = app("letters", project="Tone")
    assert next(one for one in test.selectbox if one.label == "Annotator").value == "Chi"


def test_a_sent_letter_stays_sent(app, tone):
    tone.store.put(state_key("Ben", "2"), "sent")
    test = app("letters", project="Tone", annotator="Ben")
    assert test.button_group[0].value == "sent"


def test_the_queue_of_an_address_is_shown(app, tone):
    test = app("read", project="Tone", queue="annotator", annotator="Ben")
    assert not test.exception
    assert test.selectbox[0].value.annotator == "Ben"


def test_a_queue_of_nothing_says_so(app, tone, said):
    test = app("read", project="Tone", queue="search", text="no such words")
    assert not test.exception
    assert "empty" in said(test)


@pytest.mark.parametrize("page", PAGES)
def test_where_only_spans_were_marked_a_page_says_that_they_are_not_compared(app, home, page, said):
    exports = Path(__file__).resolve().parents[1] / "loading" / "formats" / "exports"
    data = read([exports / "doccano" / "spans_individual_JSONL.zip"])
    create(Workspace(home), "Spans", data, [])
    test = app(page, project="Spans")
    assert not test.exception
    if page in {"agreement", "annotators"}:
        assert "not computed yet" in said(test)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_bears_marked_parts_without_a_question(app, home, page, said):
    exports = Path(__file__).parents[1] / "loading" / "formats" / "exports" / "doccano"
    create(Workspace(home), "Marked", read([exports / "spans_individual_JSONL.zip"]), [])
    test = app(page, project="Marked", annotator="ana")
    assert not test.exception
    if page == "agreement":
        assert "agreement on them is not computed yet" in said(test)


def test_the_guideline_lists_its_rules_its_versions_and_what_is_to_change(app, tone, said):
    store = tone.store
    item = tone.data().item_ids[0]
    question = tone.data().questions[0].name
    store.put(Key(Kind.GUIDELINE), "1. Be <b>calm</b>.", "Ada")
    store.put(Key(Kind.GUIDELINE), "1. Be calm.\n2b. Irony is calm.", "Ben")
    store.put(Key(Kind.VERDICT, item, "Ana", question), "guideline_unclear")
    store.put(Key(Kind.PROPOSAL, item, "Ana", question), "say what irony is")
    store.put(Key(Kind.RULE, item, "Ana", question), "2b")
    test = app("guideline", project="Tone")
    assert not test.exception
    assert "2b Irony is calm." in said(test).replace("**", "")
    assert "say what irony is" in said(test)
    assert "Version 2" in said(test)
    next(one for one in test.button if one.label == "Bring this version back").click().run()
    assert store.entry(Key(Kind.GUIDELINE)).value == "1. Be <b>calm</b>."


def test_the_insight_page_counts_and_renames_what_was_named(app, tone, said):
    store = tone.store
    item = tone.data().item_ids[0]
    question = tone.data().questions[0].name
    label = (item, "Ana", question)
    store.put(Key(Kind.VERDICT, *label), "error")
    store.put(Key(Kind.ERROR_TYPE, *label), "irony")
    store.put(Key(Kind.READ, item), {"queue": "random", "probability": 0.5})
    test = app("insight", project="Tone")
    assert not test.exception
    assert "By annotator: Ana 1" in said(test)
    assert any("irony" in one.label for one in test.expander)
    test.multiselect(key="rename-these-ERROR_TYPE").select("irony")
    test.text_input(key="rename-to-ERROR_TYPE").input("sarcasm")
    next(one for one in test.button if one.label == "Rename").click().run()
    assert store.entry(Key(Kind.ERROR_TYPE, *label)).value == "sarcasm"


def test_a_queue_is_saved_under_a_name_and_offered_again(app, tone):
    test = app("read", project="Tone", queue="search", text="the")
    next(one for one in test.text_input if one.label == "Save this queue as").input("with the")
    next(one for one in test.button if one.label == "Save").click().run()
    assert not test.exception
    assert tone.store.entry(Key(Kind.QUEUE, question="with the")).value == {
        "queue": "search",
        "text": "the",
    }
    assert "with the" in app("read", project="Tone").selectbox[0].options


def chosen_language(test):
    return next(one for one in test.selectbox if one.label == "Language")


def test_a_letter_has_the_projects_language_unless_it_has_its_own(app, tone):
    tone.store.put(LANGUAGE, "de")
    test = app("letters", project="Tone", annotator="Ben")
    assert chosen_language(test).value == "de"
    chosen_language(test).set_value("ar").run()
    assert not test.exception
    assert plan_of(tone, "Ben", "2").language == "ar"
    assert chosen_language(app("letters", project="Tone", annotator="Ana")).value == "de"


def test_the_projects_template_makes_the_drafts_and_a_broken_one_is_told_with_its_line(
    app, tone, said
):
    key = template_key("letter", "en")
    tone.store.put(letter_key("Ben", "2"), "Dear Ben, thank you.")
    tone.store.put(key, "Dear {{ name }}.")
    test = app("letters", project="Tone", annotator="Ben")
    next(one for one in test.button if one.label.startswith("Start again")).click().run()
    assert tone.store.entry(letter_key("Ben", "2")).value == "Dear Ben.\n"
    tone.store.put(key, "Dear\n{{ nam }}.")
    test = app("letters", project="Tone", annotator="Ana")
    assert not test.exception
    assert "Line 2: There is no placeholder “nam”. Did you mean “name”?" in said(test)


def test_an_example_about_which_something_was_said_since_is_told(app, tone, said):
    data = tone.data()
    item, question = data.item_ids[0], data.questions[0].name
    tone.store.put(letter_key("Ana", "2"), f'Dear Ana.\n\n{{{{ example "{item}" "{question}" }}}}')
    test = app("letters", project="Tone", annotator="Ana")
    assert not test.info
    tone.store.put(Key(Kind.VERDICT, item, "Ben", question), "error")
    assert not app("letters", project="Tone", annotator="Ana").info
    tone.store.put(Key(Kind.VERDICT, item, "Ana", question), "error")
    (told,) = app("letters", project="Tone", annotator="Ana").info
    assert f"something else about {item}" in told.value.replace("\\", "")


def test_versions_of_a_letter_are_compared_and_one_can_be_brought_back(app, tone):
    key = letter_key("Ben", "2")
    tone.store.put(key, "First <b>one</b>.", "Ada")
    tone.store.put(key, "Second one.", "Ben")
    test = app("letters", project="Tone", annotator="Ben")
    compared = next(one for one in test.selectbox if one.label.startswith("Compare"))
    assert compared.options[0].startswith("Version 1,")
    assert any("First &lt;b&gt;one&lt;/b&gt;." in str(one.value) for one in test.get("html"))
    next(one for one in test.button if one.label == "Bring this version back").click().run()
    assert tone.store.entry(key).value == "First <b>one</b>."


def test_what_was_chosen_goes_to_the_end_of_a_letter_that_was_edited(app, tone):
    data = tone.data()
    item, question = data.item_ids[0], data.questions[0].name
    tone.store.put(letter_key("Ana", "2"), "Dear Ana.")
    plan = Plan(choice=Choice().put((item, question)))
    tone.store.put(plan_key("Ana", "2"), plan.to_json())
    test = app("letters", project="Tone", annotator="Ana")
    next(one for one in test.button if one.label.startswith("Add 1 example")).click().run()
    text = tone.store.entry(letter_key("Ana", "2")).value
    assert text == f'Dear Ana.\n\n{{{{ example "{item}" "{question}" }}}}\n'


def test_next_goes_to_a_letter_that_is_not_on_its_way(app, tone):
    tone.store.put(state_key("Ben", "2"), "sent")
    test = app("letters", project="Tone", annotator="Ana")
    next(one for one in test.button if one.label == "Next").click().run()
    assert next(one for one in test.selectbox if one.label == "Annotator").value == "Chi"
