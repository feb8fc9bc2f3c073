"""Secret votes, which are for persons only: that an organisation voted and what was voted are two stores without anything in common.

It promises that no row, entry, log, mail, export or order of rows joins a voter to a choice once the vote is counted, and that every
voter finds their own ballot in the published list. What it cannot promise stands in docs/adr/0013-secret-votes.md, and on the pages.
"""
