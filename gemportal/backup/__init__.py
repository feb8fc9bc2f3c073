"""The whole database in one file, and back: for the day on which the machine is lost, or to move from SQLite to PostgreSQL.

It promises that a backup is one moment of a portal that goes on meanwhile; that it holds neither the register's key nor
SECRET_KEY, nor what only matters while it lasts (sessions, links, waiting letters); and that restoring changes nothing unless the
file is whole and its register verifies. The layout of the file is in `docs/adr/0018-backup-and-rollback.md`.
"""
