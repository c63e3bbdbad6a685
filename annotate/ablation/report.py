"""A table of ablations as JSON values, as the rows of a CSV, and as a paragraph for a paper."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotate.ablation.compared import Ablation, Flips
from annotate.ablation.fewer_labels import FewerLabels
from annotate.ablation.table import Ablations
from annotate.ablation.words import title_of
from annotate.agreement import Difference

COLUMNS = (
    *("question", "taken_back", "decisions", "labels", "items"),
    *("alpha", "alpha_change", "alpha_low", "alpha_high"),
    *("flips", "changed", "lost", "gained"),
    *("reference", "reference_change", "reference_low", "reference_high"),
)


def to_json(
    tables: Iterable[Ablations], item_ids: Sequence[str], cost: float | None = None
) -> dict[str, Any]:
    """Everything, in full precision; undefined is null beside its reason. ``cost`` is of a label."""
    return {"questions": {one.question: _table(one, item_ids, cost) for one in tables}}


def _table(table: Ablations, item_ids: Sequence[str], cost: float | None) -> dict[str, Any]:
    return {
        "reference_measure": table.measure,
        "as_it_is": _row(table.whole, item_ids),
        "ablations": [_row(row, item_ids) for row in table.rows],
        "annotators": [_row(row, item_ids) for row in table.annotators],
        "labels_per_item": [_point(point, cost) for point in table.curve],
        "refused": [
            {"decisions": [str(each) for each in decisions], "reason": reason}
            for decisions, reason in table.refused
        ],
    }


def _row(row: Ablation, item_ids: Sequence[str]) -> dict[str, Any]:
    return {
        "decisions": [str(each) for each in row.decisions],
        "title": title_of(row.decisions),
        "n_labels": row.n_labels,
        "n_items": row.n_items,
        "alpha": _difference(row.agreement),
        "consensus": _flips(row.flips, item_ids),
        "reference": _difference(row.reference),
    }


def _difference(found: Difference) -> dict[str, float | str | None]:
    return {
        "value": _known(found.first),
        "as_it_is": _known(found.second),
        "change": _known(found.value),
        "low": _known(found.low),
        "high": _known(found.high),
        "reason": found.reason,
    }


def _flips(flips: Flips, item_ids: Sequence[str]) -> dict[str, Any]:
    return {
        "n_items": flips.n_items,
        "n_flips": int(flips.items.size),
        **{
            kind: [item_ids[code] for code in getattr(flips, kind).tolist()]
            for kind in ("changed", "lost", "gained")
        },
    }


def _point(point: FewerLabels, cost: float | None) -> dict[str, Any]:
    return {
        "labels_per_item": point.r,
        "n_labels": point.n_labels,
        "n_items_with_fewer": point.n_short,
        "cost": None if cost is None else cost * point.n_labels,
        "same_consensus": _known(point.same),
        "reference": _difference(point.reference),
        "reliability": _known(point.reliability),
    }


def _known(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value


def rows_of(table: Ablations) -> list[dict[str, object]]:
    """A row of ``COLUMNS`` for each ablation, as it is first; undefined is None."""
    return [_flat(table, row) for row in (table.whole, *table.rows, *table.annotators)]


def _flat(table: Ablations, row: Ablation) -> dict[str, object]:
    flips, alpha, reference = row.flips, row.agreement, row.reference
    return {
        "question": table.question,
        "taken_back": title_of(row.decisions),
        "decisions": " ".join(str(each) for each in row.decisions),
        "labels": row.n_labels,
        "items": row.n_items,
        "alpha": _known(alpha.first),
        "alpha_change": _known(alpha.value),
        "alpha_low": _known(alpha.low),
        "alpha_high": _known(alpha.high),
        "flips": int(flips.items.size),
        "changed": int(flips.changed.size),
        "lost": int(flips.lost.size),
        "gained": int(flips.gained.size),
        "reference": _known(reference.first),
        "reference_change": _known(reference.value),
        "reference_low": _known(reference.low),
        "reference_high": _known(reference.high),
    }


def to_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str] = COLUMNS) -> str:
    """The rows as CSV; numbers in full, None empty, no text that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row[name]) for name in columns})
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return "" if value is None else value


def paragraph(table: Ablations, rows: Sequence[Ablation]) -> str:
    """Some ablations as a paragraph for the data section of a paper."""
    whole = table.whole
    said = [
        f"The {whole.n_items:,} items have {whole.n_labels:,} labels of “{table.question}”"
        f" (Krippendorff’s alpha {_number(whole.agreement.first)})."
    ]
    said += [_sentence(table, row) for row in rows]
    if rows:
        said.append(
            "Brackets hold 95% intervals of the difference, paired over items; what flips is the"
            " consensus of an item."
        )
    return " ".join(said)


def _sentence(table: Ablations, row: Ablation) -> str:
    flips = row.flips
    parts = [
        f"alpha changes by {_signed(row.agreement)}",
        f"{flips.items.size:,} of {flips.n_items:,} items flip",
    ]
    if math.isfinite(row.reference.value):
        what = "agreement of the consensus with the reference"
        if table.measure == "distance":
            what = "the mean distance of the consensus from the reference, with a minus,"
        parts.append(f"{what} changes by {_signed(row.reference)}")
    return f"{title_of(row.decisions)}: {', '.join(parts[:-1])} and {parts[-1]}."


def _signed(found: Difference) -> str:
    if math.isnan(found.value):
        return "undefined"
    value = f"{found.value:+.3f}".replace("-", "−")
    if found.low is None or found.high is None or math.isnan(found.low):
        return value
    return f"{value} [{found.low:.3f}, {found.high:.3f}]".replace("-", "−")


def _number(value: float) -> str:
    return "undefined" if math.isnan(value) else f"{value:.3f}".replace("-", "−")


def to_text(table: Ablations, cost: float | None = None) -> str:
    """The table for a terminal."""
    whole = table.whole
    lines = [
        f"{table.question}: items {whole.n_items:,}, labels {whole.n_labels:,},"
        f" alpha {_number(whole.agreement.first)},"
        f" {table.measure} {_number(whole.reference.first)}",
        f"  {'':<52} {'alpha':^24} {'flips':>7} {table.measure:^24}",
    ]
    lines += [
        f"  {title_of(row.decisions):<52} {_signed(row.agreement):<24}"
        f" {row.flips.items.size:>7,} {_signed(row.reference):<24}".rstrip()
        for row in (*table.rows, *table.annotators)
    ]
    lines += [
        f"  {point.r} labels an item ({point.n_labels:,} labels{_paid(point, cost)}): same"
        f" consensus {_number(point.same)}, {table.measure} {_number(point.reference.first)}"
        for point in table.curve
    ]
    lines += [f"  {title_of(decisions)}: {reason}" for decisions, reason in table.refused]
    return "\n".join(lines) + "\n"


def _paid(point: FewerLabels, cost: float | None) -> str:
    return "" if cost is None else f", cost {cost * point.n_labels:,.2f}"
