"""The items' text as one more voice: a classifier that has learned what the labels say of others.

Logistic regression on TF-IDF, trained in five parts on what a model takes for right in four of them, and
heard on the fifth, so that no item's own labels speak twice. Its voice t takes the place of the prior,

    q'(k) ∝ q(k) (t(k) / prior(k))^λ

and how far it is believed, λ, is what makes the labels most probable (empirical Bayes: Carlin and
Louis, 2000). Where that gains nothing that is sure, the text is not heard at all.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, IntArray
from annotate.consensus.fitted import Fitted, of_posterior
from annotate.consensus.hierarchical import concluded
from annotate.consensus.posterior import Posterior, from_chances
from annotate.progress import step
from annotate.tally import summed

if TYPE_CHECKING:
    from scipy import sparse

FOLDS = 5
STRENGTHS = (1.0, 10.0)
"""Inverse penalties of the regression: a few telling words, or many."""
MOST = 20_000_000  # cells of items x answers; beyond that the text is not heard
LEAST = 50  # labelled items, below which nothing can be learned from text
FEATURES = 50_000
UNSURE = 0.02  # of the prior in the voice, so that it never rules an answer out
SURELY = 2.0  # standard errors that the gain is above zero before the text is heard
FARTHEST = 1.0  # never more than it believes itself
_SPACED = 0.05  # of a language's characters, where it sets spaces between its words
_HARDLY = 0.02


@dataclass(frozen=True, eq=False)
class Voice:
    """What the text says.

    says      (I, K) probabilities of the answers
    believed  λ, how far it is believed; 0 where it does not help
    gain      log probability of the labels, more than without it
    """

    says: FloatArray
    believed: float
    gain: float


@dataclass(frozen=True, eq=False)
class Texts:
    """The texts (I,) of the items, or none; their words are counted once for all questions."""

    texts: Sequence[str]

    @cached_property
    def digest(self) -> str:
        """What tells these texts from any others."""
        digest = hashlib.sha256()
        for each in self.texts:
            digest.update(f"{len(each)}:{each}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    @cached_property
    def fold(self) -> IntArray:
        """(I,) the part that each is in: equal texts in one, so that none is told by its double."""
        return np.array(
            [zlib.crc32(each.encode("utf-8", "replace")) % FOLDS for each in self.texts]
        )

    @cached_property
    def words(self) -> sparse.csr_matrix | None:
        """(I, words) TF-IDF of words and pairs of them, or of signs where words have no spaces.

        None where no word is in two of the texts.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer

        step(0.0, "Reading the texts")
        whole = max(sum(map(len, self.texts)), 1)
        spaced = sum(text.count(" ") for text in self.texts) / whole > _SPACED
        counter = TfidfVectorizer(
            analyzer="word" if spaced else "char",
            ngram_range=(1, 2),
            sublinear_tf=True,
            min_df=2,
            max_features=FEATURES,
        )
        try:
            words: sparse.csr_matrix = counter.fit_transform(self.texts)
        except ValueError:
            return None
        return words


def texts_of(data: Annotations) -> Texts:
    """All fields of each item as one text; none without fields."""
    columns = [data.items[name].astype(str).tolist() for name in data.fields]
    return Texts(["\n".join(parts) for parts in zip(*columns, strict=True)] if columns else [])


def with_text(fitted: Fitted, texts: Texts) -> Fitted:
    """A model of categories with the text as one more voice; the same where it does not help."""
    if fitted.posterior is None:
        return fitted
    posterior, believed = moved_by(fitted.posterior, texts)
    if not believed:
        return fitted
    moved = of_posterior(
        fitted.labels, posterior, iterations=fitted.iterations, converged=fitted.converged
    )
    return concluded(
        replace(moved, difficulty=fitted.difficulty, n_fair=fitted.n_fair, heard=believed)
    )


def moved_by(posterior: Posterior, texts: Texts) -> tuple[Posterior, float]:
    """The posterior with the text as one more voice, and how far that is believed.

    The same, and 0, where it does not help.
    """
    voice = heard(posterior, texts)
    if voice is None or not voice.believed:
        return posterior, 0.0
    return _moved(posterior, voice), voice.believed


