"""Cases of everyday for the question whether goods may go back, one a line: what is known | the verdict | reasons.

What is known: the kind of goods, the days since they came, then facts with + or - in front (short names in SHORT).
"""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from law import CHINA, Law, load
from law.eligibility import Category, Eligibility, Facts, seven_day_return

LAW = load()
RECEIVED = datetime(2026, 11, 2, 10, tzinfo=CHINA)  # a Monday; the seventh day is Monday the 9th
HOLIDAY = datetime(2026, 9, 24, 11, tzinfo=CHINA)  # the seventh day is 1 October, moved to the 8th
DAY = timedelta(days=1)
BOOLS = {field.name for field in fields(Facts)} - {"now", "received_at", "asked_on", "category"}
SHORT = {
    "tick": "confirmed_at_purchase", "promise": "seller_promised_returns", "seal": "one_time_seal_broken",
    "tags": "tags_on", "all": "accessories_complete", "flaw": "near_expiry_disclosed", "asked": "asked_in_time",
}  # fmt: skip

CASES = """
# clothing: tag, stains, accessories
clothing 3 -tick +tags -damaged +all                       | yes     | window_open not_confirmed intact
clothing 3 -tick +tags -damaged +all +unsealed             | yes     | unsealed
clothing 3 -tick -tags -damaged +all                       | no      | spoiled_tags_on
clothing 3 -tick +tags +damaged +all                       | no      | spoiled_damaged
clothing 3 -tick -tags +damaged +all                       | no      | spoiled_tags_on spoiled_damaged
clothing 3 -tick +tags -damaged -all                       | no      | spoiled_accessories_complete
clothing 3 -tick +tags -damaged                            | likely  | accessories_unknown
clothing 3 -tick +tags +all                                | unknown | open_intact
clothing 3 -tick -damaged +all                             | unknown | open_intact
clothing 3 +tags -damaged +all                             | likely  | confirmation_unknown
clothing 3 +tick +tags -damaged +all                       | unknown | nature_unknown
clothing 3 +tick -unsuited -flaw +tags -damaged +all       | yes     | widened
clothing 3 +tick +unsuited -flaw +tags -damaged +all       | no      | confirmed_by_nature
clothing 3 +tick -unsuited +flaw +tags -damaged +all       | no      | near_expiry
clothing 3 -tick +flaw +tags -damaged +all                 | yes     | not_confirmed
clothing 3 -tick +custom_made +tags -damaged +all          | no      | custom_made
clothing 3 -tick +custom_made +promise +tags -damaged +all | yes     | promise
clothing 3                                                 | unknown | open_intact confirmation_unknown
# electronics: activation, changes
electronics 2 -tick -activated -damaged +all               | yes     | intact
electronics 2 -tick +activated -damaged +all               | no      | spoiled_activated
electronics 2 -tick -activated +damaged +all               | no      | spoiled_damaged
electronics 2 +tick +unsuited -activated -damaged +all     | no      | confirmed_by_nature
electronics 2 +tick -unsuited -flaw -activated -damaged +all | yes   | widened
electronics 2 -tick -damaged +all                          | unknown | open_intact
electronics 2 -tick -activated -damaged +all +unsealed     | yes     | unsealed
# cosmetics, food, health goods: the one-time seal
cosmetics 1 -tick -seal -damaged                           | yes     | not_confirmed intact
cosmetics 1 -tick +seal -damaged                           | no      | spoiled_one_time_seal_broken
cosmetics 1 -tick -damaged                                 | unknown | open_intact
cosmetics 1 -tick -unsealed -damaged                       | yes     | intact
cosmetics 1 -tick +unsealed -seal -damaged                 | yes     | unsealed
cosmetics 1 -seal -damaged                                 | likely  | confirmation_unknown
cosmetics 1 +tick -seal -damaged                           | no      | why_cosmetics
cosmetics 1 +tick +promise -seal -damaged                  | likely  | promise_and_confirmation
cosmetics 1 +tick +promise +seal -damaged                  | no      | spoiled_one_time_seal_broken
food 1 -tick -seal -damaged                                | yes     | intact
food 1 +tick -seal -damaged                                | no      | why_food
food 1 +tick +flaw -seal -damaged                          | no      | near_expiry
food 1 -tick -seal +damaged                                | no      | spoiled_damaged
health 1 -tick -seal -damaged                              | yes     | intact
health 1 +tick -seal -damaged                              | no      | why_health
# what the law itself takes out
custom 2                                                   | no      | why_custom
custom 2 -promise                                          | no      | why_custom
custom 2 +promise -damaged +all                            | yes     | promise
perishable 1                                               | no      | why_perishable
perishable 1 +promise -damaged                             | yes     | promise
perishable 1 +promise +damaged                             | no      | spoiled_damaged
periodicals 1                                              | no      | why_periodicals
digital 1 +unsealed                                        | no      | why_digital
digital 1 +unsealed +promise -damaged                      | yes     | promise
digital 1 -unsealed -tick -damaged                         | yes     | intact
digital 1 -tick -damaged                                   | unknown | open_unsealed
books 2 -tick -damaged                                     | yes     | intact
books 2 -tick +damaged                                     | no      | spoiled_damaged
other 2 -tick -damaged +all                                | yes     | intact
other 2 +tick +unsuited -damaged +all                      | no      | confirmed_by_nature
other 2 +tick -unsuited -damaged +all                      | unknown | nature_unknown
# bought in a shop
clothing 3 -online -tick +tags -damaged +all               | no      | not_online
clothing 3 -online +promise -tick +tags -damaged +all      | likely  | shop_promise
# the window
clothing 0 -tick +tags -damaged +all                       | yes     | window_open
clothing 7 -tick +tags -damaged +all                       | yes     | window_open
clothing 8 -tick +tags -damaged +all                       | unknown | over_unless_asked
clothing 8 -asked -tick +tags -damaged +all                | no      | window_over
clothing 8 +asked -tick +tags -damaged +all                | yes     | asked_in_time
clothing 900 +asked -tick +tags -damaged +all              | yes     | asked_in_time
clothing 3 -asked -tick +tags -damaged +all                | yes     | window_open
clothing 8 -asked +damaged -tags                           | no      | window_over spoiled_tags_on
"""


def read(line: str) -> tuple[Facts, str, set[str]]:
    said, verdict, reasons = (part.strip() for part in line.split("|"))
    category, days, *signs = said.split()
    answers: dict[str, Any] = {SHORT.get(sign[1:], sign[1:]): sign[0] == "+" for sign in signs}
    assert answers.keys() <= BOOLS, answers
    facts = Facts(now=RECEIVED + int(days) * DAY, received_at=RECEIVED, category=Category(category))
    return replace(facts, **answers), verdict, set(reasons.split())


LINES = [line for line in CASES.strip().splitlines() if not line.startswith("#")]
PLAIN = read(LINES[0])[0]
"""A garment, three days in the house, with everything in order."""


def ask(facts: Facts, law: Law = LAW) -> Eligibility:
    return seven_day_return(facts, law)


def reasons(found: Eligibility) -> set[str]:
    return {point.said.key for point in found.points}
