"""From a data set to everything about the agreement on every question: the parts put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from annotate.agreement.categories import category_agreement
from annotate.agreement.consistency import SelfConsistency, self_consistency
from annotate.agreement.distances import SetMeasure
from annotate.agreement.estimates import (
    conger,
    intraclass_correlations,
    mean_kappa,
    pattern_coefficients,
)
from annotate.agreement.everyone import everyone
from annotate.agreement.kappa import PairKappas, pair_kappas
from annotate.agreement.options import (
    MEAN_KAPPA,
    NAMES,
    Interval,
    Options,
    checked,
    checked_data,
    checked_questions,
    checked_reference,
    checked_rows,
    codes_without,
    without_answers,
)
from annotate.agreement.reference import accuracy_of_all
from annotate.agreement.report import QuestionAgreement, RoundAgreement
from annotate.agreement.results import Coefficient, PairList, settled
from annotate.agreement.tables import Tables, tables_of
from annotate.agreement.weights import Weights
from annotate.annotations import (
    MISSING,
    Annotations,
    BoolArray,
    Duplicates,
    IntArray,
    Labels,
)
from annotate.counts import PairCounts, pair_counts


def agreement(
    data: Annotations,
    *,
    questions: str | Sequence[str] | None = None,
    weights: Weights = "identity",
    distance: SetMeasure = "jaccard",
    replicates: int = 10_000,
    seed: int = 0,
    pairs: bool = True,
    where: npt.ArrayLike | None = None,
    coefficients: str | Collection[str] | None = None,
    annotators: bool = True,
    categories: bool = True,
    rounds: bool = True,
    interval: Interval = "bca",
    reference: Mapping[str, npt.ArrayLike] | None = None,
    missing: Mapping[str, Collection[str]] | None = None,
) -> dict[str, QuestionAgreement]:
    """Every coefficient of every question, with 95% intervals, annotators and pairs.

    questions    their names, or one name; None is all
    weights      how much credit a near miss gets in Fleiss' and Cohen's kappa, Scott's pi,
                 Gwet's AC and Brennan-Prediger. Alpha's distances follow from the level, and
                 percent agreement is the plain share. Sets are always by identity.
    distance     of two sets, for alpha
    replicates   of the bootstrap over items; 0 leaves every interval out. Where patterns are
                 too many to draw, or items too few (``docs/statistics.md``), the interval is made
                 from the jackknife's error; so are those of Conger's and the mean kappa, which do
                 not come from patterns. Those of intraclass correlations are by F.
    seed         of the bootstrap; the same seed gives the same interval
    interval     “bca”: bias-corrected and accelerated; or “percentile”
    pairs        False leaves the list of pairs empty; their mean kappa is there all the same
    where        (N,) True for the rows of the table that count; None is all
    coefficients names of those wanted; None is all. What is not asked for is not computed:
                 pairs are counted only for their list or for ``cohen_kappa_mean``.
    annotators   False leaves the annotators empty, and self-consistency out
    categories   False leaves the categories empty
    rounds       False leaves the rounds empty
    reference    question -> (I,) codes of the answers that are trusted, -1 where none is; None is
                 the data's gold
    missing      question -> answers that count as no answer, such as “cannot judge”

    With ``replicates=0`` and all parts left out but one coefficient of the patterns, the time is
    little more than that of counting.

    What is undefined is NaN with a reason. LevelError where the labels do not fit the level,
    NotFoundError where a question does not exist, DataError where anything else cannot be
    used as given.
    """
    wanted = Options(
        weights,
        distance,
        replicates,
        seed,
        bool(pairs),
        annotators=bool(annotators),
        interval=interval,
        categories=bool(categories),
        rounds=bool(rounds),
    )
    data, options = checked_data(data), checked(wanted, coefficients)
    rows = checked_rows(data, where)
    trusted = checked_reference(data, reference)
    dropped = _dropped(data, missing)
    return {
        name: _of_question(
            _Asked(data, name, rows, dropped.get(name, ()), trusted.get(name)), options
        )
        for name in checked_questions(data, questions)
    }


def _dropped(
    data: Annotations, missing: Mapping[str, Collection[str]] | None
) -> dict[str, Collection[str]]:
    """The answers to drop of each question; NotFoundError where there is no such question."""
    return {
        data.question(name).name: (given,) if isinstance(given, str) else given
        for name, given in (missing or {}).items()
    }


@dataclass(frozen=True, eq=False)
class _Asked:
    """One question of the data: which rows count, which answers do not, and what is trusted."""

    data: Annotations
    name: str
    rows: BoolArray | None
    missing: Collection[str]
    trusted: IntArray | None

    def labels(self, rows: BoolArray | None = None, duplicates: Duplicates | None = None) -> Labels:
        """The labels that count, among these rows."""
        data = self.data if duplicates is None else self.data.with_duplicates(duplicates)
        labels = data.coded(self.name, self.rows if rows is None else rows)
        return without_answers(labels, self.missing) if self.missing else labels

    def reference(self) -> IntArray | None:
        """(I,) what is trusted, in the codes of ``labels``; None where nothing is."""
        if self.trusted is None or not (self.trusted != MISSING).any():
            return None
        if not self.missing:
            return self.trusted
        new = codes_without(self.data.question(self.name).answers, self.missing)
        return np.where(self.trusted == MISSING, MISSING, new[self.trusted])


def _of_question(asked: _Asked, options: Options) -> QuestionAgreement:
    found = of_labels(
        asked.labels(), asked.data.annotator_ids, options, reference=asked.reference()
    )
    return replace(
        found,
        rounds=_rounds(asked, options) if options.rounds else (),
        consistency=_consistency(asked, options) if options.annotators else None,
    )


def _rounds(asked: _Asked, options: Options) -> tuple[RoundAgreement, ...]:
    """The coefficients of each round; none where there are not several."""
    data = asked.data
    if len(data.rounds) < 2:
        return ()
    in_round = data.table["round"].to_numpy()
    alone = replace(options, pairs=False, annotators=False, categories=False, rounds=False)
    found = []
    for code, name in enumerate(data.rounds):
        rows = in_round == code
        labels = asked.labels(rows if asked.rows is None else rows & asked.rows)
        if not len(labels):
            continue
        one = of_labels(labels, data.annotator_ids, alone)
        found.append(
            RoundAgreement(name, one.n_items, one.n_annotators, one.n_labels, one.coefficients)
        )
    return tuple(found)


def _consistency(asked: _Asked, options: Options) -> SelfConsistency:
    every = asked.labels(duplicates=Duplicates.ALL)
    return self_consistency(every, asked.data.annotator_ids, options)


def of_labels(
    labels: Labels,
    names: Sequence[str],
    options: Options,
    *,
    reference: IntArray | None = None,
) -> QuestionAgreement:
    """Agreement on one question; ``names`` (A,) are the annotators' ids.

    ``reference`` (I,) are trusted answers in the codes of the labels.
    """
    tables, kept = tables_of(labels, options)
    found = pattern_coefficients(tables, options) | conger(tables, kept, options)
    pairs = PairList.none()
    if options.needs_pairs:
        shared = pair_counts(kept)
        kappas = pair_kappas(shared, tables.near)
        found |= _mean(tables, kept, shared, kappas, options)
        pairs = _pairs(shared, kappas, names, options) if options.pairs else pairs
    found |= intraclass_correlations(tables, kept, options)
    trusted = None if reference is None else (labels, reference)
    return QuestionAgreement(
        question=labels.question.name,
        level=labels.question.level,
        n_items=tables.table.n_items,
        n_compared=int(tables.whole.pairable),
        n_annotators=tables.n_annotators,
        n_labels=len(labels),
        coefficients={name: found[name] for name in NAMES if name in found},
        categories=category_agreement(tables, options) if options.categories else (),
        annotators=everyone(tables, kept, names, options, trusted),
        pairs=pairs,
        rounds=(),
        consistency=None,
        accuracy=accuracy_of_all(*trusted, intervals=options.replicates > 0) if trusted else None,
    )


def _mean(
    tables: Tables, labels: Labels, shared: PairCounts, kappas: PairKappas, options: Options
) -> dict[str, Coefficient]:
    if MEAN_KAPPA not in options.coefficients:
        return {}
    return {MEAN_KAPPA: mean_kappa(tables, labels, shared, kappas, options)}


def _pairs(
    shared: PairCounts, kappas: PairKappas, names: Sequence[str], options: Options
) -> PairList:
    n = kappas.n.astype(np.int64)
    asked = options.replicates > 0
    return PairList(
        tuple(names),
        shared.a,
        shared.b,
        n,
        kappas.agreement,
        settled(kappas.kappa),
        settled(kappas.low) if asked else None,
        settled(kappas.high) if asked else None,
        kappas.constant,
    )
