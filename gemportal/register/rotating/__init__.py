"""A new key for the register, in place of the old one.

It promises that the old key vouches for the new one in an entry, that both sign the checkpoint over that entry and the new one
alone all that follow, and that whoever trusted the old key can so follow the register to its end.
"""
