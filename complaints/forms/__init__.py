"""The forms of this floor; what they take in is cleaned here, what may be done is decided by the doors."""

from complaints.forms.case import ClaimsForm, KindForm, SellerForm, StoryForm
from complaints.forms.facts import FactsForm
from complaints.forms.order import OrderForm

__all__ = ["ClaimsForm", "FactsForm", "KindForm", "OrderForm", "SellerForm", "StoryForm"]
