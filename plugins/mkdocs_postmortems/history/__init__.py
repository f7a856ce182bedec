"""What git knows of the knowledge base: which files a branch changed, and what they said before."""
