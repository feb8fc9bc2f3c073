"""The second step at sign-in: codes of an app, passkeys, and recovery codes for when those are lost.

It promises that a code, a recovery code and a challenge each work once, that nothing kept here lets anybody in who reads the
database, and that a capacity which needs a second factor is not to be had in a session without one.
"""
