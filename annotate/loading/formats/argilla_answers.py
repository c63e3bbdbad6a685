"""What the values of Argilla's responses are: a label, several, a rating, a ranking, spans, text."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from annotate.annotations import Level
from annotate.loading.formats.cells import objects_in, text_of, texts_of
from annotate.loading.formats.documents import Json
from annotate.loading.formats.free_text import looks_free
from annotate.loading.formats.rows import Row, mark


class Kinds:
    """What each question is, told from all of its answers (question, value)."""

    def __init__(self, answers: Sequence[tuple[str, Json]]) -> None:
        values: dict[str, list[Json]] = defaultdict(list)
        for question, value in answers:
            values[question].append(value)
        self._values = values
        self.rankings = {name for name, some in values.items() if _is_ranking(some)}
        self.free = {
            name
            for name, some in values.items()
            if looks_free([one for one in some if isinstance(one, str)])
        }
        numbers = {
            name
            for name, some in values.items()
            if all(isinstance(one, int | float) for one in some if one is not None)
        }
        self.levels = {
            **dict.fromkeys(sorted(numbers), Level.ORDINAL),
            **dict.fromkeys(sorted(self.rankings), Level.NOMINAL),
        }
        self.numbered = 0

    def is_number_of_class(self, question: str, value: Json) -> bool:
        """Whether a suggestion is a number although answers are labels; they are counted."""
        texts = any(isinstance(one, str) for one in self._values[question])
        numbered = isinstance(value, int) and texts
        self.numbered += numbered
        return numbered


def _is_ranking(values: Sequence[Json]) -> bool:
    """Whether answers put the same things in different orders, or say the rank of each."""
    lists = [value for value in values if isinstance(value, list) and value]
    if any("rank" in one for some in lists for one in objects_in(some)):
        return True
    if not lists or any(isinstance(one, dict) for some in lists for one in some):
        return False
    texts = [tuple(map(text_of, some)) for some in lists]
    things = {frozenset(some) for some in texts}
    return len(things) == 1 and len(texts[0]) > 1 and len(set(texts)) > 1


def put(row: Row, question: str, value: Json, kinds: Kinds) -> None:
    """Put the answer to a question where it belongs in the row."""
    if value is None or value == []:
        return
    if question in kinds.rankings and isinstance(value, list):
        row.answers[question] = _ranked(value)
    elif objects_in(value):
        for span in objects_in(value):
            mark(row.spans, question, span)
    elif isinstance(value, list):
        row.answers[question] = texts_of(value)
    elif question in kinds.free:
        row.texts[question] = text_of(value)
    else:
        row.answers[question] = text_of(value)


def _ranked(value: Sequence[Json]) -> str:
    """The things in order of rank, the best first, as a JSON array; ties share a list."""
    ranks: dict[float, list[str]] = defaultdict(list)
    for place, one in enumerate(value):
        ranked = isinstance(one, dict) and isinstance(one.get("rank"), int | float)
        thing = one.get("value") if isinstance(one, dict) else one
        ranks[one["rank"] if ranked else place].append(text_of(thing))
    order = [ranks[rank] for rank in sorted(ranks)]
    return json.dumps([tied[0] if len(tied) == 1 else tied for tied in order], ensure_ascii=False)
