"""Applying for membership: by somebody who has no account yet, confirmed by a letter, decided by a coordinator.

It promises that nothing of an application reaches anybody before its sender confirmed it, that it stands nowhere in public,
and that it is removed after its term.
"""
