"""What in the administration of people asks for attention: counted at a glance, and each in a list that leads to what to do."""
