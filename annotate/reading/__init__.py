"""Which item next: queues, and the order that each of them puts the items in.

queue.py    Queue: what to read, as a value that fits in an address
order.py    Order: the items of a queue in the order they are read, and how they were drawn
choose.py   the items that each kind of queue holds
titles.py   a queue in plain words
"""

from annotate.reading.choose import order_of
from annotate.reading.order import Order
from annotate.reading.queue import Queue, QueueKind
from annotate.reading.returning import with_returns
from annotate.reading.telling import evidence, telling_words
from annotate.reading.titles import title_of

__all__ = [
    "Order",
    "Queue",
    "QueueKind",
    "evidence",
    "order_of",
    "telling_words",
    "title_of",
    "with_returns",
]
