"""Notices: what somebody hears of what happens, on the portal and by mail, and what reminds them of what is asked.

Nothing is copied: a notice is an entry of the register about something that a person follows, after where they left off. It
promises that nothing is told twice or forgotten, whenever a tick ends, and that every letter can be stopped by its own link.
"""
