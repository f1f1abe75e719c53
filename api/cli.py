"""The command zhengce: the families of `api.commands` under one name."""

import sys

import typer

from api.commands import asking, building, keeping, measuring, serving

app = typer.Typer(
    name="zhengce",
    help="政策: Chinese policy text as a knowledge graph that can be asked, searched and seen.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for family in (building, asking, keeping, serving):
    app.add_typer(family.app)
app.add_typer(
    measuring.app, name="eval", help="Measure extraction or retrieval against annotated data.", no_args_is_help=True
)


def main() -> None:
    """Run the command; an error of ours is one line and its exit code."""
    from api.problem import known_errors, outcome

    try:
        app(prog_name="zhengce")
    except known_errors() as error:
        print(f"zhengce: {error}", file=sys.stderr)
        raise SystemExit(outcome(error).exit_code) from None


if __name__ == "__main__":
    main()
