"""The areas as data, and where an address lies. Addresses are invented but written as platforms show them."""

import pytest

from law.areas import (
    Area,
    area,
    areas,
    cities_in,
    city_of,
    counties_in,
    former,
    full_name,
    governs_itself,
    path,
    province_of,
    provinces,
)
from law.areas_in_text import Clarity, find, plain

NAMED = [
    ("浙江省杭州市余杭区文一西路969号", "330110"),
    ("浙江省 杭州市 余杭区 五常街道", "330110"),
    ("浙江省-杭州市-余杭区", "330110"),
    ("浙江省/杭州市/余杭区/仓前街道", "330110"),
    ("地址：浙江省杭州市滨江区江南大道", "330108"),
    ("经营地址 浙江省杭州市滨江区", "330108"),
    ("中国浙江省杭州市西湖区", "330106"),
    ("杭州市余杭区文一西路", "330110"),
    ("浙江省余杭区文一西路", "330110"),
    ("余杭区文一西路", "330110"),
    ("浙江杭州余杭区仓前街道", "330110"),
    ("上海市黄浦区马当路388号Ｃ座", "310101"),
    ("上海市上海市浦东新区张江路", "310115"),
    ("上海上海市浦东新区", "310115"),
    ("北京市市辖区朝阳区建国路", "110105"),
    ("北京朝阳区望京", "110105"),
    ("天津市河北区中山路", "120105"),
    ("重庆市忠县忠州街道", "500233"),
    ("重庆两江新区金开大道", "500157"),
    ("青岛市南区香港中路10号", "370202"),
    ("青岛市市南区香港中路", "370202"),
    ("青岛市北区敦化路", "370203"),
    ("山东省青岛市市北区敦化路", "370203"),
    ("济南市中区经二路", "370103"),
    ("枣庄市市中区", "370402"),
    ("吉林市船营区北京路", "220204"),
    ("吉林省吉林市昌邑区", "220202"),
    ("江苏省南京市鼓楼区中山北路", "320106"),
    ("福建福州鼓楼区五一北路", "350102"),
    ("河南省开封市鼓楼区", "410204"),
    ("大连市中山区人民路", "210202"),
    ("广东省东莞市南城街道", "441900"),
    ("东莞市虎门镇富民路", "441900"),
    ("广东中山市石岐街道", "442000"),
    ("儋州市那大镇", "460400"),
    ("甘肃省嘉峪关市雄关街道", "620200"),
    ("义乌市北苑街道", "330782"),
    ("浙江省金华市义乌市稠江街道", "330782"),
    ("江苏省昆山市玉山镇", "320583"),
    ("苏州市昆山市玉山镇", "320583"),
    ("湖北省省直辖县级行政区划仙桃市", "429004"),
    ("湖北省神农架林区松柏镇", "429021"),
    ("海南省琼海市嘉积镇", "469002"),
    ("河南省济源市沁园街道", "419001"),
    ("新疆生产建设兵团第八师石河子市北泉镇", "659001"),
    ("海南州共和县恰卜恰镇", "632521"),
    ("青海省海南藏族自治州共和县", "632521"),
    ("内蒙古乌海市海南区", "150303"),
    ("内蒙古锡林郭勒盟锡林浩特市", "152502"),
    ("内蒙古自治区呼伦贝尔市鄂温克族自治旗", "150724"),
    ("内蒙古呼和浩特市土默特左旗", "150121"),
    ("恩施州恩施市", "422801"),
    ("湖北省恩施土家族苗族自治州利川市", "422802"),
    ("湖南省湘西州吉首市", "433101"),
    ("浙江省丽水市景宁县", "331127"),
    ("大兴安岭地区加格达奇区", "232761"),
    ("西藏自治区拉萨市城关区", "540102"),
    ("广西壮族自治区南宁市青秀区", "450103"),
    ("合肥市高新技术产业开发区蜀山区望江西路", "340104"),
    ("苏州市高新区虎丘区狮山路", "320505"),
    ("河南省郑州市郑东新区金水区", "410105"),
    ("杭州小鹿有限公司 浙江省金华市义乌市城西街道", "330782"),
    ("山西省晋城市城区", "140502"),
    ("朝阳市朝阳县", "211321"),
    ("湖南省长沙市长沙县星沙街道", "430121"),
    ("广东白云区", "440111"),
    ("（浙江）杭州市拱墅区", "330105"),
]

LIKELY = [
    ("杭州余杭文一西路998号", "330110", ""),
    ("浙江义乌北苑街道", "330782", ""),
    ("上海浦东张江", "310115", ""),
    ("广东深圳南山粤海街道", "440305", ""),
    ("苏州昆山花桥", "320583", ""),
    ("湖北仙桃干河街道", "429004", ""),
    ("杭州市下城区武林路", "330105", "下城区"),
    ("上海市卢湾区淮海中路", "310101", "卢湾区"),
    ("重庆市渝北区龙溪街道", "500157", "渝北区"),
    ("章丘市明水街道", "370114", "章丘市"),
    ("成都郫县", "510117", "郫县"),
]

