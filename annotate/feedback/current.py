"""Profiles with what was read and ruled until now, without fitting anything anew."""

from __future__ import annotations

from dataclasses import replace

from annotate.feedback.cases import Casebook
from annotate.profile import Profile
from annotate.profile.accuracy import against_reference


def current_profiles(book: Casebook) -> dict[str, Profile]:
    """Annotator id -> profile whose accuracy against the reference and reading are today's."""
    data = book.sources.data
    accuracy = {
        name: against_reference(data, comparison, book.reviewed)
        for name, comparison in book.sources.comparisons.items()
    }
    found = {}
    for code, annotator_id in enumerate(data.annotator_ids):
        profile = book.sources.profiles[annotator_id]
        found[annotator_id] = replace(
            profile,
            questions={
                name: replace(question, accuracy=accuracy[name][code])
                for name, question in profile.questions.items()
            },
            reading=book.reviewed.reading(data, annotator_id, book.sources.items[code]),
        )
    return found
