"""Every label that counts, most suspicious first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from annotate.annotations import Annotations
from annotate.consensus.models import DEFAULT
from annotate.consensus.text import Texts, texts_of
from annotate.consensus.told import fit_told
from annotate.judgements import Record

if TYPE_CHECKING:
    import pandas as pd


def suspects(
    data: Annotations,
    record: Record | None = None,
    *,
    model: str = DEFAULT,
    folder: Path | None = None,
    text: bool = False,
) -> pd.DataFrame:
    """One row a label: ``item_id, annotator_id, question, label, consensus, p_wrong``.

    ``p_wrong`` is the probability that the label is wrong, NaN where nothing tells; the most
    probably wrong comes first. Labels and consensus are written as in ``Question.answers``; the
    consensus is empty where answers tie. Gold in the data, and rulings and verdicts in the
    record are trusted. ``model`` is one of ``annotate.consensus.MODELS``; NotFoundError for others.
    Fitted models are kept in ``folder``, if one is given, and read from there the next time.
    With ``text`` a classifier reads the items, and is one more voice of the default model where
    that makes the labels more probable.
    """
    import pandas as pd

    texts = texts_of(data) if text else None
    parts = [
        _of_question(data, question.name, record, model, folder, texts=texts)
        for question in data.questions
    ]
    columns = ["item_id", "annotator_id", "question", "label", "consensus", "p_wrong"]
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return whole.sort_values("p_wrong", ascending=False, kind="stable", ignore_index=True)


def _of_question(
    data: Annotations,
    name: str,
    record: Record | None,
    model: str,
    folder: Path | None,
    *,
    texts: Texts | None,
) -> pd.DataFrame:
    import pandas as pd

    labels = data.coded(name)
    fitted = fit_told(labels, data, record, model=model, folder=folder, texts=texts)
    answers = np.array(labels.question.answers, dtype=object)
    return pd.DataFrame(
        {
            "item_id": np.array(data.item_ids, dtype=object)[labels.item],
            "annotator_id": np.array(data.annotator_ids, dtype=object)[labels.annotator],
            "question": name,
            "label": answers[labels.label],
            "consensus": fitted.consensus[labels.item],
            "p_wrong": fitted.p_wrong,
        }
    )
