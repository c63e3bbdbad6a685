"""Every language says everything, with its own plurals and numbers; a file is all it takes."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path

import pytest

import annotate
from annotate.feedback import Casebook, check, draft, gather, languages, prepare, report
from annotate.feedback.language import Language, Phrase, language
from annotate.feedback.points import told
from annotate.feedback.template import problems
from annotate.feedback.tendencies import Tendency
from annotate.habits import FOR_THE_LEAD, Kind
from annotate.judgements import Judgement, Read, Record, Verdict

ENGLISH = language("en")


def test_letters_are_written_in_these_languages() -> None:
    assert languages() == ("en", "ar", "de", "es", "fr", "zh")


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(phrase: Phrase) -> dict[str, str]:
    return {"other": phrase} if isinstance(phrase, str) else dict(phrase)


@pytest.fixture(params=languages())
def words(request) -> Language:
    return language(request.param)


def test_a_language_has_every_phrase_and_word_with_the_same_names_in_them(words: Language) -> None:
    assert set(words.phrases) == set(ENGLISH.phrases)
    assert set(words.words) == set(ENGLISH.words)
    for key, text in ENGLISH.words.items():
        assert names_in(words.words[key]) == names_in(text), key
    for key, phrase in ENGLISH.phrases.items():
        own, english = forms(words.phrases[key]), forms(phrase)
        assert names_in(own["other"]) == names_in(english["other"]), key
        assert all(names_in(text) <= names_in(english["other"]) for text in own.values()), key


def test_a_phrase_with_a_number_has_the_plural_forms_of_its_language(words: Language) -> None:
    """A form more is allowed: “many” is for a million in French and Spanish."""
    for key, phrase in words.phrases.items():
        if not isinstance(phrase, str):
            assert words.forms <= set(phrase), key
            assert set(phrase) <= words.forms | {"many"}, key


def test_a_phrase_that_has_forms_in_english_has_them_everywhere_they_exist(words: Language) -> None:
    for key, phrase in ENGLISH.phrases.items():
        if not isinstance(phrase, str) and len(words.forms) > 1:
            assert not isinstance(words.phrases[key], str), key


def test_its_templates_use_what_exists_and_all_that_the_english_ones_use(words: Language) -> None:
    for form, text in words.templates.items():
        assert problems(text) == []
        for name in ("opening", "strengths", "points", "next_step", "reply", "faults"):
            assert name in text, (form, name)


@pytest.mark.parametrize(
    ("code", "written"),
    [("en", "12,345"), ("de", "12.345"), ("fr", "12\u202f345"), ("es", "12.345")],
)
def test_numbers_are_written_as_the_language_does(code: str, written: str) -> None:
    assert language(code).number(12345) == written


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "عنصر واحد."),
        (2, "عنصرين."),
        (3, "3 عناصر."),
        (10, "10 عناصر."),
        (11, "11 عنصرًا."),
        (99, "99 عنصرًا."),
        (100, "100 عنصر."),
        (103, "103 عناصر."),
    ],
)
def test_arabic_counts_in_six_forms(n: int, said: str) -> None:
    assert language("ar").say("thanks", n=n).endswith(said)


@pytest.mark.parametrize(("n", "said"), [(1, "1 élément."), (2, "2 éléments.")])
def test_french_counts_from_two(n: int, said: str) -> None:
    assert language("fr").say("thanks", n=n).endswith(said)


@pytest.fixture(scope="module")
def book(sample: Path) -> Casebook:
    """The sample, read and judged in every way that there is."""
    data = annotate.load(sample)
    said = []
    for k, item in enumerate(data.item_ids[:80]):
        for code in data.table["annotator"].to_numpy()[data.rows_of_item(k)]:
            verdict = (*Verdict, None)[(k + code) % (len(Verdict) + 1)]
            named = "sarcasm" if verdict is Verdict.ERROR and k % 2 else ""
            about = Judgement(item, data.annotator_ids[code], "tone", verdict, k % 7 == 0, "Look.")
            said.append(replace(about, error_type=named))
    record = Record(
        judgements=tuple({(j.item_id, j.annotator_id): j for j in said}.values()),
        reads=tuple(Read(item, "random", 0.2, "") for item in data.item_ids[:40]),
    )
    return Casebook(prepare(data), record)


def test_every_letter_is_whole_and_clean_in_every_language(book: Casebook, words: Language) -> None:
    """No name unfilled, no gap, and its own check finds nothing that the language is to blame for."""
    blamed = {"count", "unshown", "language", "vague", "empty", "broken", "missing", "stale"}
    for record in (book.record, Record()):
        now = Casebook(book.sources, record)
        for annotator_id in book.sources.data.annotator_ids:
            evidence = gather(now, annotator_id)
            text = draft(evidence, language=words.code, round_name="2", reply_to="ada@example.org")
            assert "{n}" not in text
            assert "\n\n\n" not in text
            assert "  " not in text.split("```")[0]
            found = check(now, annotator_id, text, language=words.code)
            assert [one for one in found if one.kind in blamed] == []


@pytest.mark.parametrize("kind", sorted(set(Kind) - FOR_THE_LEAD - {Kind.CONFUSES}))
def test_every_kind_of_habit_has_words_in_every_language(
    book: Casebook, words: Language, kind: Kind
) -> None:
    one = Tendency(kind.value, "tone", "calm", 31, 97, 5, 88, "2")
    for is_model in (False, True):
        evidence = replace(gather(book, "Mira"), tendencies=(one,), is_model=is_model)
        parts = told(evidence, one, words)
        assert "31" in parts["what"]
        assert "97" in parts["what"]
        assert all(parts[name] for name in ("title", "what", "next"))


def test_an_arabic_letter_is_written_from_right_to_left(book: Casebook) -> None:
    text = draft(gather(book, "Mira"), language="ar")
    html = report(book, "Mira", text, language="ar")
    assert '<html lang="ar" dir="rtl">' in html
