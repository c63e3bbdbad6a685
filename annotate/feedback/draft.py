"""Evidence -> a complete letter in Markdown, to be sent as it stands or edited."""

from __future__ import annotations

from annotate.feedback.evidence import Evidence
from annotate.feedback.language import DEFAULT
from annotate.feedback.language import language as language_of
from annotate.feedback.template import fill
from annotate.feedback.wording import Sender, values

FORMS = ("letter", "patch")
"""The templates: for a person, and for whoever keeps a model."""


def form_of(evidence: Evidence) -> str:
    """Which template the letter takes."""
    return FORMS[evidence.is_model]


def draft(
    evidence: Evidence,
    *,
    reviewer: str = "",
    reply_to: str = "",
    round_name: str = "",
    language: str = DEFAULT,
    template: str | None = None,
) -> str:
    """The letter as Markdown, with live example lines.

    ``round_name`` is the last round that the evidence covers; ``template`` takes the place of
    the language's own. A model gets a patch for its instructions instead. DataError where there
    is no such language, and where the template cannot be used.
    """
    words = language_of(language)
    text = words.templates[form_of(evidence)] if template is None else template
    return fill(text, values(evidence, words, Sender(reviewer, reply_to, round_name)))
