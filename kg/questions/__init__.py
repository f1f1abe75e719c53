"""From a question in Chinese or English to a typed plan, to SPARQL, to answers with evidence."""
