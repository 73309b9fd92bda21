"""What the province must be told: which facts owe it a message, and which files it must receive with them."""

from office import facts
from office.papers import ComponentFile

# each of these facts changes what the portal's record of a dossier says (portal-contract.md §1.4, §1.6);
# what came from the province itself is not told back to it
TELLING: frozenset[type[facts.FactBody]] = frozenset(
    {
        facts.DossierAccepted,
        facts.DossierRefused,
        facts.SupplementRequested,
        facts.SupplementReceived,
        facts.FeeCollected,
        facts.DossierWithdrawn,
        facts.ResultReturned,
        facts.ResultPosted,
        facts.TrackingCorrected,
        facts.PostDelivered,
        facts.PostCameBack,
    }
)


def owes_message(body: facts.FactBody) -> bool:
    """Whether recording this fact owes the province a message."""
    if isinstance(body, facts.SupplementRequested):
        return not body.by_province
    return type(body) in TELLING


def owes_figure(body: facts.FactBody) -> bool:
    """Whether this fact changes a month's figures; a rating that was declined is in none."""
    return isinstance(body, facts.Rated)


def owes_answer(body: facts.FactBody) -> bool:
    """Whether this fact is an answer that the portal is to show."""
    return isinstance(body, facts.QuestionAnswered)


def files_owed(body: facts.FactBody) -> tuple[ComponentFile, ...]:
    """The files that this fact owes the province, in the dossier's order."""
    return body.files if isinstance(body, facts.DossierAccepted) else ()
