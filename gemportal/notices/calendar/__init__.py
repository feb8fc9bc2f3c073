"""Deadlines as a calendar that others read (RFC 5545): what is public for everybody, and what is asked of one person.

It promises that an event keeps its UID, that a day is a whole day, and that the address of one's own calendar is stored nowhere.
"""
