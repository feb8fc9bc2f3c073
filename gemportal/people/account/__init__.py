"""What a person does with their own account: name, language, address and password.

It promises that an address changes only when the owners of both the old and the new one say so, that a forgotten password is
answered by letter alone, and that no page tells whether an address has an account.
"""
