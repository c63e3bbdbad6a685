"""Putting answers that came later, above all gold, among the answers of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, Annotations, IntArray, Level, Question
from annotate.loading.answers import code_dtype
from annotate.loading.numbers import means_no_answer, natural, number, with_decimal_point
from annotate.loading.sets import in_order, separator, split, written


@dataclass(frozen=True)
class Placed:
    """A question that has room for more texts.

    question  with the answers it needs
    moved     (K,) the new code of each old answer
    codes     (G,) the code of each of the texts, -1 where it is no answer
    outside   the texts that are not among the categories
    """

    question: Question
    moved: IntArray
    codes: IntArray
    outside: tuple[str, ...]


def place(question: Question, texts: Sequence[str], *, grow: bool = False) -> Placed:
    """Find each text among the answers; numbers by value, sets by members.

    Numbers of an interval or ratio question, and new combinations of known categories, are
    added. Other new answers are ``outside`` unless the question may ``grow``: then they are
    put at the end, and numbers in their place on the scale.
    """
    wanted = [_answer(question, text, texts) for text in texts]
    known = set(question.answers)
    new = list({answer for answer in wanted if answer is not None} - known)
    new = in_order(new) if question.level is Level.SET else sorted(new, key=natural)
    allowed = {answer for answer in new if grow or _admissible(question, answer)}
    answers = _extended(question, [answer for answer in new if answer in allowed])
    positions = {answer: code for code, answer in enumerate(answers)}
    codes = [positions.get(answer, MISSING) if answer is not None else MISSING for answer in wanted]
    dtype = code_dtype(len(answers))
    return Placed(
        Question(question.name, question.level, answers),
        np.array([positions[answer] for answer in question.answers], dtype=dtype),
        np.array(codes, dtype=dtype),
        tuple(
            t for t, a in zip(texts, wanted, strict=True) if a is not None and a not in positions
        ),
    )


def with_question(data: Annotations, placed: Placed) -> Annotations:
    """The data with the larger question in the place of the old one."""
    name = placed.question.name
    if placed.question == data.question(name):
        return data
    renewed = tuple(placed.question if q.name == name else q for q in data.questions)
    labels = {**data.labels, name: _moved(data.labels[name], placed.moved)}
    gold = dict(data.gold)
    if name in gold:
        gold[name] = _moved(gold[name], placed.moved)
    return replace(data, questions=renewed, labels=labels, gold=gold)


def _moved(codes: IntArray, moved: IntArray) -> IntArray:
    return np.append(moved, np.array([MISSING], dtype=moved.dtype))[codes]  # -1 finds the last


def _answer(question: Question, text: str, texts: Sequence[str]) -> str | None:
    """The answer that a text stands for, in the spelling of the question; None for none."""
    if not text.strip():
        return None
    if question.level is Level.SET:
        return written(split(text, separator(texts)))
    if text in question.answers:
        return text
    numbers = _numbers(question)
    if means_no_answer(text) and (numbers is not None or question.level is Level.ORDINAL):
        return None
    pointed = with_decimal_point(text) if question.level.is_numeric else text
    value = number(pointed)
    return pointed if numbers is None or value is None else numbers.get(value, pointed)


def _numbers(question: Question) -> dict[float, str] | None:
    """Number -> answer, if all answers are numbers."""
    found: dict[float, str] = {}
    for answer in question.answers:
        value = number(answer)
        if value is None:
            return None
        found[value] = answer
    return found or None


def _admissible(question: Question, answer: str) -> bool:
    if question.level.is_numeric:
        return number(answer) is not None
    if question.level is Level.SET:
        return set(split(answer, None)) <= set(question.categories)
    return False


def _extended(question: Question, new: Sequence[str]) -> tuple[str, ...]:
    answers = (*question.answers, *new)
    scale = question.level.is_numeric or question.level is Level.ORDINAL
    if new and scale and all(number(answer) is not None for answer in answers):
        return tuple(sorted(answers, key=natural))
    return answers
