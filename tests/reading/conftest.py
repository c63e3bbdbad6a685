"""Five items, three annotators, one question: small enough to know every answer by heart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from annotate.annotations import Annotations, Level, Question

# item: Mira, Tomás, Wen ("" where the annotator did not label it)
SAID = {
    "i0": ("calm", "calm", "calm"),
    "i1": ("calm", "angry", "angry"),
    "i2": ("angry", "calm", ""),
    "i3": ("calm", "", ""),
    "i4": ("annoyed", "angry", "calm"),
}
TEXTS = ("An Invoice", "thanks", "THE INVOICE again", "nothing (a.b)", "ça va")
ANSWERS = ("calm", "annoyed", "angry")
NAMES = ("Mira", "Tomás", "Wen")


@pytest.fixture
def data() -> Annotations:
    rows = [
        (item, who, ANSWERS.index(answer))
        for item, answers in enumerate(SAID.values())
        for who, answer in enumerate(answers)
        if answer
    ]
    item, annotator, label = (np.array(column) for column in zip(*rows, strict=True))
    table = pd.DataFrame(
        {
            "item": item,
            "annotator": annotator,
            "round": -1,
            "seconds": np.nan,
            "time": pd.Series([pd.NaT] * len(rows), dtype="datetime64[us]"),
            "status": "submitted",
            "comment": "",
            "row": np.arange(len(rows)) + 2,
        }
    )
    return Annotations(
        pd.DataFrame({"item_id": list(SAID), "text": TEXTS}, dtype=str),
        pd.DataFrame({"annotator_id": NAMES, "kind": ["human"] * 3}, dtype=str),
        (),
        table,
        (Question("tone", Level.NOMINAL, ANSWERS),),
        {"tone": label},
    )
