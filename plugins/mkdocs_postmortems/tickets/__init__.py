"""Ticket systems: what they say of the tickets of actions, and that written into the files."""
