"""Whom a complaint names and where it goes (Decree 121, art. 10 and 13); addresses are invented."""

import pytest

import law
from law import UnknownRule
from law.areas import areas, counties_in
from law.routing import routes, routing
from law.venue import Venue, authority_of, competent_authority, platform, platforms, respondent

LAW = law.load()
XHS = platform()
HUANGPU = "上海市黄浦区市场监督管理局"


def at(address: str, *, reachable: bool = True) -> Venue:
    return competent_authority(address, XHS, reachable=reachable)


BY_ADDRESS = [
    ("浙江省杭州市余杭区文一西路969号", "杭州市余杭区市场监督管理局"),
    ("浙江省杭州市钱塘区下沙街道", "杭州市钱塘区市场监督管理局"),
    ("浙江省金华市义乌市北苑街道", "义乌市市场监督管理局"),
    ("浙江省湖州市德清县武康街道", "德清县市场监督管理局"),
    ("浙江省宁波市海曙区", "宁波市海曙区市场监督管理局"),
    ("浙江省温州市苍南县", "苍南县市场监督管理局"),
    ("浙江省嘉兴市桐乡市濮院镇", "桐乡市市场监督管理局"),
    ("浙江省绍兴市诸暨市大唐街道", "诸暨市市场监督管理局"),
    ("浙江省丽水市景宁畲族自治县", "景宁畲族自治县市场监督管理局"),
    ("上海市浦东新区张江路", "上海市浦东新区市场监督管理局"),
    ("上海市闵行区", "上海市闵行区市场监督管理局"),
    ("上海市崇明区", "上海市崇明区市场监督管理局"),
    ("北京市朝阳区望京街道", "北京市朝阳区市场监督管理局"),
    ("北京市海淀区", "北京市海淀区市场监督管理局"),
    ("天津市滨海新区", "天津市滨海新区市场监督管理局"),
    ("重庆市渝中区", "重庆市渝中区市场监督管理局"),
    ("重庆市忠县忠州街道", "忠县市场监督管理局"),
    ("重庆市石柱土家族自治县", "石柱土家族自治县市场监督管理局"),
    ("广东省深圳市南山区粤海街道", "深圳市市场监督管理局南山监管局"),
    ("广东省深圳市龙华区", "深圳市市场监督管理局龙华监管局"),
    ("广东省广州市白云区", "广州市白云区市场监督管理局"),
    ("广东省佛山市顺德区", "佛山市顺德区市场监督管理局"),
    ("广东省汕头市潮南区峡山街道", "汕头市潮南区市场监督管理局"),
    ("广东省揭阳市普宁市", "普宁市市场监督管理局"),
    ("广东省东莞市虎门镇", "东莞市市场监督管理局"),
    ("广东省中山市石岐街道", "中山市市场监督管理局"),
    ("海南省儋州市那大镇", "儋州市市场监督管理局"),
    ("海南省琼海市嘉积镇", "琼海市市场监督管理局"),
    ("海南省海口市龙华区", "海口市龙华区市场监督管理局"),
    ("甘肃省嘉峪关市", "嘉峪关市市场监督管理局"),
    ("湖北省仙桃市干河街道", "仙桃市市场监督管理局"),
    ("湖北省神农架林区松柏镇", "神农架林区市场监督管理局"),
    ("湖北省武汉市洪山区", "武汉市洪山区市场监督管理局"),
    ("河南省济源市", "济源市市场监督管理局"),
    ("河南省郑州市管城回族区", "郑州市管城回族区市场监督管理局"),
    ("新疆维吾尔自治区石河子市", "石河子市市场监督管理局"),
    ("新疆维吾尔自治区乌鲁木齐市天山区", "乌鲁木齐市天山区市场监督管理局"),
    ("内蒙古自治区锡林郭勒盟锡林浩特市", "锡林浩特市市场监督管理局"),
    ("内蒙古自治区呼和浩特市土默特左旗", "土默特左旗市场监督管理局"),
    ("内蒙古自治区乌海市海南区", "乌海市海南区市场监督管理局"),
    ("西藏自治区拉萨市城关区", "拉萨市城关区市场监督管理局"),
    ("宁夏回族自治区银川市兴庆区", "银川市兴庆区市场监督管理局"),
    ("广西壮族自治区南宁市青秀区", "南宁市青秀区市场监督管理局"),
    ("湖北省恩施土家族苗族自治州恩施市", "恩施市市场监督管理局"),
    ("青海省海南藏族自治州共和县", "共和县市场监督管理局"),
    ("江苏省苏州市昆山市玉山镇", "昆山市市场监督管理局"),
    ("江苏省南京市鼓楼区", "南京市鼓楼区市场监督管理局"),
    ("江苏省徐州市鼓楼区", "徐州市鼓楼区市场监督管理局"),
    ("福建省福州市鼓楼区", "福州市鼓楼区市场监督管理局"),
    ("福建省泉州市晋江市", "晋江市市场监督管理局"),
    ("山东省青岛市市南区香港中路", "青岛市市南区市场监督管理局"),
    ("青岛市北区敦化路", "青岛市市北区市场监督管理局"),
    ("山东省菏泽市曹县", "曹县市场监督管理局"),
    ("河北省保定市白沟新城高碑店市", "高碑店市市场监督管理局"),
    ("吉林省吉林市船营区", "吉林市船营区市场监督管理局"),
    ("辽宁省大连市中山区", "大连市中山区市场监督管理局"),
    ("黑龙江省大兴安岭地区加格达奇区", "大兴安岭地区加格达奇区市场监督管理局"),
    ("四川省成都市武侯区", "成都市武侯区市场监督管理局"),
    ("贵州省六盘水市六枝特区", "六盘水市六枝特区市场监督管理局"),
    ("云南省昆明市呈贡区", "昆明市呈贡区市场监督管理局"),
    ("陕西省西安市雁塔区", "西安市雁塔区市场监督管理局"),
    ("湖南省长沙市长沙县", "长沙县市场监督管理局"),
    ("安徽省合肥市蜀山区", "合肥市蜀山区市场监督管理局"),
]


