"""The parts of the Agreement page, in the order in which it answers.

verdict       can these labels be trusted
places        where the disagreement is, one tab each:
              questions, categories, annotators, pairs, items, rounds,
              numbers, reference (gold, and annotators against themselves)
certainty     how sure this is, and what would make it surer
coefficients  every other coefficient, folded
words         the sentences; formulas: the coefficients as they are written
rows          results as the rows of charts and of tables
picture       a chart with its data and its picture to take away
"""
