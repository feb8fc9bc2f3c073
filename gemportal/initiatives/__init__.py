"""Proposals, their versions, and how much each organisation wants to take part in them.

It promises that a draft is seen by its proposers only, that a published text changes only by a new version, that an
organisation has one current declaration for each initiative, and that a declaration keeps its date as long as it holds.
"""
