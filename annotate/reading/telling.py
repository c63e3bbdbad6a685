"""Words that speak for an answer: those found more often in the items that got it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from annotate.annotations import MISSING, Annotations, FloatArray
from annotate.consensus import majority

SAMPLE = 10_000  # items; more would not change which words are told apart
LOOKED_AT = 2_000  # characters of each
WORD = re.compile(r"[^\W\d_]{3,}")
_PRIOR = 500.0  # words that the prior is worth
_SURE = 2.6  # standard errors: one word of a hundred by chance
_RARE = 5  # items that a word must be in


def telling_words(data: Annotations, question: str, field: str) -> dict[str, dict[str, float]]:
    """Answer -> word -> how many standard errors more often it is there than elsewhere.

    The log-odds ratio with an informative Dirichlet prior, of the share of items that hold the
    word (Monroe, Colaresi & Quinn, 2008, equations 15 to 22), among items whose labels have one
    leading answer. Only words with a z of at least 2.6 are in it.
    """
    leading = majority(data.coded(question)).code
    chosen = np.flatnonzero(leading != MISSING)
    chosen = chosen[np.linspace(0, max(0, chosen.size - 1), min(SAMPLE, chosen.size), dtype=int)]
    by_answer: dict[int, Counter[str]] = {}
    texts = data.items[field].take(chosen).tolist()
    for code, text in zip(leading[chosen].tolist(), texts, strict=True):
        by_answer.setdefault(code, Counter()).update(words_of(text))
    answers = data.question(question).answers
    return {answers[code]: found for code, found in _above(by_answer).items()}


def words_of(text: str) -> set[str]:
    """The words of a text, in lower case, each once."""
    return set(WORD.findall(text[:LOOKED_AT].lower()))


def _above(by_answer: Mapping[int, Counter[str]]) -> dict[int, dict[str, float]]:
    total: Counter[str] = Counter()
    for counts in by_answer.values():
        total.update(counts)
    words = [word for word, n in total.items() if n >= _RARE]
    if not words or len(by_answer) < 2:
        return {}
    overall = np.array([total[word] for word in words], dtype=np.float64)
    found: dict[int, dict[str, float]] = {}
    for code, counts in by_answer.items():
        here = np.array([counts[word] for word in words], dtype=np.float64)
        scores = _z(here, overall - here, overall)
        found[code] = {words[at]: float(scores[at]) for at in np.flatnonzero(scores >= _SURE)}
    return found


def _z(here: FloatArray, elsewhere: FloatArray, overall: FloatArray) -> FloatArray:
    """(W,) z-scores of the log-odds ratios of W words here against elsewhere."""
    prior = _PRIOR * overall / overall.sum()
    sides = [(counts + prior, counts.sum() + _PRIOR) for counts in (here, elsewhere)]
    odds = [np.log(with_prior) - np.log(n - with_prior) for with_prior, n in sides]
    variance = 1 / sides[0][0] + 1 / sides[1][0]
    scores: FloatArray = (odds[0] - odds[1]) / np.sqrt(variance)
    return scores


def evidence(
    text: str, labels: Sequence[str], telling: Mapping[str, Mapping[str, float]]
) -> list[tuple[str, str]]:
    """(word, answer) for the words of a text that speak for one of several given answers.

    Nothing where all agree. A word that speaks for two of them goes with the one that it speaks
    for more; the surest come first.
    """
    given = [label for label in dict.fromkeys(labels) if label in telling]
    if len(set(labels)) < 2:
        return []
    best: dict[str, tuple[float, str]] = {}
    words = words_of(text)
    for label in given:
        for word in words & telling[label].keys():
            best[word] = max(best.get(word, (0.0, "")), (telling[label][word], label))
    ordered = sorted(best.items(), key=lambda one: -one[1][0])
    return [(word, label) for word, (_, label) in ordered]
