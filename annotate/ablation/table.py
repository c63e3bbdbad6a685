"""A question's whole table of ablations: what it is, what each decision was worth, how many labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.ablation.compared import ALPHA, Ablation, Base
from annotate.ablation.decision import Decisions
from annotate.ablation.everybody import without_each
from annotate.ablation.fewer_labels import FewerLabels, label_curve
from annotate.ablation.medians import Medians
from annotate.ablation.standard import standard
from annotate.ablation.view import View
from annotate.agreement.options import Options
from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.judgements import Record
from annotate.progress import CancelledError, step

REPLICATES = 1_000  # of a paired interval; its ends move in the third decimal beyond


@dataclass(frozen=True, eq=False)
class Ablations:
    """Everything about one question.

    whole        the question as it is, with nothing taken back
    rows         what was asked for, or the standard decisions
    annotators   a row for each annotator; empty where single decisions were asked for
    curve        fewer labels an item
    refused      decisions that cannot be taken back here, and why
    measure      what nearness to the reference is: accuracy, or for numbers the mean distance with a minus
    """

    question: str
    whole: Ablation
    rows: tuple[Ablation, ...]
    annotators: tuple[Ablation, ...] = ()
    curve: tuple[FewerLabels, ...] = ()
    refused: tuple[tuple[Decisions, str], ...] = ()
    measure: str = "accuracy"


def ablations(
    data: Annotations,
    question: str,
    record: Record | None = None,
    *,
    decisions: Sequence[Decisions] | None = None,
    guideline: Sequence[str] = (),
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Ablations:
    """The table of one question.

    decisions    what to take back, each alone or several together; None is everything that the
                 data have to offer, each annotator, and fewer labels an item
    guideline    the moments (ISO 8601) from which on each of its versions held, in their order
    replicates   of the paired bootstrap over items; 0 leaves the intervals of alpha out
    """
    options = Options(replicates=replicates, seed=seed, coefficients=(ALPHA,))
    base = Base.of(View.of(data, question, record), options)
    whole = base.compared(())
    asked = standard(base, guideline) if decisions is None else list(decisions)
    rows, refused = _rows(base, asked)
    measure = "distance" if isinstance(base.side.consensus, Medians) else "accuracy"
    if decisions is not None:
        return Ablations(question, whole, rows, refused=refused, measure=measure)
    return Ablations(
        question,
        whole,
        rows,
        tuple(without_each(base)),
        tuple(label_curve(base, whole.agreement.second)),
        refused,
        measure,
    )


def _rows(
    base: Base, asked: Sequence[Decisions]
) -> tuple[tuple[Ablation, ...], tuple[tuple[Decisions, str], ...]]:
    rows, refused = [], []
    for at, decisions in enumerate(asked):
        step(at / max(len(asked), 1), "Taking back one decision at a time …")
        try:
            rows.append(base.compared(decisions))
        except CancelledError:
            raise
        except AnnotateError as error:
            refused.append((decisions, str(error)))
    return tuple(rows), tuple(refused)
