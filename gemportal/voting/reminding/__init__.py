"""Reminding: a letter to those who did not vote yet, shortly before the last day is over.

It promises one letter to a person for a vote, none where somebody else votes for them, and that it says nothing of how the vote
stands.
"""
