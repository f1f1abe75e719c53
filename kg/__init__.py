"""What is claimed, and where it is written: extraction, resolution, claims, the store and graph queries."""
