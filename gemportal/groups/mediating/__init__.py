"""When people in a group do not get along: a member asks the coordinators to mediate. That it was asked is public, why is not."""
