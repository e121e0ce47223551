"""What a page says, and which of its words no reader of an administrative text should meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

SPOKEN = {"title", "placeholder", "aria-label", "alt"}
UNSEEN = {"script", "style", "template"}
ENGLISH = [
    "about",
    "accept",
    "account",
    "action",
    "actions",
    "active",
    "add",
    "added",
    "admin",
    "all",
    "and",
    "any",
    "application",
    "are",
    "apply",
    "back",
    "browse",
    "button",
    "by",
    "cancel",
    "change",
    "changed",
    "choose",
    "clear",
    "click",
    "close",
    "code",
    "column",
    "confirm",
    "content",
    "create",
    "created",
    "current",
    "dashboard",
    "data",
    "date",
    "day",
    "delete",
    "deleted",
    "description",
    "details",
    "disabled",
    "display",
    "download",
    "edit",
    "email",
    "empty",
    "enabled",
    "enter",
    "error",
    "errors",
    "export",
    "false",
    "field",
    "fields",
    "file",
    "files",
    "filter",
    "filters",
    "first",
    "for",
    "format",
    "forbidden",
    "form",
    "found",
    "from",
    "go",
    "group",
    "groups",
    "help",
    "hide",
    "history",
    "home",
    "id",
    "import",
    "in",
    "index",
    "invalid",
    "item",
    "items",
    "key",
    "label",
    "last",
    "link",
    "list",
    "loading",
    "log",
    "login",
    "logout",
    "main",
    "menu",
    "message",
    "messages",
    "missing",
    "model",
    "models",
    "month",
    "more",
    "must",
    "name",
    "navigation",
    "new",
    "next",
    "no",
    "not",
    "now",
    "null",
    "number",
    "object",
    "objects",
    "of",
    "off",
    "ok",
    "on",
    "one",
    "only",
    "open",
    "or",
    "order",
    "other",
    "page",
    "pages",
    "password",
    "permission",
    "permissions",
    "please",
    "previous",
    "print",
    "profile",
    "project",
    "query",
    "quick",
    "range",
    "record",
    "records",
    "remove",
    "required",
    "reset",
    "results",
    "return",
    "row",
    "rows",
    "run",
    "save",
    "search",
    "select",
    "selected",
    "server",
    "settings",
    "show",
    "sign",
    "site",
    "sort",
    "staff",
    "start",
    "status",
    "submit",
    "success",
    "superuser",
    "sure",
    "task",
    "tasks",
    "text",
    "that",
    "the",
    "theme",
    "this",
    "time",
    "timeout",
    "title",
    "to",
    "today",
    "toggle",
    "token",
    "total",
    "true",
    "type",
    "undefined",
    "unit",
    "unknown",
    "update",
    "upload",
    "url",
    "user",
    "username",
    "users",
    "valid",
    "value",
    "values",
    "view",
    "warning",
    "welcome",
    "with",
    "yes",
    "you",
    "your",
]
# Words that Vietnamese spells the same, so that they say nothing about the language.
SPELT_ALIKE = {"am", "an", "do", "in", "on", "to", "day", "go", "no", "ok", "phong", "the", "show"}
# Names that stay as they are.
NAMES = {
    "excel", "word", "pdf", "png", "jpg", "docx", "xlsx", "csv", "utf-8", "index", "online", "email",
}  # fmt: skip
_ENGLISH = re.compile(
    r"(?<![\w.@/-])(" + "|".join(sorted(set(ENGLISH) - SPELT_ALIKE - NAMES)) + r")(?![\w@-])", re.I
)
_RAW = re.compile(
    r"-{4,}|\b[a-z]+(?:_[a-z0-9]+)+\b|\{\{|\{%|\bNaN\b|\bnull\b|\bNone\b|<bound method|\[object "
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        given = dict(attrs)
        self.said += [str(value) for name, value in attrs if name in SPOKEN and value]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            self.said.append(str(given.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen and data.strip():
            self.said.append(" ".join(data.split()))


def said_by(html: str) -> list[str]:
    """Every text and spoken attribute of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.said


def leftovers(html: str) -> Iterator[str]:
    """English words of user interfaces and raw values, each with the text it stands in."""
    for text in said_by(html):
        for pattern in (_ENGLISH, _RAW):
            for found in pattern.finditer(text):
                yield f"{found.group()!r} in {text[max(0, found.start() - 40) : found.end() + 40]!r}"
