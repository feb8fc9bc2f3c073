"""Handing over the lead of a group: offered to a member, who accepts it in time, or it is taken back."""
