"""What a group attaches to its steps and to itself: files and links, each for everybody or for the group alone."""
