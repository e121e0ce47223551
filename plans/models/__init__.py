"""What was promised and who must do it: the document, the items it assigns, and the flow of reports."""

from plans.models.comments import Comment
from plans.models.document import (
    Clause,
    ClauseKind,
    Decision,
    Letterhead,
    Plan,
    Question,
    QuestionAbout,
    ReportTemplate,
    ReportText,
)
from plans.models.drafts import PlanDraft
from plans.models.evidence import Evidence, ExplanationRequest, Reply, Upload
from plans.models.extensions import Extension, ExtensionRequest, RequestState
from plans.models.flow import Override, Period, Report, ReportState, Snapshot
from plans.models.items import (
    Item,
    ItemKind,
    Milestone,
    Occurrence,
    Recurrence,
    Terms,
    TermsState,
    TermsUnit,
    UnitRole,
)
from plans.models.letters import Letter
from plans.models.mailings import Mailing, MailingKind
from plans.models.notices import Notice, Topic
from plans.models.progress import MilestoneResult, Proposal, TaskReport, TaskResult

__all__ = [
    "Clause",
    "ClauseKind",
    "Comment",
    "Decision",
    "Evidence",
    "ExplanationRequest",
    "Extension",
    "ExtensionRequest",
    "Item",
    "ItemKind",
    "Letter",
    "Letterhead",
    "Mailing",
    "MailingKind",
    "Milestone",
    "MilestoneResult",
    "Notice",
    "Occurrence",
    "Override",
    "Period",
    "Plan",
    "PlanDraft",
    "Proposal",
    "Question",
    "QuestionAbout",
    "Recurrence",
    "Reply",
    "Report",
    "ReportState",
    "ReportTemplate",
    "ReportText",
    "RequestState",
    "Snapshot",
    "TaskReport",
    "TaskResult",
    "Terms",
    "TermsState",
    "TermsUnit",
    "Topic",
    "UnitRole",
    "Upload",
]
