"""The last checkpoint that this machine handed out, kept outside the database: so that the portal notices when that was put back.

It promises that no entry is written in a log that misses, or differs from, what was handed out before. It cannot see what
happens to the database and to the file beside the key together: for that there are the checkpoints that others keep.
"""
