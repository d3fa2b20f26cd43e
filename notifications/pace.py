"""No address is written to more often than its service takes, or than a person can bear."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from notifications.models import Delivery
from notifications.status import Channel, State


class Limit(NamedTuple):
    """So many messages to one address within `window`."""

    messages: int
    window: timedelta


_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
# Group robots of WeCom and DingTalk take 20 a minute (their developer documents) and shut the sender out above it.
LIMITS: Mapping[str, Limit] = {
    Channel.EMAIL: Limit(60, _HOUR),
    Channel.WECOM: Limit(15, _MINUTE),
    Channel.DINGTALK: Limit(15, _MINUTE),
    Channel.FEISHU: Limit(15, _MINUTE),
    Channel.SERVERCHAN: Limit(5, _MINUTE),
    Channel.BARK: Limit(30, _MINUTE),
    Channel.PUSHDEER: Limit(30, _MINUTE),
    Channel.WEBHOOK: Limit(60, _MINUTE),
    Channel.PUSH: Limit(30, _MINUTE),
}


def too_soon(rows: Sequence[Delivery], now: datetime) -> dict[Delivery, datetime]:
    """Those of `rows` that would be too many for their address at `now`, and when they may come again."""
    taken = _sent_lately({(row.endpoint, row.channel) for row in rows}, now)
    later = {}
    for row in rows:
        limit = LIMITS[row.channel]
        if taken[row.endpoint] >= limit.messages:
            later[row] = now + limit.window / 4
        taken[row.endpoint] += 1
    return later


def _sent_lately(addresses: set[tuple[str, str]], now: datetime) -> Counter[str]:
    within = Q()
    for channel in {channel for _endpoint, channel in addresses}:
        own = [endpoint for endpoint, of in addresses if of == channel]
        within |= Q(endpoint__in=own, sent_at__gt=now - LIMITS[channel].window)
    if not within:
        return Counter()
    rows = Delivery.objects.filter(within, state=State.SENT).values_list("endpoint").annotate(Count("pk"))
    return Counter(dict(rows))
