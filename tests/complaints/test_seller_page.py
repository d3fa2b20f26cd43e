"""The seller's page says whom the complaint names and where it goes, from what is saved or was just typed."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints.forms import SellerForm
from complaints.models import Complaint
from complaints.orders import SellerFacts, edit_seller
from complaints.templatetags.complaint_tags import whom_and_where
from tests.complaints.conftest import NOW

HUANGPU = "上海市黄浦区市场监督管理局"
YUHANG = "杭州市余杭区市场监督管理局"


@pytest.fixture
def url(draft: Complaint) -> str:
    return reverse("complaints:seller", args=[draft.public_code])


def know(draft: Complaint, alice: User, **facts: str) -> None:
    edit_seller(draft, SellerFacts(**facts), actor=alice, now=NOW)


def test_nothing_known_yet_leads_to_the_platform(by_alice: Client, url: str) -> None:
    text = by_alice.get(url).content.decode()
    assert HUANGPU in text
    assert "小鹿的护肤铺" in text
    assert 'data-rule="D121_13"' in text
    assert 'data-rule="CPL_44_1"' in text
    assert 'data-rule="REG_13_2"' in text


def test_a_saved_address_leads_to_its_authority_and_names_the_platform_s_too(
    by_alice: Client, alice: User, draft: Complaint, url: str
) -> None:
    know(draft, alice, licence_name="小鹿（杭州）化妆品有限公司", displayed_address="浙江省杭州市余杭区文一西路969号")
    text = by_alice.get(url).content.decode()
    assert YUHANG in text
    assert HUANGPU in text
    assert 'data-rule="D121_14"' in text
    assert 'data-rule="CPL_44_1"' not in text


def test_a_typed_address_counts_while_another_field_is_refused(by_alice: Client, draft: Complaint, url: str) -> None:
    typed = {"displayed_address": "浙江省杭州市余杭区文一西路969号", "credit_code": "91330100799655058C"}
    response = by_alice.post(url, typed)
    assert response.status_code == 200
    assert YUHANG in response.content.decode()
    draft.refresh_from_db()
    assert draft.seller is not None and draft.seller.displayed_address == ""


def test_the_licence_s_own_area_is_told(by_alice: Client, alice: User, draft: Complaint, url: str) -> None:
    know(draft, alice, licence_name="某公司", credit_code="91330100799655058B")
    assert "浙江省杭州市" in by_alice.get(url).content.decode()


def test_what_belongs_elsewhere_is_offered_by_the_goods(by_alice: Client, url: str) -> None:
    assert 'data-rule="D121_43"' in by_alice.get(url).content.decode()  # a cream


def test_what_is_typed_is_escaped(by_alice: Client, url: str) -> None:
    typed = {"licence_name": "<script>alert(1)</script>", "credit_code": "x", "displayed_address": "<b>杭州市</b>"}
    text = by_alice.post(url, typed).content.decode()
    assert "<script>alert" not in text
    assert "<b>杭州市" not in text


def test_one_query_for_the_goods(draft: Complaint, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    assert draft.seller is not None
    form = SellerForm(seller=draft.seller)
    with django_assert_num_queries(1):
        assert whom_and_where(draft, form) is not None


def test_a_case_without_a_seller_has_nothing_to_say(draft: Complaint) -> None:
    assert draft.seller is not None
    form = SellerForm(seller=draft.seller)
    draft.seller = None
    assert whom_and_where(draft, form) is None
