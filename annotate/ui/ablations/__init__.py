"""Parts of the ablations page.

words    the sentences
tables   the rows of tables and charts: plain frames
chosen   the decisions in the address: choosing, combining, what they change, what flips
labels   whether to buy 2, 3 or 5 labels an item
"""
