"""One overview for whoever leads the work: agreement, habits, verdicts, changes of the guideline.

It names annotators, so it is written apart from the letters and not for them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from annotate.agreement import Coefficient, agreement
from annotate.feedback.blocks import Text
from annotate.feedback.current import current_profiles
from annotate.feedback.document import Document
from annotate.feedback.outgoing import Outgoing
from annotate.feedback.picture import Picture
from annotate.feedback.picture_rounds import whiskers
from annotate.feedback.plain import inline
from annotate.feedback.report import Report
from annotate.habits.sentences import sentence
from annotate.judgements import Verdict
from annotate.profile import Estimate, Profile

DRAWN = 40  # annotators in the picture: more cannot be told apart, and the table has them all
REPLICATES = 2_000
_COEFFICIENTS = {
    "percent_agreement": "percent agreement",
    "krippendorff_alpha": "Krippendorff’s alpha",
}


def overview(outgoing: Outgoing) -> Report:
    """The overview as a report, which every format can be written from."""
    profiles = list(current_profiles(outgoing.book).values())
    profiles.sort(key=lambda one: _key(one.mean("agreement")))
    parts = (
        *_what_there_is(outgoing),
        *_overall(outgoing),
        *_annotators(outgoing, profiles),
        *_habits(profiles),
        *_verdicts(outgoing),
        *_guideline(outgoing),
    )
    title = f"Overview of {outgoing.project}" if outgoing.project else "Overview"
    picture = _picture(profiles)
    return Report(title, "en", Document((Text("\n\n".join(parts)),)), (picture,) if picture else ())


def _key(found: Estimate) -> float:
    return math.inf if math.isnan(found.value) else found.value


def _what_there_is(outgoing: Outgoing) -> Iterator[str]:
    data, record = outgoing.book.sources.data, outgoing.book.record
    n_labels = sum(profile.n_labels for profile in outgoing.book.sources.profiles.values())
    judged = sum(one.verdict is not None for one in record.judgements)
    yield (
        f"{data.n_annotators:,} annotators gave {n_labels:,} labels on {data.n_items:,} items."
        f" Items read: {len(record.reads):,}; labels judged: {judged:,}; rulings:"
        f" {len(record.rulings):,}. This page names annotators and is not for them."
    )
    states = Counter(outgoing.state(name) for name in data.annotator_ids)
    yield "Letters: " + ", ".join(f"{n:,} {state}" for state, n in states.most_common()) + "."


def _overall(outgoing: Outgoing) -> Iterator[str]:
    yield "## Agreement"
    rows = [
        [name, found.level, *(_coefficient(found.coefficients[each]) for each in _COEFFICIENTS)]
        for name, found in agreement(
            outgoing.book.sources.data,
            replicates=REPLICATES,
            coefficients=_COEFFICIENTS,
            pairs=False,
            annotators=False,
            categories=False,
            rounds=False,
        ).items()
    ]
    yield _table(["question", "level", *_COEFFICIENTS.values()], rows)
    yield "In brackets are 95% intervals."


def _annotators(outgoing: Outgoing, profiles: list[Profile]) -> Iterator[str]:
    yield "## Annotators"
    yield (
        "Agreement is the mean share of the others’ labels on the same items that are the same;"
        " accuracy is against gold, and rulings on items drawn at random."
    )
    rows = [
        [
            profile.annotator_id,
            f"{profile.n_labels:,}",
            _estimate(profile.mean("agreement")),
            _estimate(profile.mean("accuracy")),
            f"{profile.reading.read:,}",
            f"{profile.reading.judged:,}",
            f"{profile.reading.verdicts.get(Verdict.ERROR, 0):,}",
            outgoing.state(profile.annotator_id),
        ]
        for profile in profiles
    ]
    names = ["annotator", "labels", "agreement", "accuracy", "read", "judged", "errors", "letter"]
    yield _table(names, rows)


def _habits(profiles: list[Profile]) -> Iterator[str]:
    yield "## Habits"
    lines = [
        f"- **{inline(profile.annotator_id)}** {inline(sentence(habit))}"
        for profile in profiles
        for habit in profile.habits
    ]
    yield "\n".join(lines) if lines else "None was found."


def _verdicts(outgoing: Outgoing) -> Iterator[str]:
    judgements = outgoing.book.record.judgements
    verdicts = Counter(one.verdict for one in judgements if one.verdict)
    yield "## Verdicts"
    if not verdicts:
        yield "None was given yet."
        return
    yield _table(["verdict", "labels"], [[v.words, f"{n:,}"] for v, n in verdicts.most_common()])
    types = Counter(one.error_type for one in judgements if one.error_type)
    if types:
        yield _table(["type of error", "labels"], [[t, f"{n:,}"] for t, n in types.most_common()])


def _guideline(outgoing: Outgoing) -> Iterator[str]:
    """The changes that verdicts of “guideline unclear” ask for, and the rules that were cited."""
    judgements = outgoing.book.record.judgements
    unclear = [one for one in judgements if one.verdict is Verdict.GUIDELINE_UNCLEAR]
    cited = Counter(one.rule for one in judgements if one.rule)
    yield "## Changes of the guideline"
    if not unclear and not cited:
        yield "None was asked for."
        return
    changes = Counter(one.proposal or "no change named yet" for one in unclear)
    if changes:
        rows = [[name, f"{n:,}"] for name, n in changes.most_common()]
        yield _table(["change", "labels"], rows)
    if cited:
        yield _table(["rule", "cited"], [[rule, f"{n:,}"] for rule, n in cited.most_common()])


def _picture(profiles: list[Profile]) -> Picture | None:
    drawn = [(one.annotator_id, one.mean("agreement")) for one in profiles]
    drawn = [(name, found) for name, found in drawn if not math.isnan(found.value)][:DRAWN]
    if not drawn:
        return None
    fewest = len(drawn) < len(profiles)
    says = f"The {len(drawn):,} with the least agreement. " if fewest else ""
    says += "Agreement with the others on the same items, with 95% intervals."
    return whiskers(drawn, title="Agreement of each annotator", says=says, number="agreement")


def _table(names: list[str], rows: list[list[str]]) -> str:
    lines = [names, ["---"] * len(names), *([inline(cell) or " " for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _estimate(found: Estimate) -> str:
    if math.isnan(found.value):
        return "–"
    shown = f"{found.value:.0%}"
    return shown if math.isnan(found.low) else f"{shown} [{found.low:.0%}, {found.high:.0%}]"


def _coefficient(found: Coefficient) -> str:
    if math.isnan(found.value):
        return f"– ({found.reason})" if found.reason else "–"
    if found.low is None or found.high is None:
        return f"{found.value:z.3f}"
    return f"{found.value:z.3f} [{found.low:z.3f}, {found.high:z.3f}]"
