"""What a representative arranges for their own organisation: its deputies, and who comes after.

It promises that nobody gives away more than they have, and that an organisation can arrange its own representation without waiting
for a coordinator.
"""
