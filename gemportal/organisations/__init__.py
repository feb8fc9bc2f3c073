"""Municipalities, chain partners, and which of them are members of the cooperative and since when.

It promises that an organisation keeps its code and history for ever, also after a merger, and that it is a member at most
once at any moment.
"""
