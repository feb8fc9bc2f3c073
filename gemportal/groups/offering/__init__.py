"""Offering: a free place goes to who is next in line, who takes the seat, declines, or lets the term pass.

It promises one answer to an offer, judged by when that answer arrived.
"""
