"""Trees kept as "who stands above whom": a loop in the data ends a walk, and not the server."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def upward(node: Node | None, above: Callable[[Node], Node | None]) -> Iterator[Node]:
    """The node and everything above it, nearest first; each once."""
    seen: set[Node] = set()
    while node is not None and node not in seen:
        seen.add(node)
        yield node
        node = above(node)


def downward(roots: Iterable[Node], below: Callable[[Node], Iterable[Node]]) -> Iterator[Node]:
    """Every root followed by all below it, in the order given; each once."""
    seen: set[Node] = set()
    waiting = list(reversed(list(roots)))
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        waiting += reversed(list(below(node)))


def looped(above: Mapping[Node, Node | None]) -> list[Node]:
    """Nodes that stand, over however many others, above themselves."""
    return [node for node, first in above.items() if node in upward(first, above.get)]
