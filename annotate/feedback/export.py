"""Letters -> files: HTML and Markdown for each annotator, and one summary, in a folder or ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotate.annotations import Annotations
from annotate.errors import AnnotateError, DataError
from annotate.feedback.cases import Casebook
from annotate.feedback.draft import draft
from annotate.feedback.evidence import gather
from annotate.feedback.markdown import to_markdown
from annotate.feedback.names import file_names
from annotate.feedback.report import report
from annotate.feedback.sources import prepare
from annotate.feedback.summary import summary
from annotate.judgements import Record
from annotate.profile import Profile, profiles

FORMATS = ("html", "md")
NO_LETTER = "none"


def reports(
    data: Annotations,
    out: str | Path,
    *,
    to: Sequence[str] = FORMATS,
    record: Record | None = None,
    letters: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write a letter for each annotator, and ``summary.csv``, into a folder; the paths.

    ``letters`` (annotator id -> Markdown) are taken as they were written; who has none gets
    the draft. ``states`` (annotator id -> draft, ready, sent) goes into the summary. The folder
    is made if need be. DataError for a format that there is none of.
    """
    formats = _checked(to)
    folder = Path(out)
    written = []
    book = Casebook(prepare(data), record or Record())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files(book, to=formats, letters=letters, states=states):
            path = folder / name
            path.write_bytes(content)
            written.append(path)
    except OSError as error:
        raise AnnotateError(
            f"The letters cannot be written to “{folder}”: {error.strerror or error}."
            " Choose another folder, or make room in this one."
        ) from error
    return written


def zipped(
    book: Casebook,
    *,
    to: Sequence[str] = FORMATS,
    annotator_ids: Sequence[str] | None = None,
    letters: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
) -> bytes:
    """The same files as a ZIP, of some annotators or of all; equal input gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files(
            book, to=_checked(to), annotator_ids=annotator_ids, letters=letters, states=states
        ):
            entry = zipfile.ZipInfo(name)  # dated 1980, so that the bytes depend on nothing else
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def files(
    book: Casebook,
    *,
    to: Sequence[str] = FORMATS,
    annotator_ids: Sequence[str] | None = None,
    letters: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """(file name, content) one after the other, the summary last.

    A letter's file name does not depend on who else is exported.
    """
    formats = _checked(to)
    names = file_names(book.sources.data.annotator_ids)
    chosen = names if annotator_ids is None else list(dict.fromkeys(annotator_ids))
    for annotator_id in chosen:
        text = (letters or {}).get(annotator_id) or draft(gather(book, annotator_id))
        for form in formats:
            yield f"{names[annotator_id]}.{form}", _letter(book, annotator_id, text, form)
    found = {profile.annotator_id: profile for profile in _profiles(book)}
    yield (
        "summary.csv",
        summary(
            (found[each], (states or {}).get(each, NO_LETTER), f"{names[each]}.{formats[0]}")
            for each in chosen
        ),
    )


def _letter(book: Casebook, annotator_id: str, text: str, form: str) -> bytes:
    if form == "html":
        return report(book, annotator_id, text).encode()
    is_model = book.sources.profiles[annotator_id].kind == "model"
    return to_markdown(text, book.finder(annotator_id), book.practice, is_model=is_model).encode()


def _profiles(book: Casebook) -> list[Profile]:
    """The profiles with what was read and ruled since the sources were prepared."""
    if book.record == Record():
        return list(book.sources.profiles.values())
    return profiles(book.sources.data, book.record)


def _checked(to: Sequence[str]) -> tuple[str, ...]:
    """The formats, each once; a string is one format."""
    formats = tuple(dict.fromkeys((to,) if isinstance(to, str) else to))
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        asked = ", ".join(f"“{form}”" for form in unknown) or "no format"
        raise DataError(f"Letters cannot be written as {asked}. Choose among {', '.join(FORMATS)}.")
    return formats
