"""Labels -> what they together say, how far each label and each annotator seems right.

    counted      how often each answer was given to each item, without an items x answers table
    majority     the most frequent answer of an item, and of everyone else on an item
    posterior    how probable each answer is to be the right one: what every model ends in
    fitted       what a model says, in one form whatever the model
    models       the models by name: ``fit(labels, reference, model=...)``
      votes         shares of votes, and Wawa
      one_coin      Dawid and Skene's model with one accuracy an annotator
      dawid_skene   a confusion table for each annotator, by maximum likelihood
      hierarchical  the default: three hypotheses averaged, made out of
        evidence     the labels as sparse tables
        skill        one skill an annotator, one sharpness an item
        hypothesis   what a hypothesis with tables takes for granted; ``confusion`` fits it
        tables       a confusion table an annotator, pooled
        scales       one bias and one scatter an annotator, on an ordinal scale
        preferences  one skill and one preferred place, where two things are compared
        temperature  how far to believe them, learned from references
        ability      the accuracy of each annotator and how sure it is
      numbers, sets the default for those levels
    judged       what the reviewer takes each label for, from rulings, verdicts and answers
    told         the model fitted with all of that as evidence
    text         the items' text as one more voice
    updated      a fitted model with a few more rulings, in no time
    kept         fitted models on disk, by content
    contested    items on which good annotators split
    schools      two groups of annotators with a coherent view each
    confused     which answers each annotator takes for which, against the consensus
    explained    why a label is suspicious, in a sentence
    suspects     every label with the probability that it is wrong, most suspicious first

The consensus is computed from labels and may be wrong where many are wrong together; what is
trusted instead is the reference (``annotate.judgements.reference``).
"""

from annotate.consensus.confused import Confused, confused
from annotate.consensus.explained import Explained, explain
from annotate.consensus.fitted import Fitted
from annotate.consensus.judged import judged
from annotate.consensus.kept import fit_kept
from annotate.consensus.majority import Majority, majority, majority_of_others
from annotate.consensus.models import DEFAULT, MODELS, fit
from annotate.consensus.schools import Schools, schools
from annotate.consensus.suspects import suspects
from annotate.consensus.text import Texts, texts_of
from annotate.consensus.told import Told, fit_told, told, with_verdicts
from annotate.consensus.updated import updated

__all__ = [
    "DEFAULT",
    "MODELS",
    "Confused",
    "Explained",
    "Fitted",
    "Majority",
    "Schools",
    "Texts",
    "Told",
    "confused",
    "explain",
    "fit",
    "fit_kept",
    "fit_told",
    "judged",
    "majority",
    "majority_of_others",
    "schools",
    "suspects",
    "texts_of",
    "told",
    "updated",
    "with_verdicts",
]
