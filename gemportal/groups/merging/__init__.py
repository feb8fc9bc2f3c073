"""What a successor takes over in groups when municipalities merge: seats with their role and pledges, and open offers."""
