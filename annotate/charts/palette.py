"""The colours of the charts; they go with the themes in ``.streamlit/config.toml``.

Blue and orange are told apart by readers with any of the common colour deficiencies.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark"]

INK = {"light": "#1f2933", "dark": "#e3e7eb"}
PAPER = {"light": "#ffffff", "dark": "#16191d"}
QUIET = {"light": "#59636e", "dark": "#a9b2bc"}
LINE = {"light": "#dfe3e8", "dark": "#343b43"}
ACCENT = {"light": "#2f5d8a", "dark": "#7fb0dd"}
WARM = {"light": "#b4581f", "dark": "#e0a070"}
SEQUENTIAL = {
    "light": ["#f3f6fa", "#c5d6e6", "#89aaca", "#4f7aa6", "#254d75"],
    "dark": ["#1d242c", "#2a4056", "#396184", "#5687b1", "#a9c9e6"],
}
TINTS = {
    "light": ["#eef1f4", "#dfe8f1", "#c5d6e6"],
    "dark": ["#1f242a", "#26323e", "#2a4056"],
}

# Drawn as SVG even where there are many rows, since an SVG can be read, clicked and taken away;
# close to what follows it.
EMBEDDED = {"embedOptions": {"renderer": "svg", "padding": {"top": 4, "bottom": 4}}}


def axis(theme: Theme) -> dict[str, str]:
    """The colours of an axis: quiet, but with the contrast that small print needs."""
    return {"labelColor": QUIET[theme], "titleColor": QUIET[theme], "domainColor": LINE[theme]}
