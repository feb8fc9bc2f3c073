"""Votes: one question, put to a frozen roll under sealed rules, and counted so that anyone can count again.

This room owns votes, rolls, ballots and proxies. Its tallies (`methods/`) are pure functions in integers and fractions,
and `formats/tally.py` recounts a published `telling.json` with nothing but that file. This module stays empty of imports: whoever
recounts a vote must not have to load the web or a database.
"""
