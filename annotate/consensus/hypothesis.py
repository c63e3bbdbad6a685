"""What a hypothesis with tables takes for granted, and what it learns: how ``confusion`` sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Hypothesis:
    """What is taken for granted.

    name              as it is told to whoever waits
    levels, weights   of sharpness, and how frequent they are taken to be to begin with
    strength          how many items a level that beginning counts for; infinite: it stays
    believed          power of the likelihood, below one where labels of an item err together
    flatten           power of the class prior, below one towards uniform
    """

    name: str
    levels: tuple[float, ...]
    weights: tuple[float, ...]
    strength: float
    believed: float = 1.0
    flatten: float = 1.0


class Parameters(Protocol):
    """What is learned of all annotators."""

    @property
    def hypothesis(self) -> Hypothesis:
        """What they are the parameters of."""

    def log(self) -> Floats:
        """(K, K, D, A) log probability by right answer, answer given, level and annotator."""

    def improve(self, counts: Floats, step: int) -> None:
        """Make them fit the expected labels (K, K, D, A) better; ``step`` counts from 1."""
