"""What can go wrong between claims and the store.

KnowledgeError
├── AnnotationError    an annotation that does not fit its document
├── RepositoryError    a data folder that cannot be read or written
└── QueryError         a query without an answer
    ├── QueryRefused   not a query that may be run here
    ├── QueryTimeout   ran longer than allowed
    └── QueryTooLarge  more rows or memory than allowed
"""


class KnowledgeError(Exception):
    """Something of this room that failed; says what and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy

    def __reduce__(self) -> tuple[type["KnowledgeError"], tuple[str, str]]:
        return type(self), (self.problem, self.remedy)


class AnnotationError(KnowledgeError):
    """An annotation that does not fit its document."""


class RepositoryError(KnowledgeError):
    """A data folder that cannot be read or written."""


class QueryError(KnowledgeError):
    """A query without an answer."""


class QueryRefused(QueryError):  # noqa: N818  what happened, as the callers name it
    """Not a query that may be run here: broken, an update, or reaching outside the store."""


class QueryTimeout(QueryError):  # noqa: N818
    """The query ran longer than allowed and was stopped."""


class QueryTooLarge(QueryError):  # noqa: N818
    """The query asked for more rows or memory than allowed and was stopped."""
