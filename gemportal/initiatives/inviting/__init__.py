"""Inviting a chain partner to take a seat: without that it contributes at most."""
