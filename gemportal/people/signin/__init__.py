"""How a person proves who they are at a device, and what that device may do from then on.

It promises that no password or token can be read back from the database, that a session speaks for one person in one capacity, and
that its token changes whenever its rights do.
"""