def heard(posterior: Posterior, texts: Texts) -> Voice | None:
    """What the text says, and how far it is believed; None where it cannot be asked."""
    size = posterior.prior.size
    if not texts.texts or size < 2 or len(texts.texts) * size > MOST:
        return None
    lessons = _Lessons.of(posterior)
    words = texts.words if lessons.enough else None
    if words is None:
        return None
    table, asked = posterior.full(), np.unique(lessons.item)
    voices = []
    for strength in STRENGTHS:
        says = _crossed(words, lessons, texts.fold, posterior.prior, strength)
        voices.append(_believed(says, table, posterior.prior, asked))
    return max(voices, key=lambda voice: voice.gain)


@dataclass(frozen=True, eq=False)
class _Lessons:
    """What the classifier learns from: items, an answer each, and how sure it is."""

    item: IntArray
    answer: IntArray
    weight: FloatArray

    @classmethod
    def of(cls, posterior: Posterior) -> _Lessons:
        known = np.flatnonzero(posterior.known != MISSING)
        entries = posterior.entries
        open_ = (posterior.known[entries.item] == MISSING) & (posterior.chance > _HARDLY)
        return cls(
            np.concatenate([entries.item[open_], known]),
            np.concatenate([entries.answer[open_], posterior.known[known]]),
            np.concatenate([posterior.chance[open_], np.ones(known.size)]),
        )

    @property
    def enough(self) -> bool:
        return np.unique(self.item).size >= LEAST and np.unique(self.answer).size > 1

    def where(self, rows: BoolArray) -> _Lessons:
        return _Lessons(self.item[rows], self.answer[rows], self.weight[rows])


def _crossed(
    words: sparse.csr_matrix, lessons: _Lessons, fold: IntArray, prior: FloatArray, strength: float
) -> FloatArray:
    """(I, K) what is said of the items of each fold by who learned from the others."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    says = np.tile(prior, (fold.size, 1))
    for each in range(FOLDS):
        step(each / FOLDS, "Learning from the texts")
        learn = lessons.where(fold[lessons.item] != each)
        asked = np.flatnonzero(fold == each)
        if np.unique(learn.answer).size < 2 or not asked.size:
            continue
        model = LogisticRegression(C=strength, max_iter=200)
        # The tables are so small that threads only wait for each other: one is ten times as fast.
        with threadpool_limits(limits=1):
            model.fit(words[learn.item], learn.answer, sample_weight=learn.weight)
        said = np.zeros((asked.size, prior.size))
        said[:, model.classes_] = model.predict_proba(words[asked])
        says[asked] = (1 - UNSURE) * said + UNSURE * prior
    return says


def _believed(says: FloatArray, table: FloatArray, prior: FloatArray, asked: IntArray) -> Voice:
    """How far the voice is to be believed, by the labels of the items ``asked``."""

    def gains(power: float) -> FloatArray:
        moved = _ratio(says[asked], prior, power)
        gain: FloatArray = np.log((moved * table[asked]).sum(axis=1)) - np.log(moved @ prior)
        return gain

    found = minimize_scalar(
        lambda power: -gains(power).sum(), bounds=(0.0, FARTHEST), method="bounded"
    )
    gain = gains(float(found.x))
    # Half the logarithm is what a number that is learned must gain at least (Schwarz, 1978).
    least = max(SURELY * np.sqrt(gain.size) * gain.std(), 0.5 * np.log(gain.size))
    sure = gain.sum() > least
    return Voice(says, float(found.x) if sure else 0.0, float(gain.sum()) if sure else 0.0)


def _ratio(says: FloatArray, prior: FloatArray, power: float) -> FloatArray:
    """(I, K) how many times as probable each answer is as before the text was heard."""
    likely = np.maximum(prior, 1e-12)
    ratio: FloatArray = (np.maximum(says, 1e-12) / likely) ** power
    return ratio


def _moved(posterior: Posterior, voice: Voice) -> Posterior:
    entries, prior = posterior.entries, posterior.prior
    ratio = _ratio(voice.says, prior, voice.believed)
    given = ratio[entries.item, entries.answer]
    # The answers that nobody gave share the rest by the prior: their mean ratio by the same.
    mass = ratio @ prior - summed(entries.item, given * prior[entries.answer], entries.n_items)
    left = 1.0 - summed(entries.item, prior[entries.answer], entries.n_items)
    mean = np.divide(mass, left, out=np.ones_like(mass), where=left > 1e-9)
    chance, rest = posterior.chance * given, posterior.rest * np.maximum(mean, 0.0)
    norm = rest + summed(entries.item, chance, entries.n_items)
    norm[norm <= 0] = 1.0
    return from_chances(entries, chance / norm[entries.item], rest / norm, prior, posterior.known)
