"""What a person would read of a reminder: `python -m tests.notifications.pictures OUT.png` pictures the HTML mail at phone
width, light and dark, beside its plain text. Made from the same templates as every mail.
"""

import io
import os
import sys
from datetime import timedelta
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import django
from PIL import Image
from playwright.sync_api import Browser

from law import CHINA
from tests.journeys.browser import chromium

WIDTH, GAP = 390, 12


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    words = import_module("notifications.rendering").letter(*_reminder())
    plain = f"<pre style='font:13px/1.6 monospace;white-space:pre-wrap;margin:16px'>{escape(words.text)}</pre>"
    pages: list[tuple[str, Literal["light", "dark"]]] = [(words.html, "light"), (words.html, "dark"), (plain, "light")]
    with chromium() as browser:
        shots = [_shot(browser, html, scheme) for html, scheme in pages]
    sheet = Image.new("RGB", ((WIDTH + GAP) * len(shots) - GAP, max(shot.height for shot in shots)), "#d8d4ca")
    for place, shot in enumerate(shots):
        sheet.paste(shot, (place * (WIDTH + GAP), 0))
    sheet.save(Path(sys.argv[1]), optimize=True)


def _shot(browser: Browser, html: str, scheme: Literal["light", "dark"]) -> Image.Image:
    page = browser.new_page(viewport={"width": WIDTH, "height": 640}, color_scheme=scheme)
    page.set_content(html)
    return Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")


def _reminder() -> tuple[Any, Any]:
    now = import_module("django.utils.timezone").now()
    person = import_module("accounts.models").User(name="林小雨", email="xiaoyu@example.org")
    end = (now + timedelta(days=1)).astimezone(CHINA).replace(hour=18, minute=0).isoformat()
    payload = {
        "title": "玻尿酸面霜：成分与宣传不一致",
        "items": [
            {"ref": "reminder:1", "lines": ["平台要的材料：请在明天 18:00 前补交。"], "due": end, "date_url": "/c/x/why/1/"},
            {"ref": "reminder:2", "lines": ["申请平台介入的最后期限。"], "due": end, "date_url": "/c/x/why/2/"},
        ],
        "url": "/c/x/", "button": "看看怎么办", "why": "这一天关系到你的案件，所以提醒你。",
    }  # fmt: skip
    said = import_module("notifications.models").Notification(
        recipient=person, kind="deadline", payload=payload, ref="x"
    )
    return said, import_module("notifications.registry").spec_of("deadline")


if __name__ == "__main__":
    main()
