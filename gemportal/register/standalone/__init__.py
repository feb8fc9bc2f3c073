"""The program by which anybody checks the register: handed out, never imported. It stands in `static/register/verify.py`.

It promises to share nothing with the portal, so that a mistake here is not made there as well.
"""
