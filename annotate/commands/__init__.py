"""The commands of the command line, one function each: arguments -> what is printed or written.

source     what they read, files or a project; and how they print
files      check, import, convert
found      agreement, annotators, suspects
follow_up  rounds, ablate
letters    reports
"""
