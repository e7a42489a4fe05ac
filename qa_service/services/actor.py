"""Who is asking, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from qa_service.errors import forbidden

ROLES = ("submitter", "reviewer", "adjudicator", "lead", "approver", "admin", "auditor")

_SEES_EVERYTHING = frozenset({"lead", "admin", "auditor"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting through a key or a session."""

    tenant_id: str
    person_id: str
    handle: str
    name: str
    roles: frozenset[str]
    site: str | None = None

    def require(self, *roles: str) -> None:
        """Refuse unless the actor has one of ``roles``; an admin has all but the reviewer's and adjudicator's.

        Scoring is left to those who hold the role, because who may score an item must stay blind to its other scores.
        """
        if self.roles.intersection(roles) or ("admin" in self.roles and not {"reviewer", "adjudicator"} >= set(roles)):
            return
        raise forbidden(
            f"This needs the role {' or '.join(roles)}; {self.handle} has {', '.join(sorted(self.roles)) or 'none'}."
        )

    def require_overview(self) -> None:
        """Refuse unless other people's scores, and figures made of them, are open to the actor."""
        self.require("lead", "admin", "auditor")
        if not self.sees_everything:
            detail = f"{self.handle} is a reviewer too; figures made of other people's scores would unblind them."
            raise forbidden(detail, "would_unblind")

    @property
    def reviews(self) -> bool:
        """Whether this person may score, and therefore has to stay blind until they have."""
        return "reviewer" in self.roles

    @property
    def sees_everything(self) -> bool:
        """Whether other people's reviews and the statistics are open to this person."""
        return bool(_SEES_EVERYTHING & self.roles) and not self.reviews
