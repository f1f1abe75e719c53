"""What made an index: compared when it is opened."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.errors import EmbeddingError

FORMAT = 3
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Format of the files, the model that made the vectors, the number of passages, and the lowest recall of a segment.

    Recall is that of the ten nearest by vectors, as it was measured when they were indexed; 1 where all are compared.
    """

    format: int
    model: str
    revision: str
    dimensions: int
    passages: int
    recall: float = 1.0

    @classmethod
    def of(cls, encoder: Encoder, passages: int, recall: float) -> "Manifest":
        """Describe an index of so many passages made by this encoder."""
        return cls(FORMAT, encoder.name, encoder.revision, encoder.dimensions, passages, recall)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read from the index folder; raises EmbeddingError where there is none."""
        path = folder / _NAME
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise EmbeddingError(f"{folder}: holds no passage index", "build the index") from error
        except (ValueError, TypeError) as error:
            raise EmbeddingError(f"{path}: cannot be read ({error})", "build the index again") from error

    def write(self, folder: Path) -> None:
        """Write beside the old one and rename."""
        written = folder / f"{_NAME}.new"
        written.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        written.replace(folder / _NAME)

    @classmethod
    def fits(cls, folder: Path, encoder: Encoder) -> bool:
        """Tell whether the folder has an index that this encoder can search and add to."""
        try:
            cls.read(folder).check(folder, encoder)
        except EmbeddingError:
            return False
        return True

    def check(self, folder: Path, encoder: Encoder) -> None:
        """Raise EmbeddingError where the index was made by another model, revision, width or format.

        The name alone may differ: the revision of a folder is a hash of what is in it.
        """
        if self.format != FORMAT:
            raise EmbeddingError(f"{folder}: has index format {self.format}, not {FORMAT}", "build the index again")
        same_folder = bool(self.revision) and self.revision == encoder.revision
        if self.dimensions != encoder.dimensions or not (
            same_folder or (self.model, self.revision) == (encoder.name, encoder.revision)
        ):
            raise EmbeddingError(
                f"{folder}: was made by model {self.model} (revision {self.revision or 'unknown'}, "
                f"{self.dimensions} dimensions), but {encoder.name} (revision {encoder.revision or 'unknown'}, "
                f"{encoder.dimensions} dimensions) is loaded",
                f"load the model {self.model}, or build the index again with {encoder.name}",
            )
