"""What was found: agreement, annotators, labels that are probably wrong."""

from __future__ import annotations

import argparse
import math

from annotate.arguments import order
from annotate.commands.source import data_and_record, print_json, quietly_loaded


def agreement(arguments: argparse.Namespace) -> None:
    """Print every coefficient of every question, with intervals."""
    from annotate.agreement import agreement as compute
    from annotate.agreement import to_json
    from annotate.filters import rows_where

    data = quietly_loaded(arguments).annotations
    names = {question.name for question in data.questions}
    result = compute(
        data,
        weights=arguments.weights,
        distance=arguments.distance,
        replicates=arguments.replicates,
        seed=arguments.seed,
        pairs=not arguments.no_pairs,
        interval=arguments.interval,
        where=rows_where(data, arguments.where) if arguments.where else None,
        missing=dict(order(text, names) for text in arguments.missing),
    )
    if arguments.json:
        print_json(to_json(result))
        return
    for name, question in result.items():
        print(
            f"{name} ({question.level}): items {question.n_items:,},"
            f" annotators {question.n_annotators:,}, labels {question.n_labels:,}"
        )
        for title, coefficient in question.coefficients.items():
            shown = _shown(coefficient.value, coefficient.low, coefficient.high, coefficient.reason)
            print(f"  {title:<20} {shown}")
        print()


def annotators(arguments: argparse.Namespace) -> None:
    """Print the profile of each annotator."""
    from annotate.profile import profiles, to_json, to_text

    data, record, folder = data_and_record(arguments)
    found = profiles(data, record, folder=folder)
    if arguments.json:
        print_json(to_json(found))
        return
    for profile in found:
        print(to_text(profile))


def suspects(arguments: argparse.Namespace) -> None:
    """Write every label with the probability that it is wrong, most suspicious first."""
    from annotate.consensus import suspects as compute

    data, record, folder = data_and_record(arguments)
    found = compute(data, record, model=arguments.model, folder=folder, text=arguments.text)
    found.to_csv(arguments.out, index=False)
    print(f"{len(found):,} labels written to {arguments.out}")


def _shown(value: float, low: float | None, high: float | None, reason: str | None) -> str:
    """A value with its interval; the reason where there is none, of either."""
    if math.isnan(value):
        return reason or "undefined"
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return f"{value:z6.3f}  {reason or ''}".rstrip()
    return f"{value:z6.3f}  [{low:z.3f}, {high:z.3f}]"
