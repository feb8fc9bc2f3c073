"""The register as machines read it: tiles, entries, public parts and proofs, at the addresses of `docs/register-formats.md`.

It promises that whoever holds a checkpoint can check everything under it with tools that nobody here wrote (C2SP tlog-tiles), and
that nothing which may have to be erased is ever given to a cache.
"""
