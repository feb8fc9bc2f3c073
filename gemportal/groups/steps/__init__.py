"""A group's rounds of work: an aim with an expectation, a short run, an evaluation by every seat, and a conclusion.

It promises that a group has one running or evaluating step at a time, and that nobody reads another's evaluation
before having given their own.
"""
