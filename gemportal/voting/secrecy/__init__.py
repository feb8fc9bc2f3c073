"""Secret votes, for persons only: that an organisation voted and what was voted are two stores that have nothing in common.

It promises that no row, entry, log, mail, export or order of rows joins a voter to a choice once the vote is counted, and
that every voter finds their own ballot in the published list. What it cannot promise stands on the pages and in
docs/adr/0013-secret-votes.md.
"""
