"""Every kind of row that a locked round keeps, and the tag of every field: the table of docs/formats.md.

The tags are for ever, the classes and attributes beside them may be renamed. A new field is a new line here
with a `default`, which is what older rows say; it needs no new version.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from bachdang.quarter import rows
from bachdang.quarter.archive.values import (
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    Codec,
    Record,
    Tag,
    counted,
    either,
    fixed,
    listed,
    maybe,
    mixed,
)
from bachdang.quarter.rows import summary
from bachdang.standing.clarity import AxisCount
from bachdang.standing.money import Money
from bachdang.standing.programmes import ProgrammeWords, ProposalWords
from bachdang.standing.timeliness import Timeliness
from bachdang.ui.statuses import Look

TABLES = (
    "targets_by_programme", "targets_by_unit", "tasks_by_group", "tasks_by_unit", "projects_by_group",
    "projects_by_unit",
)  # fmt: skip
"""The tables of counts in their order."""

DONG = maybe(WHOLE)
NUMBERED = either(("whole", int, WHOLE), ("text", str, TEXT))
DUE = either(("day", date, DAY), ("text", str, TEXT))
SHOWN = maybe(either(("number", Decimal, NUMBER), ("day", date, DAY), ("text", str, TEXT)))

HEADING = Record(
    "heading", rows.Heading,
    Tag("marker", TEXT), Tag("text", TEXT), Tag("level", WHOLE, 1),
)  # fmt: skip

OWNER = Record("owner", rows.Owner, Tag("unit", TEXT, ""), Tag("programme", TEXT, ""))

LOOK = Record(
    "look", Look, Tag("status", TEXT, at="key"), Tag("label", TEXT), Tag("icon", TEXT), Tag("tone", TEXT)
)

HEAD = Record(
    "head", rows.Head,
    Tag("left", listed(TEXT, tuple)), Tag("right", TEXT), Tag("place", TEXT),
    Tag("plan", TEXT, at="plan_title"), Tag("period", TEXT), Tag("slug", TEXT), Tag("judged_on", DAY),
    Tag("cutoff", maybe(DAY)), Tag("illustrative", FLAG), Tag("issuer", TEXT, ""), Tag("about", TEXT, ""),
    Tag("suffix", TEXT, ""), Tag("span", TEXT, "quý"), Tag("remark", TEXT, ""), Tag("quarter", TEXT, ""),
    Tag("next_quarter", TEXT, ""), Tag("following", TEXT, "quý sau"), Tag("until", TEXT, "2030"),
    Tag("task_annex", TEXT, "Phụ lục 1"), Tag("project_annex", TEXT, "Phụ lục 2"),
)  # fmt: skip

COUNTS = Record(
    "counts", summary.CountLine,
    Tag("marker", TEXT), Tag("name", TEXT), Tag("counts", counted(dict)), Tag("key", TEXT, ""),
)  # fmt: skip

TABLE = Record(
    "table", summary.CountTable,
    Tag("title", TEXT), Tag("by", TEXT), Tag("noun", TEXT), Tag("looks", listed(LOOK.codec)),
    Tag("lines", listed(COUNTS.codec)),
)  # fmt: skip

CHANGE = Record(
    "change", summary.Change,
    Tag("code", TEXT), Tag("name", TEXT), Tag("before", TEXT), Tag("now", TEXT),
)  # fmt: skip

INDICATOR = Record("indicator", summary.Named, Tag("code", TEXT), Tag("name", TEXT, at="title"))

OWING = Record(
    "owing", summary.Owing,
    Tag("unit", TEXT), Tag("owed", WHOLE), Tag("missing", listed(INDICATOR.codec)),
    Tag("estimated", listed(INDICATOR.codec)), Tag("unit_code", TEXT, ""),
    Tag("codes", listed(TEXT, tuple), []),
)  # fmt: skip

AXIS = Record(
    "axis", AxisCount,
    Tag("code", TEXT), Tag("label", TEXT), Tag("clear", WHOLE), Tag("total", WHOLE),
)  # fmt: skip

SUMMARY = Record(
    "summary", summary.Summary,
    Tag("tables", fixed(TABLES, TABLE.codec)), Tag("vision", counted(Counter)),
    Tag("owing", listed(OWING.codec)), Tag("axes", listed(AXIS.codec)), Tag("since", TEXT),
    Tag("before", maybe(counted(Counter))), Tag("changes", listed(CHANGE.codec), []),
)  # fmt: skip

AMOUNT = Record(
    "amount", rows.Amount,
    Tag("value", SHOWN, None), Tag("estimated", FLAG, False), Tag("partial", FLAG, False),
)  # fmt: skip

TARGET = Record(
    "target", rows.TargetLine,
    Tag("code", TEXT), Tag("name", TEXT), Tag("measure", TEXT), Tag("is_state", FLAG),
    Tag("baseline", maybe(NUMBER)), Tag("goal", maybe(NUMBER)), Tag("wording", TEXT),
    Tag("year_plan", maybe(NUMBER), at="plan_figure"), Tag("of_period", AMOUNT.codec, at="of_quarter"),
    Tag("to_date", AMOUNT.codec), Tag("last_year", maybe(NUMBER)), Tag("against_plan", maybe(NUMBER)),
    Tag("against_last_year", maybe(NUMBER)), Tag("status", TEXT), Tag("status_text", TEXT), Tag("unit", TEXT),
    Tag("places", TEXT), Tag("note", TEXT), Tag("explanation", TEXT),
    Tag("owner", OWNER.codec, {}), Tag("is_vision", FLAG, False), Tag("kind", TEXT, ""),
    Tag("accumulation", TEXT, ""), Tag("lower_is_better", FLAG, False), Tag("expected", maybe(NUMBER), None),
    Tag("previous", maybe(NUMBER), None), Tag("figure_of", TEXT, ""), Tag("grey", TEXT, ""),
    Tag("headline", WHOLE, 0),
)  # fmt: skip

TASK = Record(
    "task", rows.TaskLine,
    Tag("number", NUMBERED), Tag("title", TEXT), Tag("lead", TEXT), Tag("cooperating", TEXT), Tag("due", DUE),
    Tag("product", TEXT), Tag("result", TEXT), Tag("status", TEXT), Tag("status_text", TEXT),
    Tag("difficulties", TEXT), Tag("proposals", TEXT), Tag("owner", OWNER.codec, {}), Tag("group", TEXT, ""),
)  # fmt: skip

MONEY = Record(
    "money", Money,
    Tag("total", DONG, None), Tag("medium_term", DONG, None), Tag("year_plan", DONG, None),
    Tag("paid_in_period", DONG, None, "quarter_paid"), Tag("paid_in_year", DONG, None, "year_paid"),
    Tag("paid_in_all", DONG, None, "all_paid"),
)  # fmt: skip

PROJECT = Record(
    "project", rows.ProjectLine,
    Tag("number", NUMBERED), Tag("title", TEXT), Tag("lead", TEXT), Tag("sources", TEXT),
    Tag("money", MONEY.codec), Tag("progress", TEXT), Tag("difficulties", TEXT), Tag("proposals", TEXT),
    Tag("status", TEXT), Tag("status_text", TEXT), Tag("owner", OWNER.codec, {}), Tag("group", TEXT, ""),
    Tag("due", maybe(DAY), None),
)  # fmt: skip

_BELOW = Codec("group", lambda group: GROUP.write(group), lambda found: GROUP.read(found))
GROUP: Record = Record(
    "group", rows.ProjectGroup,
    Tag("heading", maybe(HEADING.codec), None), Tag("projects", listed(PROJECT.codec), [], "lines"),
    Tag("groups", listed(_BELOW), []),
)  # fmt: skip

ISSUE = Record(
    "issue", rows.IssueLine,
    Tag("number", WHOLE), Tag("kind", TEXT), Tag("kind_text", TEXT), Tag("code", TEXT), Tag("title", TEXT),
    Tag("unit", TEXT), Tag("text", TEXT), Tag("to", TEXT), Tag("answer", TEXT), Tag("state", TEXT),
    Tag("owner", OWNER.codec, {}),
)  # fmt: skip

PROPOSAL = Record("proposal", ProposalWords, Tag("text", TEXT), Tag("to", TEXT), Tag("decision", TEXT))

PROGRAMME = Record(
    "programme", ProgrammeWords,
    Tag("code", TEXT), Tag("part", TEXT), Tag("part_title", TEXT), Tag("number", TEXT), Tag("title", TEXT),
    Tag("unit", TEXT), Tag("state", TEXT), Tag("result", TEXT, ""), Tag("limits", TEXT, ""),
    Tag("causes", TEXT, ""), Tag("next_steps", TEXT, ""), Tag("nothing_because", TEXT, ""),
    Tag("proposals", listed(PROPOSAL.codec, tuple), []), Tag("sent_on", maybe(DAY), None),
    Tag("accepted_on", maybe(DAY), None), Tag("unit_code", TEXT, ""),
)  # fmt: skip

CLEAR = Record(
    "clear", rows.ClearLine,
    Tag("place", TEXT), Tag("title", TEXT), Tag("unit", TEXT), Tag("answers", listed(TEXT, tuple)),
    Tag("clear", WHOLE), Tag("status", TEXT), Tag("status_text", TEXT), Tag("owner", OWNER.codec, {}),
    Tag("clear_on", listed(FLAG, tuple), []),
)  # fmt: skip

TIMELINESS = Record(
    "timeliness", Timeliness,
    Tag("on_time", WHOLE), Tag("late", WHOLE), Tag("missing", WHOLE), Tag("pending", WHOLE),
)  # fmt: skip

SENDING = Record(
    "sending", rows.SendingLine,
    Tag("number", WHOLE), Tag("unit", TEXT), Tag("reports", TIMELINESS.codec, at="told"),
    Tag("extended", TEXT), Tag("returned", TEXT), Tag("owner", OWNER.codec, {}),
)  # fmt: skip

REPORT = Record(
    "report", rows.QuarterReport,
    Tag("head", HEAD.codec), Tag("summary", SUMMARY.codec), Tag("targets", listed(mixed(HEADING, TARGET))),
    Tag("tasks", listed(mixed(HEADING, TASK))), Tag("projects", GROUP.codec),
    Tag("issues", listed(ISSUE.codec), []), Tag("programmes", listed(PROGRAMME.codec), [], "words"),
    Tag("clear", listed(mixed(HEADING, CLEAR)), []), Tag("sending", listed(SENDING.codec), []),
    Tag("is_owned", FLAG, False),
)  # fmt: skip

RECORDS = (
    REPORT, HEAD, SUMMARY, TABLE, LOOK, COUNTS, CHANGE, OWING, INDICATOR, AXIS, HEADING, OWNER, TARGET,
    AMOUNT, TASK, GROUP, PROJECT, MONEY, ISSUE, PROGRAMME, PROPOSAL, CLEAR, SENDING, TIMELINESS,
)  # fmt: skip
