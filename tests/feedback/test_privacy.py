from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.feedback import Casebook, draft, gather, prepare, report, to_markdown
from annotate.judgements import Judgement, Read, Record, Verdict

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
