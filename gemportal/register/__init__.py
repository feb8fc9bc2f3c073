"""The public register: an append-only log in which every governance act leaves one entry.

It promises an outsider who trusts nobody that an entry is in the log, and that the log of today extends the log of any
earlier day: a Merkle tree (RFC 6962) over the entries, and a signed checkpoint for each transaction that appends. It knows
no domain: rooms above it write through `log.record`, and hand in names, addresses and checks.
"""
