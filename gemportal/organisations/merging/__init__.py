"""Mergers of municipalities: recorded ahead, carried out by the clock on their day.

It promises that the successor stands for the old municipality from that day, that nothing is taken over twice, and that no
right of a person appears by itself.
"""
