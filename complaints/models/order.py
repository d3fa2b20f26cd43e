"""What was bought, where, and when it came."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.status import Platform


class Seller(models.Model):
    """A shop. The licence holder is the respondent in law; the shop's nickname is not.

    Rows are never merged by themselves: two consumers' sellers of the same name stay apart until a person joins them.
    """

    platform = models.CharField(max_length=20, choices=Platform, default=Platform.XIAOHONGSHU)
    shop_name = models.CharField(_("shop"), max_length=80)
    shop_id = models.CharField(_("shop ID"), max_length=40, blank=True)
    licence_name = models.CharField(_("licence holder"), max_length=120, blank=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    displayed_address = models.CharField(_("address shown by the platform"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("seller")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(platform__in=Platform.values), name="seller_platform_known"),
            models.CheckConstraint(condition=~Q(shop_name=""), name="seller_named"),
        ]
        indexes = (models.Index(fields=("platform", "shop_name"), name="seller_by_name"),)

    def __str__(self) -> str:
        return self.shop_name

    @property
    def respondent(self) -> str:
        """The name that belongs on a form: the licence holder where known, else the shop."""
        return self.licence_name or self.shop_name


class Order(models.Model):
    """One order on the platform, with the times that start the clocks (all aware, stored in UTC)."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="orders")
    platform = models.CharField(max_length=20, choices=Platform, default=Platform.XIAOHONGSHU)
    order_no = models.CharField(_("order number"), max_length=40)
    paid = models.DecimalField(_("amount paid"), max_digits=10, decimal_places=2)
    placed_at = models.DateTimeField(_("ordered"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    carrier = models.CharField(_("carrier"), max_length=40, blank=True)
    tracking_no = models.CharField(_("tracking number"), max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("owner", "platform", "order_no"), name="order_once_per_owner"),
            models.CheckConstraint(condition=~Q(order_no=""), name="order_numbered"),
            models.CheckConstraint(condition=Q(platform__in=Platform.values), name="order_platform_known"),
            models.CheckConstraint(condition=Q(paid__gte=0), name="order_paid_not_negative"),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True) | Q(paid_at__gte=F("placed_at")), name="order_paid_after_placed"
            ),
            models.CheckConstraint(
                condition=Q(shipped_at__isnull=True) | Q(shipped_at__gte=F("placed_at")),
                name="order_shipped_after_placed",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(received_at__gte=F("placed_at")),
                name="order_received_after_placed",
            ),
        ]

    def __str__(self) -> str:
        return self.order_no


class OrderItem(models.Model):
    """One line of an order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(_("goods"), max_length=120)
    sku = models.CharField(_("variant"), max_length=80, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, null=True, blank=True)
    category = models.CharField(_("category"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("goods")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="item_at_least_one"),
            models.CheckConstraint(condition=Q(price__isnull=True) | Q(price__gte=0), name="item_price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title
