"""Building the data folder: from files to graph and indexes, whole or not at all."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol, TypeVar

from api import extractors
from api.extractors import Estimate, Extractors
from api.interruption import deferred
from api.passages import indexed
from api.problem import BadRequest
from api.settings import Settings
from api.understanding import Task, Understood, understand_all
from corpus.errors import CorpusError
from corpus.gathering import File, Gathering, gather
from corpus.identity import distinct_id
from corpus.reading import READERS, read
from corpus.structure import Structure
from corpus.structuring import structure
from embeddings.encoder import Encoder, load_encoder
from embeddings.index import PassageIndex
from embeddings.manifest import Manifest
from kg.repository import Draft, Repository

BUNDLED = Path(__file__).resolve().parents[1] / "corpus" / "documents"
INDEX = "index"
_SHOWN = 5
"""So many failed requests are told one by one."""
_Item = TypeVar("_Item")
_KINDS = f"give files or folders with files of {', '.join(sorted(READERS))}"


class Track(Protocol):
    """Yields items while it shows how many of them are done, under a description."""

    def __call__(self, items: Iterable[_Item], description: str) -> Iterable[_Item]: ...


@dataclass(slots=True)
class BuildReport:
    """What a build did: ids of documents, and one line for each file that could not be read.

    `documents` and `passages` are those of the data folder now; `outdated` documents were stored by other rules;
    `dropped` counts a model's items that were not believed, by reason; `judged` says that people's marks changed.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    documents: int = 0
    passages: int = 0
    outdated: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    interrupted: bool = False
    judged: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.added or self.replaced or self.removed)


def build(
    paths: Sequence[Path],
    settings: Settings,
    *,
    prune: bool,
    track: Track,
    jobs: int | None = None,
    chosen: Extractors | None = None,
    agreed: Callable[[Estimate], bool] = lambda _: True,
) -> BuildReport:
    """Bring the data folder up to date with these files and folders (none: the bundled corpus).

    `track` shows progress; `jobs` is the number of processes that read (None: one for each core). `chosen` extractors
    read (None: the rules); before a model is asked, `agreed` is told what that takes, and may say no.
    What an interrupt finds finished is kept: the next build goes on from there. A second interrupt ends at once and
    leaves the last state, as does a kill; what was read by then is not read again.
    """
    gathering = gather(paths or [BUNDLED])
    report = BuildReport(problems=[str(problem) for problem in gathering.problems])
    if not gathering.files and not gathering.problems:
        report.problems.append(str(CorpusError(" ".join(map(str, paths)), "holds no document", _KINDS)))
    encoder = load_encoder(settings.model)
    repository = Repository(settings.data)
    with deferred() as interrupt, repository.begin() as draft:
        chosen = chosen or Extractors()
        tasks = _tasks(draft, gathering.files, chosen)
        if chosen.model and not _asked(tasks, chosen, settings, report, track, agreed, interrupt):
            return report
        with closing(understand_all(tasks, jobs)) as understood:
            for _ in track(gathering.files, "reading documents"):
                _take(draft, next(understood), report)
                if interrupt.is_set():
                    report.interrupted = True
                    break
        if prune and not report.interrupted:
            _prune(draft, gathering, {task.id for task in tasks}, report)
        _finish(repository, draft, encoder, report, track)
    return report


def remove(documents: Sequence[str], settings: Settings, *, track: Track) -> BuildReport:
    """Remove documents by id; raises BadRequest, and removes nothing, where one is unknown."""
    report = BuildReport()
    repository = Repository(settings.data)
    repository.current().close()
    with repository.begin() as draft:
        unknown = [name for name in documents if name not in draft.entries]
        if unknown:
            raise BadRequest(
                f"no document {', '.join(unknown)}", f"the documents are: {', '.join(sorted(draft.entries)) or 'none'}"
            )
        for name in dict.fromkeys(documents):
            draft.remove(name)
            report.removed.append(name)
        _finish(repository, draft, load_encoder(settings.model), report, track)
    return report


def _tasks(draft: Draft, files: Sequence[File], chosen: Extractors) -> list[Task]:
    names = [_id(draft, file) for file in files]
    return [
        Task(file.path, name, draft.entries.get(name), draft.pending, chosen)
        for file, name in zip(files, names, strict=True)
    ]


