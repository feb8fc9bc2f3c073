"""Support at home: who there stands behind a declaration, and until when an organisation considers."""
