"""Which pictures a report to one annotator shows."""

from __future__ import annotations

from annotate.feedback.cases import Casebook
from annotate.feedback.picture import Picture
from annotate.feedback.picture_answers import answers_picture
from annotate.feedback.picture_pace import pace_picture
from annotate.feedback.picture_rounds import rounds_picture


def pictures(book: Casebook, annotator_id: str, *, language: str = "en") -> list[Picture]:
    """Their answers beside the reference or the others', their rounds, and the time they took."""
    profile = book.sources.profiles[annotator_id]
    is_model = profile.kind == "model"
    found: list[Picture | None] = []
    for number, question in enumerate(profile.questions.values()):
        name = f"{number}"
        found.append(
            answers_picture(
                book, annotator_id, question, name, is_model=is_model, language=language
            )
        )
        found.append(rounds_picture(question, name, is_model=is_model, language=language))
    if not is_model:  # a machine's time says nothing about its reading
        found.append(pace_picture(book.sources, annotator_id, language=language))
    return [picture for picture in found if picture]
