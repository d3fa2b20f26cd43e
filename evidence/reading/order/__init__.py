"""What an order's page says: number, shop, goods, money, times, parcel. Pure: lines in, values out."""

from evidence.reading.order.page import Value, read_order

__all__ = ["Value", "read_order"]
