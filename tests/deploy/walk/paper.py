"""The command blocks of docs/deploy.md, in their order, by the heading they stand under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAPER = Path(__file__).parents[3] / "docs" / "deploy.md"
NO_SETTINGS_YET = "ln -sfn /etc/bachdang/env .env\n"
"""The line up to which a newer version is installed like the first one."""


@dataclass(frozen=True)
class Block:
    """Commands that a person pastes at once; `heading` is the section, `lead` the sentence above."""

    heading: str
    lead: str
    commands: str


def blocks(text: str | None = None) -> list[Block]:
    found, heading, lead = [], "", ""
    parts = re.split(r"^```sh\n(.*?)^```\n", text or PAPER.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for prose, commands in zip(parts[::2], [*parts[1::2], ""], strict=True):
        heading = ([heading, *re.findall(r"^## (.+)$", prose, re.MULTILINE)])[-1]
        lead = prose.strip().rpartition("\n\n")[2]
        if commands:
            found.append(Block(heading, lead, commands))
    return found


def under(heading: str) -> list[Block]:
    found = [one for one in blocks() if one.heading == heading]
    assert found, f"no commands under “{heading}”"
    return found


def installing(version: str) -> str:
    """What of the first time a newer version begins with."""
    (block,) = (one for one in under("The first time") if NO_SETTINGS_YET in one.commands)
    before = block.commands.partition(NO_SETTINGS_YET)[0] + NO_SETTINGS_YET
    return with_version(before, version)


def with_version(commands: str, version: str) -> str:
    """The number of the release at hand for the one that the paper was written with."""
    changed, count = re.subn(r"^VERSION=.*$", f"VERSION={version}", commands, flags=re.MULTILINE)
    assert count, "no VERSION= to set"
    return changed
