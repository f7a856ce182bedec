"""What a build keeps for the next one, by what it was made from; knows no host."""
