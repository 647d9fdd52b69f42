"""Charts as SVG, drawn by pygal on the server: no script, nothing from elsewhere; shown as an image."""

from __future__ import annotations

import sys

import pygal
from lxml import etree
from pygal.style import Style

from radlad.web.reporting.measures import Measure, Table

# pygal leaves an import hook of a manner that Python has given up, for plug-ins that are not used here.
sys.meta_path[:] = [finder for finder in sys.meta_path if not type(finder).__module__.startswith("pygal")]

_STYLE = Style(
    background="#fff", plot_background="#fff",
    foreground="#3a3a3a", foreground_strong="#161616", foreground_subtle="#dddde3",
    font_family="Arial, 'Liberation Sans', sans-serif", label_font_size=15, major_label_font_size=15,
    legend_font_size=15, title_font_size=15, value_font_size=15, no_data_font_size=18, opacity="1", transition="0s",
    colors=(
        "#000091", "#009081", "#b34000", "#6a6af4", "#716043", "#0078f3", "#a558a0", "#18753c", "#c9191e", "#7b7b7b",
    ),
)  # fmt: skip
_SPARSE = 8
"""So many names fit beside each other; of more, only some are written."""


def svg(measure: Measure, table: Table) -> bytes:
    """The chart of a measure: bars, one colour a column."""
    kind = pygal.StackedBar if measure.stacked else pygal.HorizontalBar if measure.lying else pygal.Bar
    chart = kind(
        style=_STYLE, width=880, height=360, margin=16, margin_bottom=40, js=[], no_prefix=True, order_min=0,
        legend_at_bottom=True, legend_at_bottom_columns=4, show_legend=len(_drawn(measure, table)) > 1,
        **{"x_title" if measure.lying else "y_title": measure.unit},
        no_data_text="Rien à montrer pour cette recherche", truncate_legend=-1, truncate_label=-1,
        show_minor_x_labels=measure.lying, value_formatter=_french,
    )  # fmt: skip
    if not table.empty:
        # Lying bars grow from the bottom: the first name shall be on top.
        rows = table.rows[::-1] if measure.lying else table.rows
        names = [str(row[0]) for row in rows]
        chart.x_labels = names
        chart.x_labels_major = names[:: max(1, -(-len(names) // _SPARSE))]
        for index in _drawn(measure, table):
            chart.add(table.columns[index], [row[index] for row in rows])
    drawn = etree.fromstring(chart.render())
    etree.strip_elements(drawn, "{*}script", with_tail=False)
    return bytes(etree.tostring(drawn))


def _french(value: float) -> str:
    return f"{value:,.6g}".replace(",", "\u202f").replace(".", ",")


def _drawn(measure: Measure, table: Table) -> tuple[int, ...]:
    return measure.drawn or tuple(range(1, len(table.columns)))
