"""How the bundled model is made: pairs of texts that belong together, text pieces, and vectors fitted to the pairs."""
