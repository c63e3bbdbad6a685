from __future__ import annotations

import re
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.feedback import (
    Casebook,
    draft,
    gather,
    languages,
    prepare,
    report,
    to_markdown,
)
from annotate.guideline import Rule
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.workspace import Key, Kind, Workspace

PEOPLE = [f"person{k}xq" for k in range(5)]
ITEMS = [f"T-{k}" for k in range(12)]
ANSWERS = ("calm", "annoyed", "angry")

labels = st.lists(st.sampled_from(ANSWERS), min_size=60, max_size=60)
verdicts = st.lists(
    st.tuples(
        st.sampled_from(ITEMS),
        st.sampled_from(PEOPLE),
        st.none() | st.sampled_from(Verdict),
        st.booleans(),
    ),
    max_size=25,
    unique_by=lambda each: each[:2],
)
# Enough errors of few people for patterns of three and more.
many = st.lists(
    st.tuples(
        st.sampled_from(ITEMS),
        st.sampled_from(PEOPLE[:2]),
        st.sampled_from([Verdict.ERROR] * 4 + [Verdict.OTHERS_WRONG, None]),
        st.booleans(),
    ),
    min_size=15,
    max_size=24,
    unique_by=lambda each: each[:2],
)
rulings = st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(ANSWERS), max_size=5)
reads = st.sets(st.sampled_from(ITEMS))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(labels, verdicts, rulings, reads)
def test_no_letter_holds_another_annotators_name_or_message_and_its_counts_hold(
    make, answers, said, ruled, read
) -> None:
    pairs = [(item, person) for item in ITEMS for person in PEOPLE]
    data = make([(item, person, answers[k]) for k, (item, person) in enumerate(pairs)])
    judgements = tuple(
        Judgement(item, person, "tone", verdict, exemplary, f"words-for-{person}")
        for item, person, verdict, exemplary in said
    )
    record = Record(
        judgements=judgements,
        rulings={(item, "tone"): answer for item, answer in ruled.items()},
        reads=tuple(Read(item, "random", 0.5, "") for item in sorted(read)),
    )
    book = Casebook(prepare(data), record)
    for person in PEOPLE:
        evidence = gather(book, person)
        letter = draft(evidence)
        for text in (
            letter,
            to_markdown(letter, book.finder(person), book.practice),
            report(book, person, letter),
        ):
            assert [peer for peer in PEOPLE if peer != person and peer in text] == []

        own = {
            item: (verdict, exemplary) for item, who, verdict, exemplary in said if who == person
        }
        touched = read | set(own) | set(ruled)
        assert evidence.n_read == len(touched)
        assert evidence.n_judged == sum(verdict is not None for verdict, _ in own.values())
        assert evidence.n_errors == sum(v is Verdict.ERROR for v, _ in own.values())
        label = {item: answers[k] for k, (item, who) in enumerate(pairs) if who == person}
        corrected = {
            item
            for item in ITEMS
            if (own.get(item, (None,))[0] is Verdict.ERROR and ruled.get(item) != label[item])
            or (own.get(item, (None,))[0] is None and ruled.get(item, label[item]) != label[item])
        }
        in_patterns = [case for p in evidence.patterns for case in p.cases]
        assert {case.item_id for case in (*in_patterns, *evidence.single)} == corrected
        for n, of in re.findall(r"In (\d+) of the (\d+) items? that I read", letter):
            assert int(of) == len(touched)
            assert int(n) in {len(pattern.cases) for pattern in evidence.patterns}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(labels, verdicts, rulings, reads, st.sampled_from(languages()), st.booleans())
