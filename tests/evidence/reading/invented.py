"""Invented people with numbers and addresses that pass every check, and numbers that look like theirs and aren't."""

import random
from dataclasses import dataclass

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
)
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志梓涵欣怡浩宇轩子萱诗雨晨曦佳琪思远若彤一诺"
_PLACES = (
    ("浙江省杭州市西湖区", "文三路", "翠苑新村"),
    ("广东省深圳市南山区", "科技园南路", "阳光花园"),
    ("上海市浦东新区", "张杨路", "世纪大厦"),
    ("北京市朝阳区", "望京东园四区", "融科橄榄城"),
    ("四川省成都市武侯区", "天府大道中段", "蜀都花园"),
    ("江苏省苏州市工业园区", "星湖街", "湖滨公寓"),
    ("湖北省武汉市洪山区", "珞喻路", "华中科技大学"),
    ("新疆维吾尔自治区乌鲁木齐市天山区", "解放北路", "和平小区"),
    ("河南省新乡市长垣市", "蒲西街道", "碧桂园"),
    ("陕西省西安市雁塔区", "小寨东路", "百隆广场"),
    ("福建省厦门市思明区", "软件园二期观日路", "望海家园"),
    ("重庆市渝北区", "龙溪街道新南路", "龙湖花园"),
    ("山东省青岛市市南区", "香港中路", "远洋大厦"),
    ("云南省昆明市官渡区", "关上街道", "世纪城"),
    ("黑龙江省哈尔滨市南岗区", "西大直街", "工大宿舍"),
    ("广西壮族自治区桂林市七星区", "金鸡路", "师大社区"),
)


@dataclass(frozen=True, slots=True)
class Invention:
    """Strings from one stream of chance."""

    chance: random.Random

    def digits(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def name(self) -> str:
        return self.chance.choice(_SURNAMES) + "".join(self.chance.sample(_GIVEN, self.chance.choice((1, 2, 2))))

    def mobile(self) -> str:
        """A mobile number in one of the ways in which people write it."""
        number = self.chance.choice(("13", "15", "17", "18", "19")) + self.digits(9)
        way = self.chance.randrange(6)
        if way == 0:
            return f"{number[:3]} {number[3:7]} {number[7:]}"
        if way == 1:
            return f"{number[:3]}-{number[3:7]}-{number[7:]}"
        return f"+86 {number}" if way == 2 else number

    def masked(self) -> str:
        number = self.mobile()[-11:].replace(" ", "").replace("-", "").rjust(11, "3")
        return f"1{number[1:3]}****{number[-4:]}"

    def landline(self) -> str:
        area = self.chance.choice(("010", "021", "0571", "0755", "028"))
        return f"{area}-{self.chance.choice('5678')}{self.digits(7)}"

    def identity(self) -> str:
        """An ID number with its check digit (GB 11643)."""
        born = f"{self.chance.randrange(1955, 2007)}{self.chance.randrange(1, 13):02}{self.chance.randrange(1, 29):02}"
        body = self.chance.choice(("110101", "330106", "440305", "510107", "420111", "650102")) + born + self.digits(3)
        return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]

    def card(self, length: int = 19) -> str:
        """A bank card's number, in fours or in one piece, with its check digit (Luhn)."""
        number = luhn("62" + self.digits(length - 3))
        fours = " ".join(number[n : n + 4] for n in range(0, length, 4))
        return self.chance.choice((fours, number))

    def address(self) -> str:
        area, road, estate = self.chance.choice(_PLACES)
        n = self.chance.randrange
        door = self.chance.choice(
            (
                f"{n(1, 999)}号{estate}{n(1, 30)}栋{n(1, 5)}单元{n(1, 33)}0{n(1, 9)}室",
                f"{n(1, 999)}号{estate}{n(1, 30)}幢{n(101, 3305)}",
                f"{n(1, 999)}弄{n(1, 99)}号{n(101, 1805)}室",
                f"{estate}{n(1, 9)}号楼{n(1, 5)}单元{n(101, 1805)}",
                f"{n(1, 999)}号{estate}{self.chance.choice('ABCD')}座{n(1, 33)}层",
            )
        )
        if self.chance.random() < 0.2:
            area = f"{area[:3]} {area[3:6]} {area[6:]} "
        return f"{area}{road}{door}"

    def order(self) -> str:
        """An order's number: 18 to 20 digits, every second one a valid card number by chance's help."""
        length = self.chance.choice((18, 19, 20))
        number = self.chance.choice("123456789") + self.digits(length - 2)
        number = luhn(number) if self.chance.random() < 0.5 else number + self.digits(1)
        return self.chance.choice(("P", "", "")) + number

    def parcel(self) -> str:
        return self.chance.choice(("SF", "YT", "JT", "78", "43")) + self.digits(13)

    def moment(self) -> str:
        n = self.chance.randrange
        date = f"2026{self.chance.choice('-/')}{n(1, 13):02}-{n(1, 29):02}".replace("/", "-")
        return f"{date} {n(0, 24):02}:{n(0, 60):02}:{n(0, 60):02}"

    def amount(self) -> str:
        return f"¥{self.chance.randrange(1, 20000)}.{self.digits(2)}"

    def hotline(self) -> str:
        return self.chance.choice(
            ("400-" + self.digits(3) + "-" + self.digits(4), "95" + self.digits(3), "12315", "400" + self.digits(7))
        )


def luhn(body: str) -> str:
    """`body` with the digit behind it that makes it pass the Luhn check."""
    doubled = [int(d) * 2 if n % 2 == 0 else int(d) for n, d in enumerate(reversed(body))]
    return body + str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)
