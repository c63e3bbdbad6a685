"""From the distinct labels of a question to its answers and their codes.

Numbers written differently (``1``, ``1.0``, ``+1``) are one answer wherever all labels are
numbers; ``01`` and ``007`` join them only where the level orders answers, since as names they
may be codes that differ. The answer keeps what was written; of several spellings the shortest.
"""

from __future__ import annotations

import csv
import io
import math
import shlex
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, IntArray, Level, Question
from annotate.errors import LevelError
from annotate.loading.numbers import means_no_answer, natural, number, numeric, with_decimal_point
from annotate.loading.problems import listed
from annotate.loading.sets import in_order, separator, split, written

_ORDER_MOST = 20  # answers in an example of an order; more of them are no scale

Where = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Answers:
    """A question, and the code of each of the distinct labels that it was made from.

    codes      (D,) code of each distinct label in ``question.answers``, or -1
    unread     labels that were taken for “no answer”
    respelled  labels that were taken for the same number as another spelling
    """

    question: Question
    codes: IntArray
    unread: tuple[str, ...] = ()
    respelled: tuple[str, ...] = ()


def code_dtype(size: int) -> type[np.int16] | type[np.int32]:
    """The smaller integer type that holds codes below ``size``."""
    return np.int16 if size < np.iinfo(np.int16).max else np.int32


def answers(
    name: str,
    level: Level,
    values: Sequence[str],
    *,
    order: Sequence[str] = (),
    exact: bool = False,
    where: Where = lambda _: "",
) -> Answers:
    """The question with its answers in code order.

    Categories come in natural order, numbers by size, a scale in the ``order`` given; an answer
    that is in the order is an answer even if it reads “n/a”; categories that are ``exact``, as a
    tool stores them, are answers whatever they read, each its own. ``where`` says in words in which
    rows some labels are. Raises LevelError where labels do not fit the level or the order.
    """
    if level is Level.SET:
        _refuse_order_of_sets(name, order)
        texts = _sets(values)
        return _coded(name, level, in_order(set(texts.values())), values, texts)
    if exact and level is Level.NOMINAL:
        written_as = {value: value for value in values if value.strip()}
        unread: tuple[str, ...] = ()
    else:
        written_as, unread = _spellings(level, values, order)
    _refuse_misfits(name, level, written_as, where)
    if order:
        _refuse_unknown(name, written_as, order, where)
        ordered = _given_order(level, order)
    else:
        _refuse_words_without_order(name, level, written_as)
        ordered = sorted(set(written_as.values()), key=_by_rank)
    spelled = tuple(value for value, answer in written_as.items() if value != answer)
    return replace(
        _coded(name, level, ordered, values, written_as), unread=unread, respelled=spelled
    )


def _coded(
    name: str,
    level: Level,
    ordered: Sequence[str],
    values: Sequence[str],
    texts: Mapping[str, str],
) -> Answers:
    positions = {answer: code for code, answer in enumerate(ordered)}
    codes = [positions[texts[value]] if value in texts else MISSING for value in values]
    return Answers(
        Question(name, level, tuple(ordered)),
        np.array(codes, dtype=code_dtype(len(ordered))),
    )


def _sets(values: Sequence[str]) -> dict[str, str]:
    filled = [value for value in values if value.strip()]
    mark = separator(filled)
    return {value: written(split(value, mark)) for value in filled}


