"""What a check found, for people, for programs and for code hosts: one module for each format."""
