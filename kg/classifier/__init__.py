"""A learned judge of noun phrases: which of those that the rules leave name a project, a reform or a goal."""
