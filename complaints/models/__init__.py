"""The case and all that hangs on it; one file a subject."""

from complaints.models.access import CaseAccess, CaseRead
from complaints.models.case import CaseCounter, Claim, Complaint, Track
from complaints.models.events import Event, EventBody
from complaints.models.order import Order, OrderItem, Seller
from complaints.models.roots import LedgerRoot, RootLeaf
from complaints.models.stamps import RootStamp

__all__ = [
    "CaseAccess",
    "CaseCounter",
    "CaseRead",
    "Claim",
    "Complaint",
    "Event",
    "EventBody",
    "LedgerRoot",
    "Order",
    "OrderItem",
    "RootLeaf",
    "RootStamp",
    "Seller",
    "Track",
]
