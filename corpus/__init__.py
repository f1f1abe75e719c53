"""What was published: reading, cleaning and splitting policy documents, and the bundled documents."""
