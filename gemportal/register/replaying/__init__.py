"""Rebuilding everything that the public sees from the register alone, and holding it against what the portal keeps.

It promises that nothing public stands outside the register: each room says what an entry of its acts did (`telling.replays`), in
an empty database and without the act's rules, and what the public sees of its rows (`telling.shows`).
"""
