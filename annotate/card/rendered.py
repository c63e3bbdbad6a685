"""A card as Markdown, HTML and LaTeX. Text from data is escaped for each and never becomes markup."""

from __future__ import annotations

import html
import re

from annotate.card.section import Card, Table

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "−": r"$-$",
    "–": "--",
    "“": "``",
    "”": "''",
    "’": "'",
}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1f2933;background:#fff}table{border-collapse:collapse;margin:1rem 0}"
    "th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #dfe3e8;"
    "vertical-align:top}caption{text-align:left;color:#59636e;padding-bottom:.3rem}"
    "@media(prefers-color-scheme:dark){body{color:#e3e7eb;background:#16191d}"
    "th,td{border-color:#343b43}caption{color:#a9b2bc}}"
)


def to_markdown(card: Card) -> str:
    """The card as Markdown, with tables as GitHub has them."""
    lines = [f"# {_md(card.title)}"]
    for section in card.sections:
        lines += ["", f"## {_md(section.title)}", "", " ".join(map(_md, section.sentences))]
        for table in section.tables:
            lines += ["", *_md_table(table)]
    return "\n".join(lines) + "\n"


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _md_table(table: Table) -> list[str]:
    rows = [table.columns, ("---",) * len(table.columns)]
    head = ["| " + " | ".join(map(_md, rows[0])) + " |", "|" + "|".join(rows[1]) + "|"]
    body = ["| " + " | ".join(map(_md, row)) + " |" for row in table.rows]
    return [f"*{_md(table.caption)}*", "", *head, *body]


def to_html(card: Card) -> str:
    """The card as one HTML page that loads nothing."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{html.escape(card.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{html.escape(card.title)}</h1>",
    ]
    for section in card.sections:
        parts.append(f"<h2>{html.escape(section.title)}</h2>")
        parts.append(f"<p>{html.escape(' '.join(section.sentences))}</p>")
        parts += [_html_table(table) for table in section.tables]
    return "\n".join([*parts, "</body></html>", ""])


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in table.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return (
        f"<table><caption>{html.escape(table.caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def to_latex(card: Card) -> str:
    """The card’s tables in LaTeX, to be put into a paper; needs the package booktabs."""
    tables = [table for section in card.sections for table in section.tables]
    return "\n\n".join(_latex_table(table) for table in tables) + "\n"


def _latex_table(table: Table) -> str:
    rows = [" & ".join(map(_tex, row)) + r" \\" for row in table.rows]
    return "\n".join(
        [
            r"\begin{table}",
            rf"\caption{{{_tex(table.caption)}}}",
            rf"\begin{{tabular}}{{{'l' * len(table.columns)}}}",
            r"\toprule",
            " & ".join(map(_tex, table.columns)) + r" \\",
            r"\midrule",
            *rows,
            r"\bottomrule",
            r"\end{tabular}",
            r"\end{table}",
        ]
    )


def _tex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(text.split()))
