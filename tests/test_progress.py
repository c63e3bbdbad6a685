"""Loading says what it is doing, and stops where nobody waits any more."""

import pytest

from annotate.loading import read
from annotate.progress import CancelledError, told_to

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
