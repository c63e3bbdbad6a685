"""Evidence -> letter -> report.

sources     what follows from the labels alone
cases       one label, one item to practise on, in words; Casebook looks them up
practice    which items a letter gives to practise on (pools: the best ones, by answer)
evidence    what a letter can rest on, from patterns, tendencies and strengths (right: a similar
            item done right; choice: what the reviewer chose and dropped)
draft       evidence -> Markdown: a template, filled with the words of a language
            (wording, points, prompt), whose placeholders are checked
blocks      Markdown -> text and live examples
nodes, tokens, document    Markdown -> one document that every format is written from
render, report, markdown, pdf, word    a document -> HTML, a whole HTML file, Markdown, PDF, DOCX
picture, pictures    an annotator's answers, rounds and pace as drawings
checks      what to look at before sending
outgoing, export    letters -> files, ZIP and summary
"""

from annotate.feedback.blocks import example_line, practice_line
from annotate.feedback.cases import Basis, Case, Casebook, PracticeItem
from annotate.feedback.checks import Finding, check
from annotate.feedback.draft import draft
from annotate.feedback.evidence import Evidence, gather
from annotate.feedback.export import Exported, export_to, files, reports, zipped
from annotate.feedback.language import languages
from annotate.feedback.markdown import to_markdown
from annotate.feedback.names import file_names
from annotate.feedback.outgoing import FORMATS, USUAL, Outgoing
from annotate.feedback.patterns import Pattern
from annotate.feedback.pdf import Press
from annotate.feedback.render import to_html
from annotate.feedback.report import report
from annotate.feedback.sources import Sources, prepare
from annotate.feedback.strengths import Strength

__all__ = [
    "FORMATS",
    "USUAL",
    "Basis",
    "Case",
    "Casebook",
    "Evidence",
    "Exported",
    "Finding",
    "Outgoing",
    "Pattern",
    "PracticeItem",
    "Press",
    "Sources",
    "Strength",
    "check",
    "draft",
    "example_line",
    "export_to",
    "file_names",
    "files",
    "gather",
    "languages",
    "practice_line",
    "prepare",
    "report",
    "reports",
    "to_html",
    "to_markdown",
    "zipped",
]
