"""The demo cooperative: a story told by calling the acts, so that seeding it is itself a test of them.

The municipalities are real; what they do here is invented, and so is everybody's name.
"""

from gemportal.demo.seeding import database_is_empty, seed, sign_ins

__all__ = ["database_is_empty", "seed", "sign_ins"]
