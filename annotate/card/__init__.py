"""The data card: what a paper needs to say of a data set.

    section    a card as plain data: sections with sentences and tables
    made       the card of a data set
    rendered   as Markdown, HTML and LaTeX

After data statements (Bender and Friedman, 2018) and datasheets (Gebru et al., 2021); it names no
annotator.
"""

from annotate.card.made import card
from annotate.card.rendered import to_html, to_latex, to_markdown
from annotate.card.section import Card, Section, Table

__all__ = ["Card", "Section", "Table", "card", "to_html", "to_latex", "to_markdown"]
