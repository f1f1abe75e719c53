"""What can go wrong while reading documents."""


class CorpusError(Exception):
    """A file that cannot be read; says which, what is wrong and what to do."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy
