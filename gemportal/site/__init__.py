"""Pages that span rooms: home, an initiative, a group, a municipality, what is asked of me, who may do what.

This room owns no tables and no acts. It composes what the rooms below answer, and promises that each page asks a fixed
number of queries, however many rows it shows.
"""
