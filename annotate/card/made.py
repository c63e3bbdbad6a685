"""The card of a data set: what was labelled by whom, agreement, rounds, what was read, decisions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from annotate.ablation import Ablation, Ablations, title_of
from annotate.agreement import Coefficient, Difference, QuestionAgreement
from annotate.annotations import MISSING, Annotations, Question, Status
from annotate.card.section import Card, Section, Table
from annotate.judgements import Record, reference
from annotate.rounds import timeline

ALPHA, PERCENT = "krippendorff_alpha", "percent_agreement"
_MOST_CATEGORIES = 12


def card(
    title: str,
    data: Annotations,
    agreement: Mapping[str, QuestionAgreement],
    record: Record | None = None,
    decisions: Iterable[tuple[Ablations, Sequence[Ablation]]] = (),
) -> Card:
    """The card of a data set.

    agreement   of each question, with alpha and percent agreement, and their rounds
    decisions   of each question the whole table, and the rows that the card tells
    """
    record = record or Record()
    found = [
        _labelled(data, record),
        _by_whom(data),
        _agreement(data, agreement),
        _rounds(data, agreement),
        _read(record),
        _decided(decisions),
    ]
    return Card(title, tuple(section for section in found if section is not None))


def _labelled(data: Annotations, record: Record) -> Section:
    rows = [_of_question(data, question, record) for question in data.questions]
    columns = ("question", "level", "categories", "items", "labels", "labels an item", "reference")
    sentences = [f"The data hold {_count(data.n_items, 'item')}."]
    aside = int((data.table["status"] != Status.SUBMITTED.value).sum())
    if aside:
        sentences.append(
            f"{_count(aside, 'annotation')} that {_were(aside)} skipped, rejected or left unfinished do"
            " not count."
        )
    if data.has_repeats:
        sentences.append(
            f"Where an annotator labelled an item more than once, {_DUPLICATES[data.duplicates.value]}."
        )
    table = Table(
        columns, tuple(rows), "What was labelled. Reference: items with gold or a ruling."
    )
    return Section("What was labelled", tuple(sentences), (table,))


_DUPLICATES = {
    "first": "the first label counts",
    "latest": "the latest label counts",
    "all": "all labels count",
}


def _of_question(data: Annotations, question: Question, record: Record) -> tuple[str, ...]:
    labels = data.coded(question.name)
    an_item = np.bincount(labels.item, minlength=1)
    an_item = an_item[an_item > 0]
    many = "–"
    if an_item.size:
        ends = int(an_item.min()), int(an_item.max())
        spread = f" ({ends[0]}–{ends[1]})" if ends[0] != ends[1] else ""
        many = f"{an_item.mean():.1f}{spread}"
    trusted = int((reference(data, question.name, record) != MISSING).sum())
    return (
        question.name,
        str(question.level),
        _categories(question),
        f"{an_item.size:,}",
        f"{len(labels):,}",
        many,
        f"{trusted:,}",
    )


def _categories(question: Question) -> str:
    if question.level.is_numeric:
        numbers = question.numbers
        return f"{numbers.min():g} to {numbers.max():g}" if numbers.size else "–"
    names = question.categories
    more = f" and {len(names) - _MOST_CATEGORIES} more" if len(names) > _MOST_CATEGORIES else ""
    return ", ".join(names[:_MOST_CATEGORIES]) + more


def _by_whom(data: Annotations) -> Section:
    given = np.zeros(data.n_annotators, dtype=np.int64)
    for question in data.questions:
        labels = data.coded(question.name)
        given += np.bincount(labels.annotator, minlength=data.n_annotators)
    active = given > 0
    kinds = Counter(data.annotators["kind"].to_numpy()[active].tolist())
    people, models = kinds.get("human", 0), kinds.get("model", 0)
    said = f"{_count(people, 'person', 'people')} and {_count(models, 'model')} labelled the data."
    if not models:
        said = f"{_count(people, 'person', 'people')} labelled the data."
    sentences = [said]
    if active.any():
        each = given[active]
        sentences.append(
            f"An annotator gave {int(np.median(each)):,} labels at the median ({int(each.min()):,} to"
            f" {int(each.max()):,})."
        )
    seconds = data.table["seconds"].to_numpy()
    known = seconds[np.isfinite(seconds)]
    if known.size:
        sentences.append(f"An annotation took {np.median(known):.0f} seconds at the median.")
    return Section("By whom", tuple(sentences))


def _agreement(data: Annotations, found: Mapping[str, QuestionAgreement]) -> Section:
    rows = tuple(
        (
            name,
            _coefficient(one.coefficients[ALPHA]),
            _coefficient(one.coefficients[PERCENT]),
            f"{one.n_compared:,}",
            f"{one.n_annotators:,}",
            "–" if one.accuracy is None else _coefficient(one.accuracy),
        )
        for name, one in found.items()
        if any(question.name == name for question in data.questions)
    )
    columns = (
        *("question", "alpha", "percent agreement", "items compared", "annotators"),
        "labels that equal gold",
    )
    table = Table(
        columns, rows, "Agreement between annotators (Krippendorff’s alpha) and with the gold."
    )
    return Section("Agreement", ("Brackets hold 95% intervals over items.",), (table,))


def _rounds(data: Annotations, found: Mapping[str, QuestionAgreement]) -> Section | None:
    if len(data.rounds) < 2:
        return None
    names = [name for name, one in found.items() if one.rounds]
    alphas = {
        (name, one.round): one.coefficients[ALPHA] for name in names for one in found[name].rounds
    }
    rows = tuple(
        (
            one.name,
            f"{one.n_items:,}",
            f"{one.n_labels:,}",
            f"{one.n_annotators:,}",
            f"{one.since[:10]} to {one.until[:10]}" if one.since else "–",
            *(
                _coefficient(alphas[name, one.name]) if (name, one.name) in alphas else "–"
                for name in names
            ),
        )
        for one in timeline(data)
    )
    columns = (
        *("round", "items", "labels", "annotators", "when"),
        *(f"alpha, {name}" for name in names),
    )
    return Section(
        "Rounds",
        (f"The labels were made in {len(data.rounds)} rounds.",),
        (Table(columns, rows, "The rounds, with the agreement within each."),),
    )


def _read(record: Record) -> Section:
    items = {read.item_id for read in record.reads}
    if not items:
        return Section("What was read", ("No item was read by a reviewer.",))
    drawn = {read.item_id for read in record.reads if read.probability is not None}
    verdicts = Counter(one.verdict for one in record.judgements if one.verdict is not None)
    sentences = [
        f"{_count(len(items), 'item')} {_were(len(items))} read by a reviewer, {len(drawn):,} of them"
        " drawn by chance."
    ]
    if verdicts:
        kinds = ", ".join(
            f"{verdict.words} {number:,}" for verdict, number in verdicts.most_common()
        )
        sentences.append(f"Verdicts on labels: {kinds}.")
    if record.rulings:
        sentences.append(f"{_count(len(record.rulings), 'item')} got a ruling on the right answer.")
    return Section("What was read", tuple(sentences))


def _decided(decisions: Iterable[tuple[Ablations, Sequence[Ablation]]]) -> Section | None:
    tables = tuple(_ablations(table, rows) for table, rows in decisions if rows)
    if not tables:
        return None
    return Section(
        "Decisions",
        (
            "Each row takes one decision back. Changes are paired over items, with 95% intervals; what"
            " flips is the consensus of an item.",
        ),
        tables,
    )


def _ablations(table: Ablations, rows: Sequence[Ablation]) -> Table:
    known = any(not math.isnan(row.reference.value) for row in rows)
    measure = "accuracy" if table.measure == "accuracy" else "distance, with a minus"
    columns = ("taken back", "labels", "change of alpha", "items that flip")
    return Table(
        (*columns, f"change of the consensus’ {measure}") if known else columns,
        tuple(
            (
                title_of(row.decisions),
                f"{row.n_labels:,}",
                _change(row.agreement),
                f"{row.flips.items.size:,} of {row.flips.n_items:,}",
                *((_change(row.reference),) if known else ()),
            )
            for row in rows
        ),
        f"What each decision about “{table.question}” was worth.",
    )


def _coefficient(one: Coefficient) -> str:
    if math.isnan(one.value):
        return "undefined"
    if one.low is None or one.high is None or math.isnan(one.low):
        return _signed(f"{one.value:.2f}")
    return _signed(f"{one.value:.2f} [{one.low:.2f}, {one.high:.2f}]")


def _change(one: Difference) -> str:
    if math.isnan(one.value):
        return "undefined"
    ends = ""
    if one.low is not None and one.high is not None and not math.isnan(one.low):
        ends = f" [{one.low:.3f}, {one.high:.3f}]"
    return _signed(f"{one.value:+.3f}{ends}")


def _signed(text: str) -> str:
    return text.replace("-", "−")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