def _asked(
    tasks: Sequence[Task],
    chosen: Extractors,
    settings: Settings,
    report: BuildReport,
    track: Track,
    agreed: Callable[[Estimate], bool],
    interrupt: Event,
) -> bool:
    """Have the model read what it has not read of new and changed documents; False where that was not agreed to, or
    interrupted."""
    wanted = extractors.missing(chosen, [shape for task in tasks if (shape := _new(task)) is not None])
    if wanted and not agreed(extractors.estimate(chosen, wanted)):
        report.problems.append("nothing was asked and nothing built, as you chose")
        return False
    answers = extractors.read(chosen, wanted, extractors.endpoint(settings), interrupt.is_set)
    failed: list[str] = []
    with closing(answers):
        for _ in track(wanted, f"asking {chosen.model}"):
            failed += filter(None, (next(answers, ""),))
            if interrupt.is_set():
                report.interrupted = True
                return False
    report.problems += failed[:_SHOWN]
    if len(failed) > _SHOWN:
        report.problems.append(f"… and {len(failed) - _SHOWN} more requests failed")
    return True


def _new(task: Task) -> Structure | None:
    """Return the structure of a document that is not stored as these extractors read it; None where it is."""
    try:
        document = read(task.path, id=task.id)
    except CorpusError:
        return None  # told when it is read
    stored = task.stored is not None and task.stored.matches(document, task.extractors.name)
    return None if stored else structure(document)


def _take(draft: Draft, understood: Understood, report: BuildReport) -> None:
    """Put a document into the draft where it is new or changed."""
    name = understood.id
    if understood.problem:
        report.problems.append(understood.problem)
    elif understood.found is None:
        report.unchanged.append(name)
    else:
        (report.replaced if name in draft.entries else report.added).append(name)
        draft.put(understood.found)
        report.dropped.update(understood.dropped)


def _prune(draft: Draft, gathering: Gathering, seen: set[str], report: BuildReport) -> None:
    """Remove what is gone from the files; what is there but cannot be read keeps its last state."""
    if not gathering.files:
        report.problems.append("no document was found, so none is removed; name them to `zhengce remove`")
        return
    unreadable = {os.path.abspath(problem.path) for problem in gathering.problems}
    for gone in sorted(set(draft.entries) - seen):
        path = draft.entries[gone].path
        if path not in unreadable or not Path(path).exists():
            draft.remove(gone)
            report.removed.append(gone)


def _id(draft: Draft, file: File) -> str:
    """Return the id of a file's document: another one where an earlier build took it for another file."""
    entry = draft.entries.get(file.id)
    if entry is None:
        return file.id
    other = Path(entry.path)
    with suppress(OSError):
        if other.exists() and not other.samefile(file.path):
            return distinct_id(file.path, str(file.path))
    return file.id


def _finish(repository: Repository, draft: Draft, encoder: Encoder, report: BuildReport, track: Track) -> None:
    """Store and index what changed and make the draft current."""
    model = f"{encoder.name}@{encoder.revision}"
    afresh = draft.previous is None or not Manifest.fits(draft.previous.folder / INDEX, encoder)
    report.judged = not draft.judged
    if report.changed or afresh or report.judged:
        draft.write(lambda documents: track(documents, "storing documents"))
        _index(draft, encoder, report, track, afresh=afresh)
        draft.model = model
        draft.commit()
    with repository.current() as generation:
        entries = generation.manifest.documents.values()
        report.documents = len(entries)
        report.passages = sum(entry.passages for entry in entries)
        report.outdated = sum(not entry.current for entry in entries)


def _index(draft: Draft, encoder: Encoder, report: BuildReport, track: Track, *, afresh: bool) -> None:
    names = sorted(draft.entries) if afresh else sorted({*report.added, *report.replaced})
    passages = (passage for name in track(names, "indexing documents") for passage in indexed(draft.record(name)))
    folder = draft.carry(INDEX) if not afresh else draft.folder / INDEX
    if afresh:
        PassageIndex.build(folder, passages, encoder)
    elif report.changed:
        PassageIndex.update(folder, removed=[*report.replaced, *report.removed], added=passages, encoder=encoder)
