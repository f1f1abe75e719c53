"""The faces: command line, HTTP, SPARQL protocol and the explorer."""
