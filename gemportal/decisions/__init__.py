"""Decisions and the members' agenda: what was decided, why, by whom.

A decision is never edited: another decision supersedes or withdraws it. It promises that an adopted vote, once final, has
its decision without anybody's help, and that the agenda is the order that the members voted.
"""
