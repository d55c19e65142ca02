"""Options that may stand before or after the name of a command are brought to the front."""

from collections.abc import Sequence

WITH_VALUE = ("--resolve", "--trust-spki", "--home")
FLAGS = ("--json", "--no-color")


def to_the_front(arguments: Sequence[str]) -> list[str]:
    """The arguments with the options of every command first; what follows a lone `--` stays as it is."""
    front: list[str] = []
    rest: list[str] = []
    left = iter(arguments)
    for one in left:
        if one == "--":
            rest += [one, *left]
        elif one in FLAGS or one.startswith(tuple(f"{option}=" for option in WITH_VALUE)):
            front.append(one)
        elif one in WITH_VALUE:
            front += [one, *([value] if (value := next(left, None)) is not None else [])]
        else:
            rest.append(one)
    return front + rest
