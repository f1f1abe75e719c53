"""Taking merges back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from api.building import INDEX
from api.problem import BadRequest
from api.settings import Settings
from kg.repository import Repository
from kg.resolution import decisions
from kg.resolution.listing import Listed, listed


def unmerge(ids: Sequence[str], settings: Settings) -> list[Listed]:
    """Refuse merges by their ids, now and in every build to come; raises BadRequest where one is unknown."""
    repository = Repository(settings.data)
    with repository.current() as generation:
        store = generation.store()
        known = {merge.id: merge for merge in listed(store)}
        store.close()
    unknown = [id for id in ids if id not in known]
    if unknown:
        raise BadRequest(f"no merge {', '.join(unknown)}", "take the ids from `zhengce merges`")
    refused = [known[id] for id in dict.fromkeys(ids)]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with repository.begin() as draft:
        kept = decisions.read(settings.data)
        decisions.write(settings.data, [*kept, *(merge.refused(at=at) for merge in refused)])
        draft.carry(INDEX)
        draft.commit()
    return refused
