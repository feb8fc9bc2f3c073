"""Reading along with a group: an organisation asks, or the lead invites it. Who observes holds no place, and decides nothing."""
