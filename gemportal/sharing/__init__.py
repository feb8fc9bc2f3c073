"""What was learned, kept for everybody: lessons with who had the courage to share them, and who recognises them.

It promises that a lesson stays readable: it changes by a new version, and is taken back only with a reason.
"""
