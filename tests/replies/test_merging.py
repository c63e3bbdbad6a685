from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.replies import Example, Practice, Reply
from annotate.replies.merging import merged

items = st.sampled_from(["i1", "i2", "i3"])
examples = st.builds(
    Example, items, st.just("tone"), st.booleans(), st.sampled_from(["", "a", "b"])
)
practice = st.builds(Practice, items, st.just("tone"), st.just(("x",)) | st.just(("y",)))
replies = st.builds(
    Reply,
    project=st.just("Tone"),
    annotator_id=st.just("Ana"),
    round=st.just("1"),
    made=st.integers(0, 3).map(lambda hour: f"2026-01-01T0{hour}:00:00Z"),
    examples=st.lists(examples, max_size=3).map(tuple),
    practice=st.lists(practice, max_size=2).map(tuple),
    prediction=st.none() | st.integers(0, 100),
    remark=st.sampled_from(["", "thanks"]),
)


@given(st.lists(replies, min_size=1, max_size=4), st.randoms())
def test_the_order_in_which_files_come_and_copies_of_them_change_nothing(found, random) -> None:
    shuffled = [*found, *found[:1]]
    random.shuffle(shuffled)
    assert merged(shuffled) == merged(found)


def test_what_was_said_last_counts_and_what_only_an_earlier_reply_says_stays() -> None:
    first = Reply(
        "Tone", "Ana", "1", "2026-01-01T10:00:00+00:00",
        examples=(Example("i1", "tone", True, "why"), Example("i2", "tone", True, "also")),
        prediction=70, remark="first",
    )  # fmt: skip
    # Later, although its clock shows an earlier hour.
    second = Reply(
        "Tone", "Ana", "1", "2026-01-01T09:30:00-03:00", examples=(Example("i1", "tone", False),)
    )
    together = merged([second, first])
    assert together is not None
    assert together.examples == (Example("i1", "tone", False), Example("i2", "tone", True, "also"))
    assert (together.prediction, together.remark) == (70, "first")
    assert merged([]) is None
