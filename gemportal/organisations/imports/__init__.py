"""Members from a file, and the list of members as a file.

It promises that nothing changes before somebody has seen what each line would do, and that a file is carried out as a whole or not.
"""