def _spellings(
    level: Level, values: Sequence[str], order: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Label -> the answer it is a spelling of, and the labels that mean no answer."""
    filled = [value for value in values if value.strip()]
    numbers = numeric(filled, comma=level is not Level.NOMINAL)
    unread: tuple[str, ...] = ()
    if numbers is not None or level is not Level.NOMINAL:
        wanted = set(order)
        unread = tuple(v for v in filled if means_no_answer(v) and v not in wanted)
        filled = [value for value in filled if value not in unread]
    if numbers is None:
        return {value: value for value in filled}, unread
    same: dict[tuple[float, str], list[str]] = defaultdict(list)
    for value in filled:
        # As names, 007 and 7 may be different codes; as numbers they are not.
        zeros = value.strip() if level is Level.NOMINAL and _zero_padded(value) else ""
        same[numbers.get(value, np.nan), zeros].append(value)
    shortest = {key: min(group, key=lambda v: (len(v), v)) for key, group in same.items()}
    given = {number(answer): answer for answer in order}
    best = {key: given.get(key[0], _pointed(level, v)) for key, v in shortest.items()}
    return {value: best[key] for key, group in same.items() for value in group}, unread


def _pointed(level: Level, text: str) -> str:
    return with_decimal_point(text) if level.is_numeric else text


def _zero_padded(text: str) -> bool:
    digits = text.strip().lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def _refuse_misfits(name: str, level: Level, written_as: Mapping[str, str], where: Where) -> None:
    if not level.is_numeric:
        return
    odd = [value for value, answer in written_as.items() if number(answer) is None]
    if odd:
        raise LevelError(
            f"Question “{name}” is to be {level}, which needs numbers, but {listed(odd)}"
            f" {'is' if len(odd) == 1 else 'are'} not ({where(odd)}). Choose nominal or"
            " ordinal for it, or mend these labels."
        )
    below = [value for value, answer in written_as.items() if (number(answer) or 0.0) < 0]
    if below and level is Level.RATIO:
        raise LevelError(
            f"Question “{name}” is to be ratio, where nothing is below zero, but {listed(below)}"
            f" {'is' if len(below) == 1 else 'are'} ({where(below)}). Choose interval for it."
        )


def _refuse_words_without_order(name: str, level: Level, written_as: Mapping[str, str]) -> None:
    distinct = sorted(set(written_as.values()), key=natural)
    words = [answer for answer in distinct if _rank(answer) is None]
    if level is Level.ORDINAL and words and len(distinct) > 1:
        example = f"{name}={_cells(distinct[:_ORDER_MOST])}"
        if len(example.splitlines()) > 1:
            example = f"{name}=lowest,middle,highest"
        raise LevelError(
            f"Question “{name}” is to be ordinal, but nothing says in which order its answers"
            f" stand: {listed(distinct)}. Give the order from lowest to highest, as in"
            f" --order {shlex.quote(example)}."
        )


def _cells(answers: Sequence[str]) -> str:
    """Answers as the cells of a CSV row: in quotes where one holds a comma or a quote."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(answers)
    return out.getvalue()


def _rank(answer: str) -> float | None:
    """The number an answer is, or begins with as in “1 - not at all”."""
    first = answer.split(maxsplit=1)[0].rstrip(".:)-–=") if answer.strip() else ""
    return number(answer) if number(answer) is not None else number(first)


def _by_rank(answer: str) -> tuple[float, tuple[tuple[int, float, str], ...]]:
    rank = _rank(answer)
    return (math.inf if rank is None else rank, natural(answer))


def _refuse_unknown(
    name: str, written_as: Mapping[str, str], order: Sequence[str], where: Where
) -> None:
    unknown = [value for value, answer in written_as.items() if answer not in set(order)]
    if unknown:
        raise LevelError(
            f"The order given for question “{name}” is {listed(order, most=20)}, but the labels"
            f" also say {listed(unknown)} ({where(unknown)}). Add"
            f" {'it' if len(unknown) == 1 else 'them'} to the order, or mend these labels."
        )


def _refuse_order_of_sets(name: str, order: Sequence[str]) -> None:
    if order:
        raise LevelError(
            f"Question “{name}” is a set question, and sets have no order, but one was given"
            f" ({listed(order)}). Leave the order out, or choose ordinal for it."
        )


def _given_order(level: Level, order: Sequence[str]) -> list[str]:
    distinct = list(dict.fromkeys(order))
    if len(distinct) < len(order):
        raise LevelError(f"The order {listed(order, most=20)} names an answer twice.")
    return sorted(distinct, key=natural) if level.is_numeric else distinct
