"""How a group grows: one rung of the ladder at a time, after it learned something, by its own consent."""
