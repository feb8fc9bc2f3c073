"""The charter: what a group may decide for itself, as it was proposed, consented to and put in force."""
