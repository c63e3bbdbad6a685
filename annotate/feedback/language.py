"""The words of a language: one file each, ``languages/CODE.toml``.

A file holds the templates of a letter (for a person) and of a patch (for whoever keeps a
model), the phrases that fill their placeholders, the words around examples and in reports, and
what the check before sending looks for. Plural forms, numbers and the direction of writing
follow CLDR, by Babel, so that a new language needs a file and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from babel import Locale
from babel.numbers import format_decimal

from annotate.errors import DataError
from annotate.feedback.plain import inline

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = Path(__file__).parent / "languages"
DEFAULT = "en"

Phrase = str | Mapping[str, str]


class Ready(str):
    """Markdown that was made of escaped parts already."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Language:
    """One language.

    templates        "letter" and "patch", in Jinja; what may stand in them: ``template``
    phrases          sentences with {names}, or their plural forms by the names of CLDR
    words            the words around examples and in reports
    shares           how “n of m” is written; vague: words that say how often without a count;
                     common: words of which every longer text has some
    """

    code: str
    name: str
    templates: Mapping[str, str]
    phrases: Mapping[str, Phrase]
    words: Mapping[str, str]
    shares: tuple[str, ...]
    vague: tuple[str, ...]
    common: tuple[str, ...]

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.code, sep="-")

    @property
    def direction(self) -> str:
        """How the language is written: "ltr" or "rtl"."""
        return self._locale.text_direction

    @property
    def forms(self) -> frozenset[str]:
        """The plural forms that whole numbers up to a million take; "other" among them."""
        return frozenset(self._locale.plural_form(n) for n in range(201)) | {"other"}

    def number(self, value: int) -> str:
        """A whole number as it is written."""
        return _written(self.code, value)

    def say(self, key: str, *, model: bool = False, **values: int | str) -> Ready:
        """The phrase of that name as Markdown, with names and answers escaped.

        The number ``of`` chooses the plural form, else ``n``. About a model it is the phrase
        with “_model” at the end of its name, where there is one.
        """
        phrase = self.phrases.get(f"{key}_model") if model else None
        phrase = self.phrases[key] if phrase is None else phrase
        if not isinstance(phrase, str):
            form = self._locale.plural_form(int(values.get("of", values.get("n", 0))))
            phrase = phrase.get(form, phrase["other"])
        return Ready(phrase.format_map({name: self._shown(one) for name, one in values.items()}))

    def _shown(self, value: int | str) -> str:
        if isinstance(value, int):
            return self.number(value)
        return value if isinstance(value, Ready) else inline(value)


@lru_cache(maxsize=4096)
def _written(code: str, value: int) -> str:
    return format_decimal(value, locale=Locale.parse(code, sep="-"))


@cache
def language(code: str) -> Language:
    """The language of that code; DataError names those that there are."""
    if code not in languages():
        known = ", ".join(languages())
        raise DataError(f"There is no letter in the language “{code}”; there is {known}.")
    with (LANGUAGES / f"{code}.toml").open("rb") as file:
        held = tomllib.load(file)
    looked_for = held["check"]
    return Language(
        code=code,
        name=held["name"],
        templates=held["templates"],
        phrases=held["phrases"],
        words=held["words"],
        shares=tuple(looked_for["shares"]),
        vague=tuple(looked_for["vague"]),
        common=tuple(looked_for["common"]),
    )


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that letters can be written in, English first."""
    codes = sorted(path.stem for path in LANGUAGES.glob("*.toml"))
    return tuple(sorted(codes, key=lambda code: (code != DEFAULT, code)))


def words(code: str) -> Mapping[str, str]:
    """The words around examples and in the report."""
    return language(code).words