def test_no_letter_in_any_language_holds_what_is_somebody_elses(
    make, answers, said, ruled, read, code, one_is_a_model
) -> None:
    """Not their id, their comment, the name of their error, or what was said to them of a rule."""
    pairs = [(item, person) for item in ITEMS for person in PEOPLE]
    data = make(
        [(item, person, answers[k]) for k, (item, person) in enumerate(pairs)],
        comments=[f"comment by {person}" for _, person in pairs],
        models=PEOPLE[:1] if one_is_a_model else (),
    )
    record = Record(
        judgements=tuple(
            Judgement(
                item,
                person,
                "tone",
                verdict,
                exemplary,
                f"words for {person}",
                error_type=f"type of {person}" if verdict is Verdict.ERROR else "",
                proposal=f"change for {person}" if verdict is Verdict.GUIDELINE_UNCLEAR else "",
                rule="2b",
            )
            for item, person, verdict, exemplary in said
        ),
        rulings={(item, "tone"): answer for item, answer in ruled.items()},
        notes=dict.fromkeys(ITEMS, "note on it"),
        reads=tuple(Read(item, "random", 0.5, "") for item in sorted(read)),
    )
    book = Casebook(prepare(data), record, (Rule("2b", "Sarcasm is annoyed."),))
    for person in PEOPLE:
        letter = draft(gather(book, person), language=code)
        about = {"is_model": one_is_a_model and person == PEOPLE[0], "language": code}
        whole = to_markdown(letter, book.finder(person), book.practice, **about)
        html = report(book, person, letter, language=code)
        for text in (letter, whole, html):
            assert [peer for peer in PEOPLE if peer != person and peer in text] == []
            assert "comment by" not in text
            assert "note on it" not in text
            assert "change for person" not in text


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(ANSWERS[:2]), min_size=60, max_size=60), many, rulings, reads)
def test_the_counts_of_a_letter_are_those_of_the_store(
    make, tmp_path_factory, answers, said, ruled, read
) -> None:
    """What was put into a project one by one, and what its letters say of it."""
    pairs = [(item, person) for item in ITEMS for person in PEOPLE]
    label = {pair: answers[k] for k, pair in enumerate(pairs)}
    data = make([(item, person, label[item, person]) for item, person in pairs])
    project = Workspace(tmp_path_factory.mktemp("home")).create("Tone")
    store = project.store
    for item, person, verdict, exemplary in said:
        if verdict:
            store.put(Key(Kind.VERDICT, item, person, "tone"), verdict)
        if exemplary:
            store.put(Key(Kind.EXEMPLARY, item, person, "tone"), value=True)
    for item, answer in ruled.items():
        store.put(Key(Kind.RULING, item, question="tone"), answer)
    for item in sorted(read):
        store.put(Key(Kind.READ, item), {"queue": "random", "probability": 0.5})
    book = Casebook(prepare(data), store.record())
    for person in PEOPLE:
        letter = draft(gather(book, person))
        own = store.entries(annotator_id=person)
        touched = {entry.key.item_id for entry in own}
        touched |= {entry.key.item_id for entry in store.entries(Kind.READ)}
        touched |= {entry.key.item_id for entry in store.entries(Kind.RULING)}
        told = re.search(r"I have read (all|\d+) of them", letter)
        assert (told[1] if told else "0") in {str(len(touched)), "all"}
        assert (told is not None and told[1] == "all") == (len(touched) == len(ITEMS))
        judged = {e.key.item_id: e.value for e in own if e.key.kind is Kind.VERDICT}
        decided = {e.key.item_id: e.value for e in store.entries(Kind.RULING)}
        for n, of, gave, meant in re.findall(
            r"In (\d+) of the (\d+) items that I read, you answered “(\w+)” and “(\w+)” was", letter
        ):
            cases = [
                item
                for item in touched
                if label[item, person] == gave
                and (judged.get(item) == "error" or (item not in judged and item in decided))
                and decided.get(item, meant) == meant
                and (item in decided or _mostly(label, item, person) == meant)
            ]
            assert (int(n), int(of)) == (len(cases), len(touched))


def _mostly(label: dict[tuple[str, str], str], item: str, person: str) -> str:
    """The most frequent answer of the others; "" on ties."""
    given_ = Counter(label[item, peer] for peer in PEOPLE if peer != person).most_common(2)
    return "" if len(given_) > 1 and given_[0][1] == given_[1][1] else given_[0][0]
