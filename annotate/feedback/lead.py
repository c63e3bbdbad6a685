"""Files for whoever leads the work, apart from the letters, since they name annotators.

overview.html, .pdf   the overview
judged.jsonl          the labels that were judged, to train with
mail.csv              a row a letter, for a mail merge
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from annotate.feedback.cases import Casebook
from annotate.feedback.language import words
from annotate.feedback.outgoing import Outgoing, checked
from annotate.feedback.overview import overview
from annotate.feedback.pdf import Press
from annotate.feedback.plain import one_line
from annotate.feedback.report import write_html
from annotate.feedback.summary import safe_cell

FOLDER = "lead"
MAIL = ("annotator_id", "address", "subject", "body", "attachment")
_ADDRESS = re.compile(r"[^@\s,;:<>\"]+@[^@\s,;:<>\"]+\.[^@\s,;:<>\".]+")


def lead_files(outgoing: Outgoing, press: Press) -> Iterator[tuple[str, bytes]]:
    """(file name, content) one after the other; a PDF where letters are PDFs.

    The overview and what was judged are about everybody, so they come when everybody's letter does.
    """
    yield f"{FOLDER}/mail.csv", mail(outgoing)
    if outgoing.annotator_ids is not None:
        return
    found = overview(outgoing)
    yield f"{FOLDER}/overview.html", write_html(found).encode()
    if "pdf" in outgoing.to:
        yield f"{FOLDER}/overview.pdf", press.pdf(found)
    if judged := judged_labels(outgoing.book):
        yield f"{FOLDER}/judged.jsonl", judged


def judged_labels(book: Casebook) -> bytes:
    """One JSON object a line: the item, the label, the verdict, what was expected and why.

    Labels that a verdict or a mark as exemplary speaks of, in the order of the record.
    """
    lines = []
    for said in book.record.judgements:
        case = book.case(said.annotator_id, said.item_id, said.question)
        if case is None or not (said.verdict or said.exemplary):
            continue
        held = {
            "item_id": case.item_id,
            "question": case.question,
            "fields": dict(case.fields),
            "annotator_id": said.annotator_id,
            "label": case.answer,
            "verdict": str(said.verdict) if said.verdict else None,
            "exemplary": said.exemplary,
            "expected": case.expected or None,
            "basis": str(case.basis) or None,
            "error_type": said.error_type or None,
            "rule": said.rule or None,
            "why": case.message or None,
        }
        lines.append(json.dumps(held, ensure_ascii=False) + "\n")
    return "".join(lines).encode()


def mail(outgoing: Outgoing) -> bytes:
    """The file for a mail merge: one row a letter to a person or on a model; no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(MAIL)
    for annotator_id in outgoing.chosen:
        writer.writerow([safe_cell(cell) for cell in _message(outgoing, annotator_id)])
    return out.getvalue().encode()


def _message(outgoing: Outgoing, annotator_id: str) -> tuple[str, ...]:
    formats = checked(outgoing.to)
    form = "html" if "html" in formats else formats[0]
    file, name = f"{outgoing.names[annotator_id]}.{form}", one_line(annotator_id)
    said = words(outgoing.language(annotator_id))
    is_model = outgoing.book.sources.profiles[annotator_id].kind == "model"
    kind = "_model" if is_model else ("" if form == "html" else "_plain")
    subject = said["mail_subject_model" if is_model else "mail_subject"].format(name=name)
    body = said[f"mail_body{kind}"].format(name=name, file=file)
    return annotator_id, _address(outgoing.book, annotator_id), subject, body, file


def _address(book: Casebook, annotator_id: str) -> str:
    """Where a letter can be sent: an attribute that is an address, else the id if it is one."""
    data = book.sources.data
    row = data.annotators.iloc[data.annotator_codes[annotator_id]]
    named = [str(row[name]).strip() for name in row.index if name not in ("annotator_id", "kind")]
    found = [text for text in (*named, annotator_id) if _ADDRESS.fullmatch(text)]
    return found[0] if found else ""
