"""Entity resolution: which things of the documents of one jurisdiction are one thing, by which rule."""
