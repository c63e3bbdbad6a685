"""The sentences of the ablations page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from annotate.ablation import CATEGORIES, Ablation, Ablations, FewerLabels, group_of, title_of
from annotate.agreement import Difference
from annotate.ui.text import count, decimal, percent, plain


def opening(table: Ablations) -> str:
    """The first sentence: alpha as it is, and which decision moves it most surely."""
    alpha = table.whole.agreement.first
    if math.isnan(alpha):
        return f"Alpha is undefined for **{plain(table.question)}**, so no decision can change it."
    said = f"Alpha is **{decimal(alpha)}** for **{plain(table.question)}** as the labels are now."
    rows = [row for row in (*table.rows, *table.annotators) if _of_the_same_task(table, row)]
    sure = [row for row in rows if _surely(row.agreement)]
    if not sure:
        return f"{said} No single decision about the labels changes it for sure."
    most = max(sure, key=lambda row: abs(row.agreement.value))
    said += (
        " Of the decisions that keep the categories and at least half of the labels, this moves it"
        f" most: {_title(most)}, {change(most.agreement)}."
    )
    flipping = max(rows, key=lambda row: row.flips.changed.size)
    number = int(flipping.flips.changed.size)
    if number:
        said += (
            f" At most {count(number, 'item')} of {flipping.flips.n_items:,} get another answer"
            f" ({_title(flipping)})."
        )
    return said


def _of_the_same_task(table: Ablations, row: Ablation) -> bool:
    """Whether the categories stay as they are, and at least half of the labels."""
    kept = 2 * row.n_labels >= table.whole.n_labels
    return kept and all(group_of(each) != CATEGORIES for each in row.decisions)


def _title(row: Ablation) -> str:
    title = title_of(row.decisions)
    return plain(title[0].lower() + title[1:])


def _surely(found: Difference) -> bool:
    ends = found.low, found.high
    if any(end is None or math.isnan(end) for end in ends):
        return False
    return (found.low or 0.0) > 0 or (found.high or 0.0) < 0


def change(found: Difference, *, as_percent: bool = False) -> str:
    """“+0.03 [0.01, 0.05]”; a dash where it is undefined, “none” where nothing changes."""
    if math.isnan(found.value):
        return "–"
    if found.value == found.low == found.high == 0:
        return "none"
    scale, digits, unit = (100, 1, " points") if as_percent else (1, 3, "")
    said = f"{scale * found.value:+.{digits}f}{unit}"
    if found.low is not None and found.high is not None and not math.isnan(found.low):
        said += f" [{scale * found.low:.{digits}f}, {scale * found.high:.{digits}f}]"
    return said.replace("-", "−")


def one_row(table: Ablations, row: Ablation) -> str:
    """What taking these decisions back changes, in a sentence or two."""
    flips = row.flips
    said = [
        f"**{plain(title_of(row.decisions))}**: {count(row.n_labels, 'label')} on"
        f" {count(row.n_items, 'item')} are left."
    ]
    if math.isnan(row.agreement.value):
        said.append(f"Alpha cannot be compared. {plain(row.agreement.reason or '')}")
    else:
        said.append(
            f"Alpha goes from {decimal(row.agreement.second)} to"
            f" {decimal(row.agreement.first)} ({change(row.agreement)})."
        )
    kinds = [
        (flips.changed.size, "get another answer"),
        (flips.lost.size, "lose theirs"),
        (flips.gained.size, "have one at last"),
    ]
    some = ", ".join(f"{number:,} {what}" for number, what in kinds if number)
    said.append(f"Of {count(flips.n_items, 'item')}, {some}." if some else "No item flips.")
    if not math.isnan(row.reference.value):
        said.append(_against(table, row))
    return " ".join(said)


def _against(table: Ablations, row: Ablation) -> str:
    found = row.reference
    if table.measure == "distance":
        return (
            f"The consensus is {-found.first:.2f} from the reference on average, before"
            f" {-found.second:.2f}."
        )
    return (
        f"The consensus is the reference on {percent(found.first)} of the items that have one, before"
        f" {percent(found.second)} ({change(found, as_percent=True)})."
    )


def buying(table: Ablations, curve: Sequence[FewerLabels], cost: float) -> str:
    """Which number of labels is worth its price: what each step adds, and for how much."""
    if len(curve) < 2:
        return "Items have one label each at most, so nothing can be said about fewer."
    known = all(not math.isnan(point.reference.first) for point in curve)
    last = curve[-1]
    if known and table.measure == "accuracy":
        parts = [
            f"{point.r} {'label' if point.r == 1 else 'labels'}: {percent(point.reference.first)}"
            for point in curve
        ]
        said = f"How often the consensus is the reference with fewer labels an item: {', '.join(parts)}."
    else:
        near = next((point for point in curve if point.same >= 0.95), last)
        said = (
            f"With {count(near.r, 'label')} an item, {percent(near.same)} of the items have the"
            f" consensus that all {last.r} give them."
        )
    if cost > 0:
        first = curve[0]
        said += (
            f" From {first.r} to {last.r} labels costs"
            f" {cost * (last.n_labels - first.n_labels):,.2f} more."
        )
    return said
