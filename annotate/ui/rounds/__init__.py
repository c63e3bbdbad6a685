"""Parts of the rounds page.

words    the sentences
tables   the rows of tables and charts: plain frames
by_hand  a dialog that sets the rounds
chosen   which rounds are compared, and who got a letter
shown    timeline, claims, annotators, what the letters did
next     who gets a letter first; practice items and hidden repeats
"""
