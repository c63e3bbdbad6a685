"""Letters -> files in a folder or ZIP: one in each format for each annotator, and one summary."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.feedback.cases import Casebook
from annotate.feedback.current import current_profiles
from annotate.feedback.lead import lead_files
from annotate.feedback.outgoing import FORMATS, USUAL, Outgoing, checked, written
from annotate.feedback.pdf import Press
from annotate.feedback.sources import prepare
from annotate.feedback.summary import summary
from annotate.feedback.undated import packed
from annotate.judgements import Record
from annotate.progress import step

_ENDINGS = {f".{form}" for form in FORMATS} | {".csv", ".jsonl"}


@dataclass(frozen=True)
class Exported:
    """What was written into a folder.

    paths    the files, in the order in which they were written
    older    files of the same kinds that were in the folder before and are not of this export
    notice   what a reader of the files should know, such as a script without a font; or empty
    """

    paths: tuple[Path, ...]
    older: tuple[Path, ...]
    notice: str


def reports(
    data: Annotations,
    out: str | Path,
    *,
    to: Sequence[str] = USUAL,
    record: Record | None = None,
    letters: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write a letter for each annotator, and ``summary.csv``, into a folder; the paths.

    ``to`` is any of html, md, pdf and docx. ``letters`` (annotator id -> Markdown) are taken as
    they were written; who has none gets the draft. ``states`` (annotator id -> draft, ready,
    sent, …) goes into the summary. The folder is made if need be. DataError for a format that
    there is none of; a script that no font of the machine has is a warning.
    """
    outgoing = Outgoing(
        Casebook(prepare(data), record or Record()),
        to=checked(to),
        letters=letters or {},
        states=states or {},
    )
    exported = export_to(outgoing, out)
    if exported.notice:
        warnings.warn(exported.notice, stacklevel=2)
    return list(exported.paths)


def export_to(outgoing: Outgoing, out: str | Path) -> Exported:
    """Write the files into a folder, which is made if need be; AnnotateError where it cannot be.

    Nothing that is in the folder is deleted; what of it may be mistaken for a letter of this
    export is told.
    """
    folder, press = Path(out), Press()
    paths: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = {path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS}
        for name, content in files(outgoing, press):
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            paths.append(path)
    except OSError as error:
        raise AnnotateError(
            f"The letters cannot be written to “{folder}”: {error.strerror or error}."
            " Choose another folder, or make room in this one."
        ) from error
    return Exported(tuple(paths), tuple(sorted(before - set(paths))), press.notice())


def zipped(outgoing: Outgoing, press: Press | None = None) -> bytes:
    """The same files as a ZIP; equal input gives equal bytes."""
    return packed(files(outgoing, press or Press()))


def files(outgoing: Outgoing, press: Press) -> Iterator[tuple[str, bytes]]:
    """(file name, content) one after the other: letters, those for the lead, the summary.

    Each is a step of ``annotate.progress``, at which the work can be stopped.
    """
    formats = checked(outgoing.to)
    for number, annotator_id in enumerate(outgoing.chosen):
        step(number / len(outgoing.chosen), f"Writing to {annotator_id}")
        report = outgoing.report(annotator_id)
        for form in formats:
            yield f"{outgoing.names[annotator_id]}.{form}", written(report, form, press)
    if outgoing.with_lead:
        step(1.0, "Writing the overview")
        yield from lead_files(outgoing, press)
    yield "summary.csv", _summary(outgoing, formats[0])


def _summary(outgoing: Outgoing, form: str) -> bytes:
    found = current_profiles(outgoing.book)
    return summary(
        (found[each], outgoing.state(each), f"{outgoing.names[each]}.{form}")
        for each in outgoing.chosen
    )
