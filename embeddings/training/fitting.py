"""Fit the vectors of the pieces to the pairs: in-batch contrastive loss over mean-pooled vectors."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

IntArray = NDArray[np.int32]

CHECKPOINT_EVERY = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """How the fitting runs. `prefixes` are the Matryoshka widths (arXiv:2205.13147) with their weights in the loss."""

    width: int = 256
    prefixes: tuple[tuple[int, float], ...] = ((256, 1.0),)
    epochs: int = 1
    batch: int = 1024
    rate: float = 0.1
    warmup: float = 0.05
    scale: float = 20.0
    longest: int = 128
    seed: int = 20160301


@dataclass(frozen=True, slots=True)
class Bags:
    """Piece ids of many texts in one array; text i is `ids[starts[i]:starts[i + 1]]`."""

    ids: IntArray
    starts: NDArray[np.int64]

    def take(self, chosen: NDArray[np.int64], longest: int) -> tuple[Tensor, Tensor]:
        """Return (ids, offsets) of the chosen texts as EmbeddingBag wants them, each cut to `longest` pieces."""
        begins = self.starts[chosen]
        lengths = np.minimum(self.starts[chosen + 1] - begins, longest)
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        positions = np.repeat(begins - offsets[:-1], lengths) + np.arange(offsets[-1])
        return torch.from_numpy(self.ids[positions]), torch.from_numpy(offsets[:-1].astype(np.int32))


@dataclass(frozen=True, slots=True)
class PairSet:
    """One source's pairs as bags, with the number of times it is passed over in an epoch."""

    name: str
    queries: Bags
    passages: Bags
    passes: float

    def __len__(self) -> int:
        return len(self.queries.starts) - 1


def batches_of(sets: list[PairSet], plan: Plan, epoch: int) -> list[tuple[int, NDArray[np.int64]]]:
    """Return the batches of an epoch in random order, each from one source: (index of the source, pairs)."""
    chance = np.random.default_rng((plan.seed, epoch))
    batches: list[tuple[int, NDArray[np.int64]]] = []
    for number, pairs in enumerate(sets):
        order = np.concatenate([chance.permutation(len(pairs)) for _ in range(math.ceil(pairs.passes))])
        order = order[: int(len(pairs) * pairs.passes)]
        batches.extend((number, order[i : i + plan.batch]) for i in range(0, len(order), plan.batch))
    batches = [b for b in batches if len(b[1]) >= 64]
    return [batches[i] for i in chance.permutation(len(batches))]


def _same(ids: Tensor, offsets: Tensor) -> Tensor:
    """Return which texts of a batch are the same, by sums of hashes of their pieces: a copy is no wrong answer."""
    hashes = (ids.long() * 2654435761 + 12345) % 1000003 * (ids.long() % 7919 + 1)
    ends = torch.cat([offsets[1:].long(), torch.tensor([len(ids)])])
    sums = torch.cat([torch.zeros(1, dtype=torch.long), torch.cumsum(hashes, 0)])
    keys = sums[ends] - sums[offsets.long()]
    return keys[:, None] == keys[None, :]


def contrast(queries: Tensor, passages: Tensor, same: Tensor, plan: Plan) -> Tensor:
    """InfoNCE in both directions over every Matryoshka prefix; pairs marked `same` are no negatives."""
    others = same & ~torch.eye(len(queries), dtype=torch.bool)
    target = torch.arange(len(queries))
    loss = torch.zeros(())
    for width, weight in plan.prefixes:
        a = functional.normalize(queries[:, :width], dim=1)
        b = functional.normalize(passages[:, :width], dim=1)
        scores = (a @ b.T * plan.scale).masked_fill(others, -1e4)
        both = functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)
        loss = loss + weight * both / 2
    return loss


def _rate(step: int, steps: int, plan: Plan) -> float:
    warm = max(1, int(steps * plan.warmup))
    return plan.rate * (step + 1) / warm if step < warm else plan.rate * max(0.01, (steps - step) / (steps - warm))


def fit(
    sets: list[PairSet],
    start: NDArray[np.float32],
    plan: Plan,
    checkpoint: Path,
    tell: Callable[[int, int, float], None],
) -> NDArray[np.float32]:
    """Return the fitted vectors, row 0 (the unknown piece) zero.

    Goes on from `checkpoint` where one of the same plan lies there; writes it every `CHECKPOINT_EVERY` steps.
    `tell` gets (step, steps, loss).
    """
    bag = nn.EmbeddingBag.from_pretrained(torch.from_numpy(start.copy()), freeze=False, mode="mean")
    optimiser = torch.optim.Adam(bag.parameters(), lr=plan.rate, fused=True)
    batches = [batch for epoch in range(plan.epochs) for batch in batches_of(sets, plan, epoch)]
    done = _resume(checkpoint, plan, bag, optimiser)
    for step in range(done, len(batches)):
        number, chosen = batches[step]
        queries = sets[number].queries.take(chosen, plan.longest)
        passages = sets[number].passages.take(chosen, plan.longest)
        same = _same(*queries) | _same(*passages)
        loss = contrast(bag(*queries), bag(*passages), same, plan)
        for group in optimiser.param_groups:
            group["lr"] = _rate(step, len(batches), plan)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        tell(step + 1, len(batches), float(loss.detach()))
        if (step + 1) % CHECKPOINT_EVERY == 0 or step + 1 == len(batches):
            _keep(checkpoint, plan, step + 1, bag, optimiser)
    vectors: NDArray[np.float32] = bag.weight.detach().numpy().astype(np.float32)
    vectors[0] = 0
    return vectors


def _keep(checkpoint: Path, plan: Plan, step: int, bag: nn.Module, optimiser: torch.optim.Optimizer) -> None:
    state = {"plan": repr(plan), "step": step, "bag": bag.state_dict(), "optimiser": optimiser.state_dict()}
    written = checkpoint.with_suffix(".new")
    torch.save(state, written)
    written.replace(checkpoint)


def _resume(checkpoint: Path, plan: Plan, bag: nn.Module, optimiser: torch.optim.Optimizer) -> int:
    """Load the state of an interrupted run of the same plan; return the steps it had done."""
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    if state["plan"] != repr(plan):
        return 0
    bag.load_state_dict(state["bag"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
