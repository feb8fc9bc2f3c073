"""The ground under every room: words, errors, clock, database, actors, policy, acts and the web frame.

The kernel knows no domain. Rooms above it hand in what it needs (who is signed in, how large the register is)
through small registries that are filled when the application is wired.
"""
