"""What can go wrong while reading documents."""


class CorpusError(Exception):
    """A file that cannot be read; says which, what is wrong and what to do, on one line."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(" ".join(f"{path}: {problem}; {remedy}".split()))
        self.path, self.problem, self.remedy = path, problem, remedy
