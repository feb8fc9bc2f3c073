"""Cooperation groups: the ranking, offers and seats, pledges, the charter, and (in `steps`) the rounds of work.

It promises that seats and open offers together never exceed a group's cap, that the ranking follows only from what was
declared and when, and that every step from offer to end stands in the register.
"""
