"""Blocks of the knowledge base in authored pages: a fence says what to show, the build draws it."""
