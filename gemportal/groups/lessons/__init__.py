"""What a group's work teaches everybody: lessons taken from evaluations, conclusions, and from stopping."""
