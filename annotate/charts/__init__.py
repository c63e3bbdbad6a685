"""Altair charts from plain data; nothing here knows the app.

    palette       the colours, which go with the themes in .streamlit/config.toml
    heatmap       a table as a picture
    whiskers      a dot and its interval for each row
    scale         one value with its interval between named bands
    distribution  how the values of many spread, and where a few of them stand
    steps         a few values against a number that grows
    timeline      what lasted how long, and what happened in between

Every mark that stands for labels can be clicked: the charts carry a point selection named
``cell`` or ``row`` whose fields say what was clicked. Colour is never the only sign.
"""

from annotate.charts.distribution import distribution
from annotate.charts.heatmap import Axes, heatmap
from annotate.charts.palette import Theme
from annotate.charts.scale import Band, scale
from annotate.charts.steps import steps
from annotate.charts.timeline import timeline
from annotate.charts.whiskers import whiskers

__all__ = [
    "Axes",
    "Band",
    "Theme",
    "distribution",
    "heatmap",
    "scale",
    "steps",
    "timeline",
    "whiskers",
]
