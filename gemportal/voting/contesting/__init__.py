"""Contesting: a member's public objection to how a vote was held, and the ruling on it.

This part owns who contested what, why, and what was ruled. It promises that nothing is published while a contest waits for its
ruling, that a vote is contested once, and that both reasons stay beside the result.
"""
