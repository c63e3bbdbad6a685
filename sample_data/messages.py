"""The messages, written one by one: texts/*.md -> Message, in the order in which they came in.

A message begins with one line and goes on to the next such line:

    ## e104 | annoyed 2 | App | 2025-10-05 | sarcasm | lang=de

that is: its key (the first letter is the channel), the true tone and urgency, the product, the
day it was received, then notes: what makes it hard (`sarcasm`, `other-target`, `either=TONE`
where a second tone is acceptable) and its language where that is not English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TONES = ("calm", "annoyed", "angry")
CHANNELS = {"e": "email", "c": "chat", "f": "forum", "p": "phone"}
ROUND_2_FROM = "2026-01-15"
LONG = 600


@dataclass(frozen=True)
class Message:
    """One item: what annotators saw, and the truth that they did not see."""

    item_id: str
    key: str
    tone: str
    urgency: int
    product: str
    received: str
    language: str
    notes: tuple[str, ...]
    text: str

    @property
    def channel(self) -> str:
        """How the message reached the company."""
        return CHANNELS[self.key[0]]

    @property
    def round(self) -> str:
        """The round in which it was labelled: earlier messages first."""
        return "2" if self.received >= ROUND_2_FROM else "1"

    @property
    def is_long(self) -> bool:
        """Whether it has at least LONG characters."""
        return len(self.text) >= LONG

    @property
    def also(self) -> str:
        """The second tone that is acceptable, or nothing."""
        return next((note[7:] for note in self.notes if note.startswith("either=")), "")

    @property
    def reason(self) -> str:
        """Why it is ambiguous, or nothing: the kind of its first note."""
        return self.notes[0].split("=")[0] if self.notes else ""


def read_messages(folder: Path) -> list[Message]:
    """All messages of a folder, numbered by the day they were received, then by their key."""
    parts = [
        part
        for path in sorted(folder.glob("*.md"))
        for part in re.split(r"^## (?=[cefp]\d{3} \|)", path.read_text("utf-8"), flags=re.M)[1:]
    ]
    parts.sort(key=lambda part: (part.split(" | ")[3][:10], part[:4]))
    return [_message(number, part) for number, part in enumerate(parts, start=1)]


def _message(number: int, part: str) -> Message:
    head, text = part.split("\n", 1)
    key, truth, product, received, *notes = head.split(" | ")
    tone, urgency = truth.split()
    if tone not in TONES or urgency not in "12345" or not re.fullmatch(r"[\d-]{10}", received):
        raise ValueError(f"Message {key}: “{head}” is not key | tone urgency | product | day.")
    languages = [note[5:] for note in notes if note.startswith("lang=")]
    return Message(
        item_id=f"T-{number:04d}",
        key=key,
        tone=tone,
        urgency=int(urgency),
        product=product,
        received=received,
        language=languages[0] if languages else "en",
        notes=tuple(note for note in notes if not note.startswith("lang=")),
        text=text.strip(),
    )
