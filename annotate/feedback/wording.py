"""Evidence -> what the placeholders of a letter's template stand for, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotate.feedback.blocks import example_line, practice_line
from annotate.feedback.cases import Case
from annotate.feedback.evidence import Evidence
from annotate.feedback.language import Language, Ready
from annotate.feedback.patterns import Pattern
from annotate.feedback.points import round_in_words, told, told_change
from annotate.feedback.prompt import prompt, shots
from annotate.feedback.strengths import Strength
from annotate.feedback.template import Value

FEW = 10  # items in common with others, below which nothing can be drawn from them
REMARKS = 3


@dataclass(frozen=True)
class Sender:
    """Who writes, where to reply, and the last round that the letter covers; "" if not said."""

    reviewer: str = ""
    reply_to: str = ""
    round_name: str = ""


def values(evidence: Evidence, language: Language, sender: Sender) -> dict[str, Value]:
    """Placeholder -> what stands in its place (``template.PLACEHOLDERS``)."""
    words = _Words(evidence, language)
    return {
        "name": language.say("about_name", name=evidence.annotator_id),
        "reviewer": language.say("about_name", name=sender.reviewer),
        "round": language.say("about_name", name=sender.round_name),
        "n_items": language.number(evidence.n_items),
        "n_read": language.number(evidence.n_read),
        "opening": f"{words.thanks(sender.round_name)} {words.reading()}".strip(),
        "changed": words.changed(),
        "strengths": words.strengths(),
        "strong_examples": words.strong_examples(),
        "points": [told(evidence, point, language) for point in evidence.points],
        "more": words.more(),
        "remarks": words.remarks(),
        "faults": words.faults(),
        "next_step": words.next_step(),
        "practice": words.practice(),
        "reply": words.reply(sender.reply_to),
        "prompt": prompt(evidence, language) if evidence.is_model else "",
        "shots": shots(evidence) if evidence.is_model else "",
    }


class _Words:
    """The parts of one letter but for its points."""

    def __init__(self, evidence: Evidence, language: Language) -> None:
        self.e, self.language = evidence, language

    def say(self, key: str, **values: int | str) -> Ready:
        return self.language.say(key, model=self.e.is_model, **values)

    def thanks(self, round_name: str) -> str:
        if not round_name:
            return self.say("thanks", n=self.e.n_items)
        return self.say(
            "thanks_round", n=self.e.n_items, round=round_in_words(self.language, round_name)
        )

    def reading(self) -> str:
        e = self.e
        if not e.n_items:
            return ""
        if not e.n_read:
            return self._unread()
        if e.n_read == e.n_items:
            return self.say("read_one" if e.n_items == 1 else "read_all", n=e.n_read)
        if e.n_random == e.n_read:
            return self.say("read_random", n=e.n_read)
        if not e.n_random:
            return self.say("read_chosen", n=e.n_read)
        chosen = e.n_read - e.n_random
        return self.say("read_mixed", n=e.n_read, random=e.n_random, chosen=chosen)

    def _unread(self) -> str:
        e = self.e
        if e.strengths or e.points or e.n_alone or e.changed:
            return self.say("unread")
        if not e.n_shared:
            return self.say("unread_alone")
        return self.say("unread_few" if e.n_shared < FEW else "unread_nothing", n=e.n_shared)

    def changed(self) -> str:
        return _list(told_change(self.e, one, self.language) for one in self.e.changed)

    def strengths(self) -> str:
        e = self.e
        lines = [self._about(each) for each in e.strengths]
        if e.n_alone:
            lines.append(self.say("strong_alone", n=e.n_alone))
        if e.exemplary:
            lines.append(self.say("strong_exemplary", n=len(e.exemplary)))
        return _list(lines)

    def _about(self, strength: Strength) -> str:
        s = strength
        text = self.say(f"strong_{s.kind}", answer=s.answer, n=s.n, of=s.of)
        if len(self.e.questions) < 2:
            return text
        return self.say("about", question=s.question, text=text)

    def strong_examples(self) -> str:
        chosen = strong_cases(self.e)
        if not chosen:
            return ""
        return "\n\n".join([self.say("for_example"), *_examples(chosen)])

    def more(self) -> str:
        return self.say("more") if self.e.has_more else ""

    def remarks(self) -> str:
        cases = remarked(self.e)
        if not cases:
            return ""
        return "\n\n".join([self.say("remarks", n=len(cases)), *_examples(cases)])

    def faults(self) -> str:
        kinds = {
            "fault_unclear": self.e.unclear,
            "fault_both": self.e.both,
            "fault_bad": self.e.bad_items,
        }
        lines = [self.say(key, n=len(cases)) for key, cases in kinds.items() if cases]
        if not lines:
            return ""
        return "\n\n".join([_list(lines), self.say("no_mistake"), *_examples(fault_cases(self.e))])

    def next_step(self) -> str:
        e = self.e
        first = e.points[0] if e.points else None
        if e.is_model:
            none = "step_none" if e.n_read or e.n_shared else "step_few"
            return self.say("step_change" if first else none)
        if isinstance(first, Pattern) and not first.is_better:
            return self.say("step_read" if first.cases else "step_compared", answer=first.answer)
        if first:
            return self.say("step_working")
        if e.n_read and e.n_items >= FEW:
            return self.say("step_none")
        return self.say("step_few" if e.n_shared < FEW else "step_unread")

    def practice(self) -> str:
        items = self.e.practice
        if not items or self.e.is_model:
            return ""
        key = "practise" if self.e.shown else "practise_harder"
        lines = (practice_line(item.item_id, item.question) for item in items)
        return "\n\n".join([self.say(key, n=len(items)), *lines])

    def reply(self, address: str) -> str:
        e = self.e
        where = self.say("reply_to", address=address) if address else self.say("reply_back")
        about_items = bool(e.points or e.unclear or e.both or remarked(e))
        return f"{where} {self.say('object' if about_items else 'unclear')}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _examples(cases: Iterable[Case]) -> list[str]:
    return [example_line(case.item_id, case.question) for case in cases]


def strong_cases(evidence: Evidence) -> tuple[Case, ...]:
    """The examples of what went well: two marked as exemplary, else one right against others."""
    choice = evidence.choice
    chosen = [case for case in (*evidence.exemplary, *evidence.alone) if choice.has(case)]
    if chosen:
        return choice.among(list(dict.fromkeys(chosen)), len(chosen))
    return choice.among(evidence.exemplary, 2) or choice.among(evidence.alone, 1)


def fault_cases(evidence: Evidence) -> tuple[Case, ...]:
    """The examples of what was nobody's mistake: two unclear, and two others with a message."""
    choice = evidence.choice
    rest = [c for c in (*evidence.both, *evidence.bad_items) if c.message or choice.has(c)]
    return (*choice.among(evidence.unclear, 2), *choice.among(rest, 2))


def remarked(evidence: Evidence) -> tuple[Case, ...]:
    """Cases chosen, or with a message of the reviewer's, that no other part of the letter shows."""
    seen = [*strong_cases(evidence), *fault_cases(evidence)]
    for point in evidence.points:
        seen += [*point.examples, *((point.right,) if point.right else ())]
    return _not_yet(evidence, seen)


def _not_yet(evidence: Evidence, seen: Sequence[Case]) -> tuple[Case, ...]:
    said = {case.message for case in seen}
    left: dict[str, Case] = {}
    for case in evidence.cases:
        if case.message and case.message not in said:
            left.setdefault(case.message, case)
    chosen = [case for case in evidence.cases if evidence.choice.has(case) and case not in seen]
    both = list(dict.fromkeys((*chosen, *left.values())))
    return evidence.choice.among(both, REMARKS)
