"""What the full-text search finds: documents for its indexer, facets, the run of the indexer."""
