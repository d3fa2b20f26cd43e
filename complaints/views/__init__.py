"""The pages of one case and of orders: fetch, form, door, redirect."""

from complaints.views.calculator import calculator
from complaints.views.case_page import case
from complaints.views.edit import claims, details, order, seller, story
from complaints.views.new import new
from complaints.views.orders import own_order, own_orders
from complaints.views.returning import returning

__all__ = [
    "calculator",
    "case",
    "claims",
    "details",
    "new",
    "order",
    "own_order",
    "own_orders",
    "returning",
    "seller",
    "story",
]
