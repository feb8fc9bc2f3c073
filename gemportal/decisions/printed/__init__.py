"""A decision on paper, to be filed and passed on."""
