"""What ends for people when the municipality they act for merges into another."""
