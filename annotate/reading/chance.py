"""The order that chance gives, which stays the same for a project."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from annotate.annotations import Annotations, IntArray
from annotate.reading.queue import Queue


def shuffled_by(chosen: IntArray, data: Annotations, queue: Queue, salt: str) -> IntArray:
    """The items in an order that chance gives: by a keyed hash of their ids.

    So the order of any two items stays as it is when items are added or taken away.
    """
    key = hashlib.sha256(f"{salt}\n{queue.name}".encode()).hexdigest()[:16]
    ids = data.items["item_id"].to_numpy(dtype=object)[chosen]
    drawn = pd.util.hash_array(ids, hash_key=key, categorize=False)
    return chosen[np.argsort(drawn, kind="stable")]
