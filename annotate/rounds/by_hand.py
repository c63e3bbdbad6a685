"""Rounds that somebody sets by hand: by the day on which each begins, or by its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, Annotations, IntArray
from annotate.errors import DataError, NotFoundError
from annotate.rounds.moments import moment, times_of


@dataclass(frozen=True)
class HandSet:
    """One round: from a moment on (ISO 8601, at the clock of the labels), or of these items.

    With neither, it is what belongs to no other round.
    """

    name: str
    since: str = ""
    items: tuple[str, ...] = ()

    @property
    def takes_the_rest(self) -> bool:
        return not self.since and not self.items


def set_by_hand(data: Annotations, rounds: Sequence[HandSet]) -> Annotations:
    """The same data in these rounds, whatever rounds there were.

    A label belongs to the round that names its item; else to the last one that had begun when it
    was made; else to the one that takes the rest; else to none. DataError where the rounds do not
    go together, NotFoundError where an item is not in the data.
    """
    _check(rounds)
    code = np.full(len(data.table), MISSING, dtype=np.int64)
    for place, one in enumerate(rounds):
        if one.takes_the_rest:
            code[:] = place
    _by_time(data, rounds, code)
    of_item = _of_items(data, rounds)[data.table["item"].to_numpy()]
    code = np.where(of_item != MISSING, of_item, code)
    for place, one in enumerate(rounds):
        if not (code == place).any():
            raise DataError(f"No label belongs to the round “{one.name}”.")
    names = tuple(one.name for one in rounds)
    return replace(data, rounds=names, table=data.table.assign(round=code))


def as_set(data: Annotations) -> list[HandSet]:
    """The rounds of the data as one would set them by hand, by time where they follow each other."""
    codes, times = data.table["round"].to_numpy(), data.table["time"].to_numpy()
    found, end = [], np.datetime64("NaT")
    for code, name in enumerate(data.rounds):
        own = times[codes == code]
        own = own[~np.isnat(own)]
        begin = own.min().astype("datetime64[D]") if own.size else np.datetime64("NaT")
        apart = np.isnat(end) or end < begin
        found.append(HandSet(name, str(begin) if code and apart and own.size else ""))
        end = own.max() if own.size else end
    return found


def _check(rounds: Sequence[HandSet]) -> None:
    names = [one.name for one in rounds]
    if len(rounds) < 2:
        raise DataError("Name at least two rounds.")
    if not all(name.strip() for name in names):
        raise DataError("Every round needs a name.")
    if len(set(names)) < len(names):
        raise DataError("Two rounds have the same name.")
    rest = [one.name for one in rounds if one.takes_the_rest]
    if len(rest) > 1:
        raise DataError(
            f"“{rest[0]}” and “{rest[1]}” have neither a day nor items; only one round can take the"
            " rest. Say when the other begins, or which items it has."
        )


def _by_time(data: Annotations, rounds: Sequence[HandSet], code: IntArray) -> None:
    """Put into ``code`` the last round that had begun when each label was made."""
    begun = [
        (moment(one.since, f"The round “{one.name}”"), place)
        for place, one in enumerate(rounds)
        if one.since
    ]
    if not begun:
        return
    if begun != sorted(begun) or len({at for at, _ in begun}) < len(begun):
        raise DataError("Each round must begin later than the one before it.")
    times = times_of(data, "; name their items")
    last = np.searchsorted(np.array([at for at, _ in begun]), times, side="right") - 1
    places = np.array([place for _, place in begun])
    started = ~np.isnat(times) & (last >= 0)
    code[started] = places[last[started]]


def _of_items(data: Annotations, rounds: Sequence[HandSet]) -> IntArray:
    """(I,) the round that names each item, -1 for none."""
    code = np.full(data.n_items, MISSING, dtype=np.int64)
    for place, one in enumerate(rounds):
        for item_id in one.items:
            at = data.item_codes.get(item_id)
            if at is None:
                raise NotFoundError(
                    f"There is no item “{item_id}”, which the round “{one.name}” names."
                )
            if code[at] not in (MISSING, place):
                raise DataError(
                    f"The item “{item_id}” is in the rounds “{rounds[code[at]].name}” and “{one.name}”."
                )
            code[at] = place
    return code
