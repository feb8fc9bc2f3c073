"""Thin functions that make what a test begins with, by calling acts as everybody does."""
