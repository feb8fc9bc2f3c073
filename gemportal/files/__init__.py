"""Files and links, kept in collections whose owners hold the number: what may be kept, where, and how it is served.

This room knows no subjects. Whoever owns a collection says who may see and change what is in it; here it is judged by content,
never by what it calls itself, kept in the database, and given out so that a browser saves it and runs nothing of it.
"""
