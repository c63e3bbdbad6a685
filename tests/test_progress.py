"""Loading says what it is doing, and stops where nobody waits any more."""

import io

import pytest

from annotate.consensus import fit
from annotate.loading import read
from annotate.progress import CancelledError, shown_on, told_to

FILE = (
    "x.csv",
    b"item_id,worker,tone\n" + b"".join(b"%d,a,x\n%d,b,y\n" % (n, n) for n in range(9)),
)


def test_steps_are_told_in_order():
    heard = []
    with told_to(lambda share, doing: heard.append((share, doing))):
        read(FILE)
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert heard[0] == (0.0, "Reading x.csv")
    assert len(set(shares)) >= 4
    read(FILE)
    assert len(heard) == len(shares)


def test_a_listener_can_stop_it():
    def stop(share, _):
        if share > 0.5:
            raise CancelledError("enough")

    with told_to(stop), pytest.raises(CancelledError):
        read(FILE)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_each_step_in_one_line_and_nothing_at_the_end():
    terminal = Terminal()
    with shown_on(terminal):
        read(FILE)
    assert "Reading x.csv … 0%" in terminal.getvalue()
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_what_is_no_terminal_shows_nothing():
    file = io.StringIO()
    with shown_on(file):
        read(FILE)
    assert file.getvalue() == ""


def test_a_model_that_is_being_fitted_says_how_far_it_is_and_can_be_stopped():
    labels = read(FILE).annotations.coded("tone")
    heard = []
    with told_to(lambda share, doing: heard.append((share, doing))):
        fit(labels)
    assert heard
    assert all(0 <= share <= 1 for share, _ in heard)

    def stop(share, doing):
        raise CancelledError("enough")

    with told_to(stop), pytest.raises(CancelledError):
        fit(labels)
