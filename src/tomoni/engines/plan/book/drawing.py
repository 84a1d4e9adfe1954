"""The screen's drawings as plain numbers: shares of the width and pixels, for the book to draw the same picture."""

from dataclasses import asdict
from typing import Any

from tomoni.base.design.shapes import Track

from ..charts import Line, Picture
from ..showing import Chart

Plain = dict[str, Any]


def drawn(chart: Chart, *, axis: str) -> Plain:
    """A chart with the words around it."""
    return {
        "caption": chart.caption,
        "title": chart.title,
        "unit": chart.unit,
        "axis": axis,
        "says": chart.says,
        "legend": [{"mark": one.mark, "word": str(one.word)} for one in chart.legend],
        "band": chart.band,
        "picture": _picture(chart.picture),
    }


def drawn_track(track: Track) -> Plain:
    return asdict(track) | {"says": str(track.says), "left": str(track.left), "right": str(track.right)}


def _picture(picture: Picture) -> Plain:
    return {
        "band": [float(place) for place in picture.band] if picture.band else None,
        "grid": [
            {"line": float(line), "x": _share(label.x), "y": float(label.y), "text": label.text}
            for line, label in picture.grid
        ],
        "ticks": [{"x": _share(tick.x), "y": float(tick.y), "text": tick.text} for tick in picture.ticks],
        "lines": [_line(line) for line in (*picture.beneath, *picture.lines)],
        "marks": [{"kind": mark.kind, "x": _share(mark.x), "y": float(mark.y)} for mark in picture.marks],
        "labels": [
            {"text": one.text, "x": _share(one.x), "y": float(one.y), "anchor": one.anchor, "kind": one.kind}
            for one in picture.labels
        ],
        "arrow": [_share(picture.arrow.x), float(picture.arrow.y), picture.arrow_up] if picture.arrow else None,
    }


def _line(line: Line) -> Plain:
    return {
        "kind": line.kind,
        "x1": _share(line.x1),
        "y1": float(line.y1),
        "x2": _share(line.x2),
        "y2": float(line.y2),
    }


def _share(place: str) -> float:
    """13% as 0.13."""
    return round(float(place.removesuffix("%")) / 100, 4)
