"""Fitted models kept on disk by content: what was fitted once is read the next time.

The name of a file is a digest of everything that the fit depends on (the labels, the question,
the references, the model and its VERSION), so a file is never out of date, and two projects with
the same labels may share a folder. A file that cannot be read is as one that is not there.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from annotate.annotations import MISSING, BoolArray, IntArray, Labels
from annotate.consensus.counted import count
from annotate.consensus.fitted import Fitted
from annotate.consensus.models import DEFAULT, fit
from annotate.consensus.posterior import Posterior
from annotate.consensus.text import Texts

VERSION = "2"  # to be changed with anything that changes what a model says
MOST = 24  # files in a folder; the one that was used longest ago goes first
_PLAIN = ("p_wrong", "accuracy", "spread", "difficulty", "contested")
_OF_POSTERIOR = ("chance", "doubt", "rest", "prior")


def fit_kept(
    labels: Labels,
    reference: IntArray | None = None,
    *,
    folder: Path,
    model: str = DEFAULT,
    fair: BoolArray | None = None,
    texts: Texts | None = None,
) -> Fitted:
    """``fit``, or what it gave the last time for the same; kept in ``folder``.

    Where the folder cannot be written, nothing is kept and nothing else changes.
    """
    known = np.full(labels.n_items, MISSING) if reference is None else np.asarray(reference)
    path = folder / f"{_digest(labels, known, fair, model, texts)}.npz"
    found = _read(path, labels, known)
    if found is None:
        found = fit(labels, known, model=model, fair=fair, texts=texts)
        _write(path, found)
    return found


def _digest(
    labels: Labels, known: IntArray, fair: BoolArray | None, model: str, texts: Texts | None
) -> str:
    digest = hashlib.sha256(f"{VERSION}\n{model}\n{labels.question!r}\n".encode())
    sizes = np.array([labels.n_items, labels.n_annotators])
    parts = (sizes, labels.item, labels.annotator, labels.label, known)
    for part in parts:
        digest.update(np.asarray(part, dtype=np.int64).tobytes())
    digest.update(b"" if fair is None else fair.tobytes())
    digest.update(b"" if texts is None else texts.digest.encode())
    return digest.hexdigest()[:40]


def _read(path: Path, labels: Labels, known: IntArray) -> Fitted | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        os.utime(path)
        return _fitted(arrays, labels, known)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _fitted(arrays: dict[str, npt.NDArray[np.generic]], labels: Labels, known: IntArray) -> Fitted:
    plain = {name: arrays[name] for name in _PLAIN}
    steps, rested, n_fair = (int(each) for each in arrays["ended"])
    posterior = None
    if "chance" in arrays:
        parts = {name: arrays[name] for name in _OF_POSTERIOR}
        posterior = Posterior(entries=count(labels), known=known, **parts)  # type: ignore[arg-type]
    texts = arrays["texts"].astype(object) if "texts" in arrays else None
    return Fitted(
        labels=labels,
        known=known,
        posterior=posterior,
        iterations=steps,
        converged=bool(rested),
        n_fair=n_fair,
        heard=float(arrays["heard"]),
        texts=texts,
        **plain,  # type: ignore[arg-type]
    )


def _write(path: Path, fitted: Fitted) -> None:
    arrays = {name: getattr(fitted, name) for name in _PLAIN}
    arrays["ended"] = np.array([fitted.iterations, fitted.converged, fitted.n_fair])
    arrays["heard"] = np.array(fitted.heard)
    if fitted.posterior is not None:
        arrays |= {name: getattr(fitted.posterior, name) for name in _OF_POSTERIOR}
    if fitted.texts is not None:
        arrays["texts"] = fitted.texts.astype(str)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            np.savez(file, **arrays)
        Path(file.name).replace(path)
        kept = sorted(path.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError:
        return