@pytest.mark.parametrize(("address", "authority"), BY_ADDRESS)
def test_the_authority_of_the_displayed_address(address: str, authority: str) -> None:
    found = at(address)
    assert (found.authority, found.or_else, found.sure) == (authority, HUANGPU, True)
    assert found.norms == ("D121_13", "D121_14")
    assert found.why.zh.startswith("平台上展示的商家地址在")


def test_a_seller_beside_the_platform_has_one_authority_only() -> None:
    found = at("上海市黄浦区淮海中路")
    assert (found.authority, found.or_else, found.norms) == (HUANGPU, "", ("D121_13",))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "还没有商家在平台上展示的地址"),
        ("　", "还没有商家在平台上展示的地址"),
        ("香港九龙弥敦道", "不在内地"),
        ("日本东京都", "不在内地"),
        ("12 King Street, London", "认不出区县"),
        ("某某大厦8楼", "认不出区县"),
        ("浙江省杭州市", "写到了浙江省杭州市"),
        ("上海市南京西路1000号", "写到了上海市"),
        ("鼓楼区中山北路", "江苏省南京市鼓楼区、江苏省徐州市鼓楼区"),
        ("浙江省南京市鼓楼区", "前后不一致"),
    ],
)
def test_an_address_that_tells_no_county_leads_to_the_platform_and_says_why(address: str, said: str) -> None:
    found = at(address)
    assert (found.authority, found.or_else, found.norms) == (HUANGPU, "", ("D121_13",))
    assert said in found.why.zh
    assert "由平台所在地处理：行吟信息科技（上海）有限公司" in found.why.zh


def test_a_seller_who_cannot_be_reached_leads_to_the_platform() -> None:
    found = at("浙江省杭州市余杭区文一西路969号", reachable=False)
    assert (found.authority, found.or_else) == (HUANGPU, "")
    assert found.why.zh.startswith("按展示的地址联系不上商家，由平台所在地处理")


def test_the_platform_s_domicile_is_doubted_until_its_licence_was_seen() -> None:
    found = at("")
    assert not found.sure
    assert found.doubt is not None and "小红书网站页脚" in found.doubt.zh


def test_a_short_address_is_answered_with_a_doubt() -> None:
    found = at("杭州余杭文一西路998号")
    assert found.authority == "杭州市余杭区市场监督管理局"
    assert found.doubt is not None and "简写" in found.doubt.zh


def test_a_former_name_is_answered_with_the_name_of_today() -> None:
    found = at("杭州市下城区武林路")
    assert found.authority == "杭州市拱墅区市场监督管理局"
    assert found.doubt is not None and "下城区现在属于拱墅区" in found.doubt.zh


def test_every_county_has_an_authority_with_a_name_of_its_own() -> None:
    names = [authority_of(one) for one in counties_in()]
    assert len(names) == len(set(names))
    assert all(name.endswith("局") for name in names)


def test_the_licence_holder_is_named_where_known() -> None:
    found = respondent("小鹿的护肤铺", " 小鹿（杭州）化妆品有限公司 ")
    assert (found.name, found.holds_licence, found.warning) == ("小鹿（杭州）化妆品有限公司", True, None)


def test_a_shop_without_licence_holder_is_named_with_a_warning_and_the_way_to_find_it() -> None:
    found = respondent("小鹿的护肤铺")
    assert (found.name, found.holds_licence) == ("小鹿的护肤铺", False)
    assert found.warning is not None and "店铺名" in found.warning.zh
    assert len(found.how) == 2
    assert set(found.norms) == {"D121_10", "CPL_44_1", "REG_13_2"}


def test_a_licence_holder_of_the_shop_s_own_name_is_doubted() -> None:
    found = respondent("小鹿的护肤铺", "小鹿的护肤铺")
    assert found.holds_licence and found.warning is not None


def test_the_platform_is_known_by_id_only() -> None:
    assert (XHS.operator, XHS.domicile, XHS.phone) == ("行吟信息科技（上海）有限公司", areas()["310101"], "TEL_XHS")
    assert not XHS.confirmed
    with pytest.raises(UnknownRule, match="weibo"):
        platform("weibo")


def test_what_is_named_by_id_exists() -> None:
    for one in platforms().values():
        assert LAW.reference.phone(one.phone)
    for norm in (*at("浙江省杭州市余杭区").norms, *respondent("铺").norms):
        assert LAW.source(norm)
    for route in routes():
        assert not route.phone or LAW.reference.phone(route.phone)
        assert not route.source or LAW.source(route.source)


@pytest.mark.parametrize(
    ("kind", "goods", "expected"),
    [
        ("shipping", "连衣裙", ["courier"]),
        ("quality", "玻尿酸保湿面霜 50g", ["registration"]),
        ("quality", "连衣裙", []),
        ("service_attitude", "客服威胁我", ["crime"]),
        ("quality", "保税仓发货的奶粉", ["cross_border"]),
        ("refund_delayed", "用花呗分期买的手机", ["payment"]),
    ],
)
def test_what_belongs_elsewhere(kind: str, goods: str, expected: list[str]) -> None:
    assert [route.id for route in routing(kind, goods)] == expected


def test_a_route_without_a_source_is_not_called_confirmed() -> None:
    assert all(route.source for route in routes() if route.confirmed)
