"""The cooperative's own numbers. Rooms declare keys with bounds and a default; this room keeps what was changed.

It promises that a value is always within its bounds, and that a change is an act in the register.
"""
