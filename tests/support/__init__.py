"""What tests stand on: databases, a client that reads pages strictly, and a real browser."""
