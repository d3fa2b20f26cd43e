"""What clocks and steps are called on the page. `%(ID)s` stands for a limit or figure of the rulebook (`quantified`)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from escalation.clocks import CHECKED
from escalation.models import Deadline, DeadlineState, Origin, Whose
from escalation.transitions import Action
from rulebook.wording import quantified

DEADLINES: dict[str, Promise] = {
    "return_window": _("Seven-day return: give notice by"),
    "dispatch": _("The seller ships"),
    "limit": _("Last day for a complaint to 12315"),
    "seller_answer": _("The seller answers"),
    "promise": _("What they promised is done"),
    "apply_platform": _("Ask the platform to step in"),
    "ruling": _("The platform decides"),
    "material": _("Send the platform what it asked for"),
    "acceptance": _("12315 decides whether to accept"),
    "report_check": _("12315 checks the report"),
    "mediation": _("Mediation ends"),
    "confirmation": _("Have the agreement confirmed by the court"),
    "send_back": _("Post the goods back"),
    "return_refund": _("The seller refunds the return"),
    "settlement": _("The company settles online"),
    "court_filing": _("The court decides whether to take it up"),
    "judgment": _("The court decides"),
    "money_soon": _("Ask yourself: has the money arrived?"),
    "money_later": _("Ask once more: has the money arrived?"),
}

DONE: dict[Action, Promise] = {
    Action.OPEN: _("Opened the case"),
    Action.CONTACT_SELLER: _("Sent the seller a message"),
    Action.RECORD_CONTACT: _("Noted down a contact"),
    Action.RECORD_PROMISE: _("They promised something"),
    Action.RECORD_PROMISE_KEPT: _("A promise was kept"),
    Action.RECORD_PROMISE_BROKEN: _("A promise was broken"),
    Action.RECORD_SENT_BACK: _("Posted the goods back"),
    Action.RECORD_RETURN_RECEIVED: _("The seller received the return"),
    Action.RECORD_AGREEMENT: _("The seller agreed"),
    Action.RECORD_REFUSAL: _("The seller refused"),
    Action.RECORD_SILENCE: _("The seller didn't answer"),
    Action.RECORD_KEPT: _("They kept their word"),
    Action.RECORD_BROKEN: _("They broke their word"),
    Action.ESCALATE_TO_PLATFORM: _("Asked the platform to step in"),
    Action.RECORD_PLATFORM_REQUEST: _("The platform asked for more material"),
    Action.ANSWER_PLATFORM: _("Sent the platform more material"),
    Action.RECORD_RULING_FOR: _("The platform ruled for you"),
    Action.RECORD_RULING_AGAINST: _("The platform ruled against you"),
    Action.RECORD_PLATFORM_SILENCE: _("The platform didn't decide in time"),
    Action.APPEAL_RULING: _("Asked the platform for a human review"),
    Action.SKIP_TO_REGULATOR: _("Went to 12315 directly"),
    Action.PREPARE_FILING: _("Began to prepare a filing"),
    Action.ASK_REVIEW: _("Submitted the filing for review"),
    Action.PASS_ON: _("The first reviewer approved, a second one follows"),
    Action.APPROVE_FILING: _("The review approved the filing"),
    Action.RETURN_FILING: _("The review returned the filing"),
    Action.ESCALATE_TO_REGULATOR: _("Filed it"),
    Action.RECORD_ACCEPTANCE: _("It was accepted"),
    Action.RECORD_DECLINED: _("It was not accepted"),
    Action.RECORD_REGULATOR_SILENCE: _("No decision on acceptance in time"),
    Action.RECORD_MEDIATION: _("Mediation began"),
    Action.RECORD_MEDIATION_AGREEMENT: _("Reached an agreement in mediation"),
    Action.RECORD_MEDIATION_END: _("Mediation ended without agreement"),
    Action.RECORD_RESULT: _("They have decided"),
    Action.APPLY_CONFIRMATION: _("Applied for judicial confirmation"),
    Action.DROP_FILING: _("Gave up this filing"),
    Action.RECORD_PAID_LATE: _("They paid after all"),
    Action.WITHDRAW_FILING: _("Took the filing back"),
    Action.RECORD_NOT_ARRIVED: _("The money hasn't arrived"),
    Action.CLOSE: _("Closed the case"),
    Action.WITHDRAW: _("Withdrew the case"),
    Action.REOPEN: _("Reopened the case"),
    Action.CORRECT: _("Took back a wrong entry"),
}

LAPSED: dict[str, Promise] = {
    "seller_answer": _("The seller hasn't answered in time. You can now ask the platform to step in."),
    "promise": _("The promised day has passed. If nothing has come, record it and go on."),
    "ruling": _("The platform hasn't decided in time. You can now go to 12315."),
    "acceptance": _("12315 hasn't said in time whether it accepts. You can record that and try another way."),
    "report_check": _("No word on the report in time. Ask by phone how far it is; your own claim doesn't wait for it."),
    "mediation": _("The time for mediation has passed. Record how it ended."),
    "return_refund": _(
        "The goods have been back for %(CPL25_REFUND_7D)s, and the money hasn't come. Record it and go on."
    ),
    "settlement": _("The company hasn't settled in time. You can now file a complaint with 12315."),
    "court_filing": _("The court hasn't said in time whether it takes the case up. Ask its filing desk."),
    "judgment": _("The usual time for small claims has passed. Ask the judge or the clerk."),
    "money_soon": _(
        "They said it was paid. Has the money arrived? If so, close the case; if not, record it and go on."
    ),
    "money_later": _("Has the money arrived by now? If not, record it: a promise on paper isn't a refund."),
    "dispatch": _("The seller hasn't shipped in time. Write to them, and then ask the platform to step in."),
}


TITLES: dict[Action, Promise] = {
    Action.CONTACT_SELLER: _("Write to the seller"),
    Action.RECORD_AGREEMENT: _("What did they agree to?"),
    Action.RECORD_CONTACT: _("Note down a contact"),
    Action.RECORD_PROMISE: _("What did they promise?"),
    Action.RECORD_PROMISE_KEPT: _("This promise was kept?"),
    Action.RECORD_PROMISE_BROKEN: _("This promise was broken?"),
    Action.RECORD_SENT_BACK: _("Posting the goods back"),
    Action.RECORD_RETURN_RECEIVED: _("When did the return arrive?"),
    Action.RECORD_PAID_LATE: _("They have paid after all"),
    Action.RECORD_NOT_ARRIVED: _("The money hasn't arrived"),
    Action.WITHDRAW_FILING: _("Take the filing back"),
    Action.APPLY_CONFIRMATION: _("Have the agreement confirmed by the court"),
    Action.APPEAL_RULING: _("Ask for reasons and a human review"),
    Action.RECORD_RESULT: _("What did they decide?"),
    Action.RECORD_REFUSAL: _("What did they say?"),
    Action.RECORD_SILENCE: _("No answer in time"),
    Action.ESCALATE_TO_PLATFORM: _("Ask the platform to step in"),
    Action.RECORD_PLATFORM_REQUEST: _("What does the platform ask for?"),
    Action.ANSWER_PLATFORM: _("Answer the platform"),
    Action.PREPARE_FILING: _("Where do you want to file?"),
    Action.ESCALATE_TO_REGULATOR: _("Copy it field by field"),
    Action.CORRECT: _("Take back the last entry?"),
    Action.CLOSE: _("Close the case"),
}

WHY: dict[Action, Promise] = {
    Action.CONTACT_SELLER: _("Use the chat in the app: it is kept, and later it counts as evidence."),
    Action.RECORD_AGREEMENT: _(
        "Have them confirm in the chat: the return address, how the refund is paid, and by when."
    ),
    Action.RECORD_CONTACT: _("Each call and each message counts later: who, when, and what was said."),
    Action.RECORD_PROMISE: _(
        "In their own words, with the time at which they were said. A moment that was named becomes a date here."
    ),
    Action.RECORD_SENT_BACK: _(
        "Before you hand the parcel over: photograph the goods, the label, the scales and the closed parcel. Then nobody can say that something was missing."
    ),
    Action.RECORD_RETURN_RECEIVED: _("From the day they sign for it, they have %(CPL25_REFUND_7D)s to refund."),
    Action.RECORD_PAID_LATE: _(
        "Enter what has come. What is still running elsewhere can then be taken back; the text for it is ready."
    ),
    Action.RECORD_NOT_ARRIVED: _("The case goes on from where it stood. What they said stays on record."),
    Action.WITHDRAW_FILING: _(
        "Only once the money is there. After that, the same matter usually can't be filed again."
    ),
    Action.APPLY_CONFIRMATION: _("Both sides ask together. A confirmed agreement can be enforced by the court."),
    Action.APPEAL_RULING: _("You may ask for the reasons, and for a person instead of a machine."),
    Action.RECORD_REFUSAL: _("Their words matter: the platform and 12315 will want to read them."),
    Action.RECORD_SILENCE: _("The time is over. After this you can ask the platform to step in."),
    Action.RECORD_KEPT: _("Good. Then only closing is left."),
    Action.ESCALATE_TO_PLATFORM: _("The description is ready: copy it, submit it in the app, and come back here."),
    Action.RECORD_PLATFORM_REQUEST: _("The case then shows by when it must be there."),
    Action.RECORD_RULING_AGAINST: _("Keep the screenshot. With it, 12315 and the association are open to you."),
    Action.SKIP_TO_REGULATOR: _("For fakes, dangers to health and large amounts you need not wait for the platform."),
    Action.PREPARE_FILING: _(
        "A complaint asks for your money back; the association mediates; a report only tells of a violation. Complaint and association exclude each other while one runs."
    ),
    Action.ASK_REVIEW: _("An admin reads it before it goes out."),
    Action.ESCALATE_TO_REGULATOR: _("In the order of the form. Copy one, paste it there, come back for the next."),
    Action.RECORD_DECLINED: _("The reason decides which way is open now."),
    Action.CORRECT: _(
        "The case goes back to where it stood before. Both entries stay in the timeline; nothing is wiped away."
    ),
    Action.CLOSE: _("Everything is kept. You can reopen it within %(REOPEN_WITHIN)s."),
    Action.WITHDRAW: _("All clocks stop. You can reopen it within %(REOPEN_WITHIN)s."),
}

WHERE: dict[Action, Promise] = {
    Action.CONTACT_SELLER: _("In the app: orders → this order → contact the seller. Paste it there."),
    Action.ESCALATE_TO_PLATFORM: _(
        "In the app: orders → this order → apply for after-sales → ask customer service to step in. Paste it into the description."
    ),
    Action.APPEAL_RULING: _("In the app: the page with the decision → appeal, or customer service."),
    Action.WITHDRAW_FILING: _("Where you filed it, on the page of that filing."),
    Action.APPLY_CONFIRMATION: _(
        "At the court where the association is, both sides together; ask its filing desk first."
    ),
    Action.ANSWER_PLATFORM: _("In the app, on the page where customer service asked."),
    Action.ASK_REVIEW: _("This is the text that the admin reads and that you will file."),
    Action.ESCALATE_TO_REGULATOR: _("On www.12315.cn or in the mini program “12315”."),
}

LEADS: dict[Action, Promise] = {
    Action.CONTACT_SELLER: _("Copy the message and send it"),
    Action.ESCALATE_TO_PLATFORM: _("Copy the description and submit it"),
    Action.ANSWER_PLATFORM: _("Copy the answer and send it"),
    Action.ESCALATE_TO_REGULATOR: _("Copy field by field and file it"),
    Action.APPEAL_RULING: _("Ask for a human review"),
    Action.WITHDRAW_FILING: _("Take the filing back"),
    Action.APPLY_CONFIRMATION: _("Have it confirmed by the court"),
    Action.RECORD_SENT_BACK: _("Post the goods back"),
}
"""Buttons that lead to a text: what is done there, not what is recorded afterwards."""

TEXTS: dict[Action, Promise] = {
    Action.CONTACT_SELLER: _("The message"),
    Action.ESCALATE_TO_PLATFORM: _("The description"),
    Action.ANSWER_PLATFORM: _("The answer"),
    Action.APPEAL_RULING: _("The request"),
    Action.WITHDRAW_FILING: _("The withdrawal"),
    Action.APPLY_CONFIRMATION: _("The application"),
    Action.ASK_REVIEW: _("The text to be reviewed"),
    Action.ESCALATE_TO_REGULATOR: _("What the complaint is about"),
}

SUBMIT: dict[Action, Promise] = {
    **{action: _("Record it") for action in Action if action.startswith("record_")},
    Action.CORRECT: _("Take it back"),
}


def name_of(deadline: Deadline) -> str:
    """What a deadline is called."""
    return str(DEADLINES[called(deadline.name, deadline.rule_id)])


def called(name: str, rule_id: str) -> str:
    """The key of a clock's words: one clock is called otherwise where it is a report's."""
    return "report_check" if rule_id == CHECKED.rule else name


def lapsed_words(deadline: Deadline) -> str:
    """What it means that a deadline has passed, and what can be done now."""
    ours = deadline.whose == Whose.CONSUMER and deadline.origin != Origin.HOUSE
    if ours and deadline.state != DeadlineState.MET:
        return str(_("This day has passed. Look at the case: there is usually another way on."))
    key = called(deadline.name, deadline.rule_id)
    return quantified(LAPSED.get(key, _("This day has passed. Look at the case for what can be done now.")))


def usual_words() -> str:
    """What a date of a limit says that the platform keeps to itself, wherever it stands."""
    return pgettext("date", "Not published; a usual value")


def usual_lines(deadline: Deadline) -> list[str]:
    """The sentence that goes with such a date in a mail; nothing for every other date."""
    if deadline.origin != Origin.PLATFORM:
        return []
    return [
        str(
            _(
                "The platform hasn't published this limit; we use a usual value. The countdown in the app goes before it."
            )
        )
    ]
