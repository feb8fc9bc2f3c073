"""Inviting many people from a file, and who represents whom as a file.

It promises that nobody is written to before a coordinator has seen what each line would do, and that a file is carried out as a
whole or not.
"""
