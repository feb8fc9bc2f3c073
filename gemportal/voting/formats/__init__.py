"""A vote as a file: our own `telling.json` and the formats of others, read to be counted again, and written.

Knows no database and no web: whoever counts again has the file alone.
"""
