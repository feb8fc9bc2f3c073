"""What a successor takes over when municipalities merge: proposals, drafts, and declarations of willingness."""
