"""Train the bundled model: `python -m embeddings.train FOLDER [--policy FOLDER] [--out FOLDER]`.

Needs the extra `models` (torch). FOLDER holds the gzipped pairs named in `embeddings.training.pairs.SOURCES`.
The same folder, seed and versions give the same pieces and pairs; the last bits of the vectors depend on the machine.
"""

import argparse
import logging
import random
import time
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from embeddings.training.fitting import Bags, PairSet, Plan, fit
from embeddings.training.folder import save_model, sha256
from embeddings.training.pairs import SOURCES, Pair, all_texts, policy_pairs
from embeddings.training.pieces import train_tokenizer

log = logging.getLogger("embeddings.train")

CHINESE_PIECES = 26_000
ENGLISH_PIECES = 9_000
LONGEST_TEXT = 400
_CHUNK = 5_000


def bags(tokenizer: Tokenizer, texts: list[str], longest: int) -> Bags:
    """Tokenise texts, each cut to `LONGEST_TEXT` characters and `longest` pieces."""
    parts, ends = [np.zeros(0, np.int32)], [0]
    for i in range(0, len(texts), _CHUNK):
        chunk = [text[:LONGEST_TEXT] for text in texts[i : i + _CHUNK]]
        for encoding in tokenizer.encode_batch_fast(chunk, add_special_tokens=False):
            parts.append(np.array(encoding.ids[:longest], np.int32))
            ends.append(len(parts[-1]))
    return Bags(np.concatenate(parts), np.cumsum(ends, dtype=np.int64))


def _pair_set(tokenizer: Tokenizer, name: str, pairs: Iterable[Pair], passes: float, longest: int) -> PairSet:
    kept = [(a, b) for a, b in pairs if a and b]
    log.info("%s: %d pairs", name, len(kept))
    return PairSet(
        name, bags(tokenizer, [a for a, _ in kept], longest), bags(tokenizer, [b for _, b in kept], longest), passes
    )


def read_sets(tokenizer: Tokenizer, folder: Path, policy: Path | None, plan: Plan) -> list[PairSet]:
    """Read every source, each with its own seed, so that one more source changes no other."""
    sets = []
    for source in SOURCES:
        chance = random.Random(f"{plan.seed} {source.name}")  # noqa: S311 - repeatable choice, no secret
        pairs = source.read(folder / source.file, chance)
        sets.append(_pair_set(tokenizer, source.name, pairs, source.passes, plan.longest))
    if policy is not None:
        chance = random.Random(f"{plan.seed} policy")  # noqa: S311 - repeatable choice, no secret
        sets.append(_pair_set(tokenizer, "policy", policy_pairs(policy, chance), 1, plan.longest))
    return sets


def _manifest(folder: Path, policy: Path | None, sets: list[PairSet], pieces: int, plan: Plan) -> dict[str, Any]:
    files = sorted({source.file for source in SOURCES})
    return {
        "plan": asdict(plan),
        "pieces": pieces,
        "pairs": {pairs.name: len(pairs) for pairs in sets},
        "files": {file: sha256(folder / file) for file in files},
        "policy_documents": 0 if policy is None else len(list(policy.rglob("*.txt"))),
        "versions": {name: version(name) for name in ("numpy", "rjieba", "tokenizers", "torch")},
    }


def train(folder: Path, policy: Path | None, out: Path, work: Path, plan: Plan) -> None:
    """Train and write the model to `out`; tokenizer and checkpoints are kept in `work` to go on from."""
    work.mkdir(parents=True, exist_ok=True)
    saved = work / "tokenizer.json"
    if not saved.is_file():
        log.info("counting words")
        train_tokenizer(all_texts(folder, policy), CHINESE_PIECES, ENGLISH_PIECES).save(str(saved), pretty=False)
    tokenizer = Tokenizer.from_file(str(saved))
    sets = read_sets(tokenizer, folder, policy, plan)
    pieces = tokenizer.get_vocab_size()
    start = np.random.default_rng(plan.seed).standard_normal((pieces, plan.width), dtype=np.float32)
    begun, losses = time.monotonic(), list[float]()

    def tell(step: int, steps: int, loss: float) -> None:
        losses.append(loss)
        if step % 100 == 0 or step == steps:
            recent = losses[-100:]
            log.info(
                "step %d of %d, loss %.3f, %.0f s", step, steps, sum(recent) / len(recent), time.monotonic() - begun
            )

    vectors = fit(sets, start, plan, work / "checkpoint.pt", tell)
    save_model(out, tokenizer, vectors, _manifest(folder, policy, sets, pieces, plan))
    log.info("wrote %s", out)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.train", description="Train the bundled model.")
    parser.add_argument("folder", type=Path, help="folder of training pairs")
    parser.add_argument("--policy", type=Path, help="folder of policy texts, one document per .txt file")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "model")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="where checkpoints are kept")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(chosen.threads)
    train(chosen.folder, chosen.policy, chosen.out, chosen.work, Plan(epochs=chosen.epochs))


if __name__ == "__main__":
    main()
