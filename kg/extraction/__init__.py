"""From the passages of one document to entities, observations and claims, by rules and lexicons."""
