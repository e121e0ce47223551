"""What a manual is made of."""

from __future__ import annotations

from dataclasses import dataclass

from bachdang.accounts.roles import Role


@dataclass(frozen=True)
class Step:
    """One thing to do, with the screen on which it is done.

    `address` is the screen in the illustrative ward; `scroll` the element that the picture begins with and
    `opens` a fold that is opened for it (CSS selectors). `link` is the name of a page that everyone of the
    role has, with the words of the link.
    """

    title: str
    text: str
    address: str
    alt: str
    scroll: str = ""
    opens: str = ""
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class Manual:
    """The steps of one role; `account` is who does them in the illustrative ward.

    `named`: what a chapter beside those of the roles is called.
    """

    role: Role
    slug: str
    lead: str
    account: str
    steps: tuple[Step, ...]
    named: str = ""

    @property
    def title(self) -> str:
        return self.named or str(self.role.label)

    @property
    def numbered(self) -> list[tuple[Step, str]]:
        """Steps with the static file of their picture."""
        return [(step, f"help/{self.slug}-{place}.webp") for place, step in enumerate(self.steps, 1)]
