"""Rounds of consent: what becomes of each objection that stood when a vote closed, and the vote that puts a changed proposal.

This part owns objections and their course: raised, then integrated, withdrawn or upheld, each with a text. It promises that an
objection is a ballot like any other, which nobody sees while the vote is open.
"""
