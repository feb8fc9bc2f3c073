"""What people may ask of their own data: to see it, to take it along and to be erased; and what goes by itself once it is old.

It promises that nothing of a person remains after erasure but a number that leads nowhere, that their acts stay as their
organisation's, and that the register still verifies.
"""
