"""Who does what until when within a step: a list that the group keeps for itself, deliberately simple.

It promises that only who has a seat reads and changes it; the public sees how many tasks there are and how many are done.
"""
