"""Labels -> what they together say, and how far each annotator seems right.

    counted      how often each answer was given to each item, without an items x answers table
    majority     the most frequent answer of an item, and of everyone else on an item
    one_coin     Dawid and Skene's model with one accuracy an annotator

The consensus is computed from labels and may be wrong where many are wrong together; what is
trusted instead is the reference (``annotate.judgements.reference``).
"""

from annotate.consensus.majority import Majority, majority, majority_of_others
from annotate.consensus.one_coin import OneCoin, one_coin

__all__ = ["Majority", "OneCoin", "majority", "majority_of_others", "one_coin"]
