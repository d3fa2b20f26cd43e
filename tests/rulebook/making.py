"""Contents and editions for the tests of the rulebook."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from accounts.models import User
from law.notice import read_notice
from rulebook import editions
from rulebook.models import Edition
from rulebook.overlay import content_of, row_of

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至11日（农历正月初六、周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2026年11月5日"""


def calendar_2027() -> dict[str, Any]:
    """A believable arrangement for 2027."""
    return content_of(read_notice(NOTICE_2027, 2027).days)


def phone(**columns: str) -> dict[str, str]:
    """The row of 12345 with another number."""
    return row_of("phone", "TEL_12345") | {"number": "12346", "verified_on": "2026-11-25"} | columns


def draft(by: User, subject: str = "phone", key: str = "TEL_12345", content: Any = None, **said: Any) -> Edition:
    return editions.propose(subject, key, phone() if content is None else content, by=by, now=NOW, **said)


def published(by: User, checked_by: User, **what: Any) -> Edition:
    return editions.publish(draft(by, **what), by=checked_by, now=NOW)


def browser(person: User, language: str = "zh-hans") -> Client:
    """Somebody signed in."""
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    return client


def page(client: Client, url: str) -> str:
    """What a page says."""
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()
