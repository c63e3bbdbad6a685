"""Annotate: read a labelled data set, see how each annotator does, write to each of them."""
