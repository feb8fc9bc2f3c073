"""The web frame: how a request becomes an actor and a page. The only part of the kernel that knows Flask's request."""
