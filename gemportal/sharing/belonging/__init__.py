"""Whose lessons are whose: those of one organisation, on its page and when it leaves or merges."""
