"""One thing to do differently, in words: what, how often of how many, the rule, what next."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.feedback.blocks import example_line
from annotate.feedback.by_round import InRound
from annotate.feedback.cases import Case
from annotate.feedback.changed import Changed
from annotate.feedback.evidence import Evidence
from annotate.feedback.language import Language, Ready
from annotate.feedback.patterns import Pattern
from annotate.feedback.tendencies import Tendency
from annotate.habits import Kind

FEW = 5  # read cases below which a pattern may be chance, if no habit supports it
NAMED = 3  # cells of a named pattern that are listed


def told(evidence: Evidence, point: Pattern | Tendency, language: Language) -> dict[str, str]:
    """The parts of one point (``template.OF_POINT``)."""
    tell = _Telling(evidence, language)
    parts = tell.pattern(point) if isinstance(point, Pattern) else tell.tendency(point)
    return {
        **parts,
        "title": tell.titled(point.question, parts["title"]),
        "examples": "\n\n".join(lines(point.examples)),
    }


def told_change(evidence: Evidence, change: Changed, language: Language) -> str:
    """What became of one habit since the round before, as one line."""
    return _Telling(evidence, language).change(change)


def round_in_words(language: Language, name: str) -> Ready:
    """A round as it is named in a sentence."""
    return language.say("round_number" if name.isdigit() else "round_name", round=name)


def lines(cases: Iterable[Case]) -> list[str]:
    """The example lines of some cases."""
    return [example_line(case.item_id, case.question) for case in cases]


class _Telling:
    """The words for the points of one letter."""

    def __init__(self, evidence: Evidence, language: Language) -> None:
        self.e, self.language = evidence, language

    def say(self, key: str, **values: int | str) -> Ready:
        return self.language.say(key, model=self.e.is_model, **values)

    def titled(self, question: str, title: str) -> str:
        """The title, with its question where there are several."""
        if not question or len(self.e.questions) < 2:
            return title
        return self.say("about", question=question, text=Ready(title))

    def pattern(self, p: Pattern) -> dict[str, str]:
        said = [*self._read(p), *self._habit(p)]
        return {
            "title": self._title(p),
            "what": " ".join(said),
            "rule": "\n\n".join(
                self.say("rule", number=rule.number, text=rule.whole) for rule in p.rules
            ),
            "right": self._right(p.right, by_reading=bool(p.cases)),
            "next": self._next(p),
        }

    def _title(self, p: Pattern) -> str:
        if p.error_type:
            return self.say("title_type", type=p.error_type)
        if not p.expected:
            return self.say("title_unknown", answer=p.answer)
        key = "title_expected" if p.cases else "title_others"
        return self.say(key, answer=p.answer, expected=p.expected)

    def _read(self, p: Pattern) -> list[str]:
        """What was read; uncertain where it is little."""
        n, of = len(p.cases), p.of_read
        if not n:
            return []
        if len(p.cells) > 1:
            said = self.say("what_typed", cells=self._cells(p), n=n, of=of)
        elif p.expected:
            said = self.say("what_read", answer=p.answer, expected=p.expected, n=n, of=of)
        else:
            said = self.say("what_unknown", answer=p.answer, n=n, of=of)
        return [said, self.say("what_few")] if n < FEW and not p.habit else [said]

    def _cells(self, p: Pattern) -> Ready:
        named = [
            self.say("cell" if expected else "cell_unknown", answer=answer, expected=expected, n=n)
            for (answer, expected), n in p.cells[:NAMED]
        ]
        more = [self.say("and_more")] if len(p.cells) > NAMED else []
        return Ready(self.say("comma").join([*named, *more]))

    def _habit(self, p: Pattern) -> list[str]:
        if p.habit is None:
            return []
        n, of = p.habit.n, p.habit.of
        said: list[str] = [self.say("what_habit", answer=p.answer, expected=p.expected, n=n, of=of)]
        if p.rounds:
            said.append(self._by_round(p))
        if p.fine:
            said.append(self.say("what_fine", n=p.fine, all=n))
        if not p.cases and self.e.n_read:
            said.append(self.say("what_compared"))
        return said

    def _by_round(self, p: Pattern) -> str:
        said = self.say("what_rounds", rounds=self._rounds(p.rounds))
        return f"{said} {self.say('what_better')}" if p.is_better else said

    def _rounds(self, rounds: Iterable[InRound]) -> Ready:
        each = [
            self.say(
                "round_share", n=one.n, total=one.of, round=round_in_words(self.language, one.round)
            )
            for one in rounds
        ]
        return Ready(self.say("comma").join(each))

    def change(self, change: Changed) -> str:
        kind, question, answer, expected = change.about
        first, last = change.rounds
        if kind == Kind.CONFUSES:
            title = self.titled(
                question, self.say("title_others", answer=answer, expected=expected)
            )
            said = self.say("changed", title=Ready(title), rounds=self._rounds(change.rounds))
        else:
            earlier = {"before": change.n_earlier, "before_of": change.of_earlier}
            claim = self.say(f"what_{kind}", answer=answer, n=first.n, of=first.of, **earlier)
            where = self.say("in_round", round=round_in_words(self.language, first.round))
            since = self.say("changed_since", rounds=self._rounds([last]))
            said = Ready(f"{self.titled(question, claim)} {where} {since}")
        outcome = (
            "changed_few"
            if change.few
            else "what_better"
            if change.less
            else "changed_more"
            if change.more
            else "changed_unsure"
        )
        return f"{said} {self.say(outcome)}"

    def _next(self, p: Pattern) -> str:
        if p.rules:
            rule = p.rules[0]
            return self.say("next_rule", answer=p.answer, number=rule.number, text=rule.whole)
        if p.expected:
            return self.say("next_expected", answer=p.answer, expected=p.expected)
        return self.say("next_unknown", answer=p.answer)

    def tendency(self, t: Tendency) -> dict[str, str]:
        before = {"before": t.before, "before_of": t.before_of}
        said = [self.say(f"what_{t.kind}", answer=t.answer, n=t.n, of=t.of, **before)]
        if t.round:
            said.append(self.say("in_round", round=round_in_words(self.language, t.round)))
        if self.e.n_read and t.kind != "rushes":
            said.append(self.say("compared"))
        return {
            "title": self.say(f"title_{t.kind}", answer=t.answer),
            "what": " ".join(said),
            "rule": "",
            "right": self._right(t.right, by_reading=False),
            "next": self.say(f"next_{t.kind}", answer=t.answer),
        }

    def _right(self, case: Case | None, *, by_reading: bool) -> str:
        if case is None:
            return ""
        key = "right_own" if by_reading or case.basis in ("ruling", "gold") else "right_own_others"
        return "\n\n".join([self.say(key, expected=case.expected), *lines([case])])
