"""Preparing a vote: which kind of question it is, what one chooses from and by which rules, until it opens and is sealed.

The kind leads to the method; only the fields that the kind needs are asked. What is prepared is seen by its makers only.
"""
