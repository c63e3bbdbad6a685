"""The letters of a project on their way out: as they are saved, else as they would be drafted."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.feedback import USUAL, Outgoing
from annotate.letters import Drafting, letters_of


def outgoing_of(
    drafting: Drafting, *, to: Sequence[str] = USUAL, annotator_ids: Sequence[str] | None = None
) -> Outgoing:
    """The letters of one round, to some annotators or (None) to all."""
    letters = letters_of(drafting.project, drafting.round)
    return Outgoing(
        drafting.book,
        to=to,
        annotator_ids=annotator_ids,
        letters=letters.texts,
        states=letters.states,
        drafted=drafting.draft,
        language=drafting.language,
        project=drafting.project.name,
        round=drafting.round,
    )
