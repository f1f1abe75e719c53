"""What can go wrong while encoding and indexing."""


class EmbeddingError(Exception):
    """A model or index that cannot be used; says what is wrong and what to do, on one line."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(" ".join(f"{problem}; {remedy}".split()))
        self.problem, self.remedy = problem, remedy
