"""Witnesses: others who look whether the register was only extended, and say so under its checkpoint.

It promises that a checkpoint is served with every cosignature that was given for it and holds, that a witness which is slow,
broken or hostile delays no act and no page, and that one which says that our register was cut off or rewritten is not passed
over in silence.
The protocol is c2sp.org/tlog-witness, the signature c2sp.org/tlog-cosignature (Ed25519).
"""
