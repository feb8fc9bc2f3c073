"""Declaring: how much organisations want to take part.

It promises one declaration that counts for each, with the date that ranks it.
"""
