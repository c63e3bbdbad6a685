"""The form in an HTML report that makes a file to send back. It works offline and sends nothing."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from itertools import count

from markupsafe import Markup

from annotate.feedback.example import Shown
from annotate.feedback.language import TEMPLATES, words
from annotate.feedback.names import file_names
from annotate.feedback.plain import one_line
from annotate.feedback.render import Replies, pages


@dataclass(frozen=True)
class ReplyForm:
    """Whose reply to which letter it is: what the file will say of itself."""

    project: str
    annotator_id: str
    round: str

    @property
    def file(self) -> str:
        """The name under which a browser saves the reply."""
        return f"reply-{file_names([self.annotator_id])[self.annotator_id]}.json"


def replies(language: str) -> Replies:
    """What stands below each example and practice item, each with a name of its own."""
    said, numbers = words(language), count()

    def reply(shown: Shown) -> Markup:
        page = pages().get_template("reply.html.j2")
        name, item = f"reply-{next(numbers)}", one_line(shown.item_id)
        return Markup(page.render(shown=shown, said=said, name=name, item=item))  # noqa: S704 - it escapes

    return reply


@cache
def script() -> Markup:
    """The one script of a report, our own and the same in every report."""
    return Markup((TEMPLATES / "reply.js").read_text(encoding="utf-8"))  # noqa: S704 - our own


def allowed(source: Markup) -> str:
    """The source of an inline script or style as a policy names it: by its hash."""
    digest = hashlib.sha256(f"\n{source}\n".encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
