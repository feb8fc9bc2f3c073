"""A memo of one page, for the executive board of a municipality that has to say yes or no."""
