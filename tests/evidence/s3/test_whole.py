"""The whole product over a bucket: a photograph goes in, its thumbnail is made by the worker, the original comes out."""

from collections.abc import Iterator
from io import BytesIO

import boto3
import pytest
from PIL import Image
from playwright.sync_api import FilePayload

from tests.evidence.s3.conftest import Service
from tests.journeys.browser import chromium, context_for
from tests.journeys.stack import Stack, running_stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
KEYS = {"AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "something"}


@pytest.fixture
def stack(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    boto3.resource("s3", endpoint_url=service.url, region_name="us-east-1").create_bucket(Bucket="whole")
    url = f"s3://whole/juli?endpoint={service.url}&region=us-east-1&style=path"
    folder = tmp_path_factory.mktemp("stack")
    with running_stack(folder, STORAGE_URL=url, **KEYS) as running:
        yield running
    assert not [path for path in (folder / "files").rglob("*") if path.is_file()], "something stayed on this machine"


def test_a_photograph_goes_in_and_comes_out(stack: Stack) -> None:
    target = BytesIO()
    Image.new("RGB", (300, 400), "teal").save(target, "PNG")
    with chromium() as browser:
        page = context_for(browser, "phone", stack.url, stack.sessions["alice"]).new_page()
        page.goto(stack.case_url("contacted", "evidence/add/?kind=goods"))
        page.set_input_files("#files", FilePayload(name="盒子.png", mimeType="image/png", buffer=target.getvalue()))
        page.wait_for_url("**/evidence/")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        thumb = page.locator(".exhibit").last.locator("img")
        thumb.wait_for()
        original = stack.url + str(thumb.get_attribute("src")).partition("/thumb/")[0] + "/file"
        assert page.request.get(original).body() == target.getvalue()
