"""Persons, how they sign in, for whom they may act (mandates) and what they do for the cooperative itself (offices).

It promises that every actor of the house is one person in one capacity that holds today, that an ended mandate or office is worth
nothing from the very next moment, and that neither passwords nor tokens can be read back from the database.
"""
