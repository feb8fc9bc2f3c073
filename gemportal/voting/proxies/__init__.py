"""Proxies: one organisation's vote given to another on the roll, for one vote.

This part owns who holds whose proxy. It promises at most so many for each holder as the vote was sealed with, none that is
handed on, and that the giver's own ballot goes before the holder's.
"""
