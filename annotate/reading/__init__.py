"""Which item next, how many more, and what may be concluded from what was read.

queue.py    Queue: what to read, as a value that fits in an address
order.py    Order: the items of a queue in the order they are read, and how they were drawn
choose.py   the items that each kind of queue holds
chance.py   the order that chance gives
ranked.py   most suspicious, and what tells most: by the model, mixed with chance
titles.py   a queue in plain words

drawn.py    which items chance drew, and from what
estimate.py an annotator's accuracy from labels that chance drew: the difference estimator
accuracy.py the same of every annotator
"""

from annotate.reading.accuracy import from_reading
from annotate.reading.choose import order_of
from annotate.reading.estimate import Estimated
from annotate.reading.order import Order
from annotate.reading.queue import Queue, QueueKind
from annotate.reading.ranked import RANKED
from annotate.reading.returning import with_returns
from annotate.reading.telling import evidence, telling_words
from annotate.reading.titles import title_of

__all__ = [
    "RANKED",
    "Estimated",
    "Order",
    "Queue",
    "QueueKind",
    "evidence",
    "from_reading",
    "order_of",
    "telling_words",
    "title_of",
    "with_returns",
]
