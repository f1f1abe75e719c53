"""Run the scenarios of the public MCP conformance suite that apply: `python -m tests.conformance` (needs npx).

Which do not apply, and why, stands in docs/mcp.md.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from api.building import build
from api.settings import Settings

sys.path.insert(0, str(Path(__file__).resolve().parent))
from browser import serving

SUITE = "@modelcontextprotocol/conformance@0.1.13"
SCENARIOS = (
    "server-initialize",
    "ping",
    "tools-list",
    "tools-call-simple-text",
    "tools-call-error",
    "server-sse-multiple-streams",
    "resources-list",
    "prompts-list",
    "dns-rebinding-protection",
)


def main() -> int:
    """Run each scenario against the bundled document; 1 where one fails or the suite cannot be run."""
    npx = shutil.which("npx")
    if npx is None:
        print("npx is absent: install Node.js", file=sys.stderr)
        return 1
    failed = []
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        build([], Settings(data=data), prune=False, track=lambda items, _: items)
        with serving(data) as address:
            for scenario in SCENARIOS:
                command = [npx, "-y", SUITE, "server", "--url", f"{address}/mcp", "--scenario", scenario]
                ended = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
                print(f"{'passed' if ended.returncode == 0 else 'FAILED'}  {scenario}", flush=True)
                if ended.returncode != 0:
                    failed.append(f"{scenario}\n{ended.stdout[-2000:]}{ended.stderr[-1000:]}")
    print(*failed, sep="\n", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
