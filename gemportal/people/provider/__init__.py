"""Signing in with the account that somebody has at their own organisation, through an OpenID Connect provider.

It promises that a provider only ever says who somebody is: it gives nobody a right, and never joins an account to a person by an
address alone. Of what the provider sends, only who it was and where they work is kept.
"""