PARTIAL = [
    ("杭州市", "330100"),
    ("浙江省", "330000"),
    ("上海市南京西路1000号", "310000"),
    ("上海普陀山路10号", "310000"),
    ("杭州西湖大道10号", "330100"),
    ("苏州市工业园区星湖街328号", "320500"),
    ("四川省成都市高新区天府大道", "510100"),
    ("中国（上海）自由贸易试验区张杨路", "310000"),
]

UNCLEAR = [
    ("鼓楼区中山北路1号", {"320106", "320302", "350102", "410204"}),
    ("江苏省鼓楼区", {"320106", "320302"}),
    ("朝阳区望京街道", {"110105", "220104"}),
    ("铁东区", {"210302", "220303"}),
    ("江北区观音桥", {"330205", "500157"}),
    ("白云区", {"440111", "520113"}),
    ("浙江省南京市鼓楼区", {"320106"}),
]


def code_of(place: Area | None) -> str:
    return place.code if place else ""


@pytest.mark.parametrize(("address", "code"), NAMED)
def test_an_address_that_names_its_county(address: str, code: str) -> None:
    place = find(address)
    assert (place.clarity, code_of(place.area), place.found) == (Clarity.NAMED, code, True)


@pytest.mark.parametrize(("address", "code", "formerly"), LIKELY)
def test_a_short_or_former_name_is_likely(address: str, code: str, formerly: str) -> None:
    place = find(address)
    assert (place.clarity, code_of(place.area), place.formerly) == (Clarity.LIKELY, code, formerly)


@pytest.mark.parametrize(("address", "code"), PARTIAL)
def test_an_address_without_a_county(address: str, code: str) -> None:
    place = find(address)
    assert (place.clarity, code_of(place.area), place.found) == (Clarity.PARTIAL, code, False)


@pytest.mark.parametrize(("address", "codes"), UNCLEAR)
def test_a_name_that_several_have_stays_open(address: str, codes: set[str]) -> None:
    place = find(address)
    assert place.clarity is Clarity.UNCLEAR
    assert place.area is None
    assert {one.code for one in place.could_be} == codes


@pytest.mark.parametrize(
    "address", ["香港九龙旺角弥敦道", "中国香港特别行政区湾仔", "台湾省台北市", "日本东京都", "美国加州"]
)
def test_outside_the_mainland(address: str) -> None:
    assert find(address).clarity is Clarity.OUTSIDE


@pytest.mark.parametrize(
    "address",
    ["火星一号基地", "Room 5, 12 King Street, London", "香港中路10号", "中山路100号", "123456", "海宁路1000号"],
)
def test_nothing_is_guessed(address: str) -> None:
    assert find(address).clarity is Clarity.UNKNOWN


@pytest.mark.parametrize("address", ["", "   ", "，。", "中国"])
def test_nothing_was_written(address: str) -> None:
    assert find(address).clarity is Clarity.NOTHING


def test_a_very_long_text_is_answered() -> None:
    assert find("浙" * 5000).clarity is Clarity.UNKNOWN


def test_full_width_blanks_and_marks_go() -> None:
    assert plain("　浙江省　杭州市，余杭区（５号楼）") == "浙江省杭州市余杭区5号楼"


def test_every_code_is_six_digits_below_a_known_province() -> None:
    assert all(len(code) == 6 and code.isdecimal() and code[:2] + "0000" in areas() for code in areas())


def test_there_are_thirty_one_provinces_and_four_cities_without_counties() -> None:
    assert len(list(provinces())) == 31
    assert {city.name for city in cities_in() if governs_itself(city)} == {"东莞市", "中山市", "儋州市", "嘉峪关市"}


def test_names_differ_within_a_city() -> None:
    for city in cities_in():
        names = [one.name for one in counties_in(city)]
        assert len(names) == len(set(names)), city.name


@pytest.mark.parametrize("third", [0, 1, 2])
def test_an_address_written_in_full_is_found_wherever_it_lies(third: int) -> None:
    assert [full_name(one) for one in counties_in()[third::3] if find(f"{full_name(one)}人民路1号").area != one] == []


def test_a_code_that_is_gone_leads_to_the_area_of_today() -> None:
    assert code_of(area("310103")) == "310101"
    assert area("999999") is None
    assert all(code not in areas() or areas()[code].name != name for code, (name, _) in former().items())


def test_the_way_down() -> None:
    assert [step.name for step in path(areas()["330110"])] == ["浙江省", "杭州市", "余杭区"]
    assert [step.name for step in path(areas()["310101"])] == ["上海市", "黄浦区"]
    assert [step.name for step in path(areas()["441900"])] == ["广东省", "东莞市"]
    assert [step.name for step in path(areas()["330000"])] == ["浙江省"]
    assert city_of(areas()["429004"]) is None
    assert province_of(areas()["429004"]).name == "湖北省"


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("330110", "余杭"),
        ("310115", "浦东"),
        ("150000", "内蒙古"),
        ("422800", "恩施"),
        ("130133", ""),
        ("150724", "鄂温克"),
    ],
)
def test_how_people_shorten_a_name(code: str, short: str) -> None:
    assert areas()[code].short_name == short
