"""Nearness of text: encoders, the vector index, the lexical index and their fusion."""
