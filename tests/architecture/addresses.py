"""Who may go where: one expectation for every address of the product. A new address needs a line here, or a test fails."""

from collections.abc import Iterator
from enum import IntEnum, auto

from django.urls import URLPattern, URLResolver, get_resolver


class Rule(IntEnum):
    """What an address asks for. From VIEW on: a right on the case in the address, each including the one before."""

    OPEN = auto()  # anybody, signed in or not
    PERSON = auto()  # anybody who has signed in
    HELPER = auto()  # the role; others get 404
    ADMIN = auto()
    MINE = auto()  # the thing belongs to one person; others get 404
    REVIEW = auto()  # an admin, and only while the case waits for a review
    ACTION = auto()  # may be seen with VIEW, the workflow decides what may be done
    VIEW = auto()
    PREPARE = auto()
    CHANGE = auto()
    OWN = auto()


EXPECTED: dict[str, Rule] = {
    "healthz": Rule.OPEN,
    "readyz": Rule.OPEN,
    "metrics": Rule.ADMIN,
    "health": Rule.ADMIN,
    "set_language": Rule.OPEN,
    "pages:help": Rule.OPEN,
    "pages:how": Rule.OPEN,
    "pages:privacy": Rule.OPEN,
    "pages:terms": Rule.OPEN,
    "desk:home": Rule.OPEN,
    "rulebook:index": Rule.OPEN,
    "rulebook:source": Rule.OPEN,
    "rulebook:desk": Rule.ADMIN,
    "rulebook:calendar": Rule.ADMIN,
    "rulebook:entry": Rule.ADMIN,
    "rulebook:edition": Rule.ADMIN,
    "rulebook:decide": Rule.ADMIN,
    "rulebook:impact": Rule.ADMIN,
    "desk:cases": Rule.PERSON,
    "desk:queue": Rule.HELPER,
    "desk:board": Rule.ADMIN,
    "desk:review": Rule.REVIEW,
    "desk:decide": Rule.REVIEW,
    "accounts:settings": Rule.PERSON,
    "notifications:inbox": Rule.PERSON,
    "notifications:count": Rule.PERSON,
    "notifications:mark_all_read": Rule.PERSON,
    "notifications:open": Rule.MINE,
    "escalation:reminders": Rule.VIEW,
    "escalation:hush": Rule.VIEW,
    "escalation:unhush": Rule.VIEW,
    "escalation:handled": Rule.VIEW,
    "calendar:page": Rule.PERSON,
    "calendar:make": Rule.PERSON,
    "calendar:renew": Rule.PERSON,
    "calendar:close": Rule.PERSON,
    "notifications:stop": Rule.OPEN,
    "notifications:push_worker": Rule.OPEN,
    "notifications:add_push": Rule.PERSON,
    "calendar:feed": Rule.OPEN,
    "notifications:ways": Rule.PERSON,
    "notifications:add_way": Rule.PERSON,
    "notifications:way": Rule.MINE,
    "notifications:test_way": Rule.MINE,
    "notifications:switch_way": Rule.MINE,
    "notifications:remove_way": Rule.MINE,
    "evidence:index": Rule.VIEW,
    "evidence:add": Rule.PREPARE,
    "evidence:uploads": Rule.PREPARE,
    "evidence:upload": Rule.MINE,
    "evidence:detail": Rule.VIEW,
    "evidence:order": Rule.PREPARE,
    "evidence:trash": Rule.PREPARE,
    "evidence:hold": Rule.PREPARE,
    "evidence:covers": Rule.VIEW,
    "evidence:cover": Rule.PREPARE,
    "evidence:offers": Rule.PREPARE,
    "evidence:uncover": Rule.PREPARE,
    "evidence:covered": Rule.VIEW,
    "evidence:turn": Rule.PREPARE,
    "evidence:describe": Rule.PREPARE,
    "evidence:remove": Rule.PREPARE,
    "evidence:restore": Rule.PREPARE,
    "evidence:file": Rule.VIEW,
    "evidence:thumb": Rule.VIEW,
    "evidence:page": Rule.VIEW,
    "evidence:tile": Rule.VIEW,
    "escalation:talks": Rule.VIEW,
    "escalation:keep_promises": Rule.CHANGE,
    "escalation:call": Rule.VIEW,
    "escalation:do": Rule.ACTION,
    "escalation:tone": Rule.VIEW,
    "escalation:attachments": Rule.VIEW,
    "escalation:archive": Rule.VIEW,
    "escalation:attachment": Rule.VIEW,
    "escalation:export": Rule.VIEW,
    "escalation:export_file": Rule.VIEW,
    "escalation:why": Rule.VIEW,
    "escalation:why_next": Rule.VIEW,
    "escalation:calendar": Rule.VIEW,
    "escalation:countdown": Rule.CHANGE,
    "escalation:sent": Rule.VIEW,
    "escalation:precheck": Rule.VIEW,
    "escalation:precheck_answer": Rule.PREPARE,
    "escalation:people": Rule.OWN,
    "escalation:revoke": Rule.OWN,
    "complaints:new": Rule.PERSON,
    "complaints:orders": Rule.PERSON,
    "complaints:own_order": Rule.MINE,
    "complaints:case": Rule.VIEW,
    "complaints:edit_story": Rule.PREPARE,
    "complaints:edit_details": Rule.PREPARE,
    "complaints:edit_claims": Rule.PREPARE,
    "complaints:seller": Rule.PREPARE,
    "complaints:calculator": Rule.ACTION,
    "complaints:returning": Rule.ACTION,
    "complaints:edit_order": Rule.CHANGE,
    "account_login": Rule.OPEN,
    "account_logout": Rule.OPEN,
    "account_inactive": Rule.OPEN,
    "account_signup": Rule.OPEN,
    "account_reauthenticate": Rule.PERSON,
    "account_email": Rule.PERSON,
    "account_email_verification_sent": Rule.OPEN,
    "account_change_password": Rule.PERSON,
    "account_set_password": Rule.PERSON,
    "account_reset_password": Rule.OPEN,
    "account_confirm_login_code": Rule.OPEN,
    "account_confirm_password_reset_code": Rule.OPEN,
    "account_complete_password_reset": Rule.OPEN,
    "account_password_reset_completed": Rule.OPEN,
    "mfa_index": Rule.PERSON,
    "mfa_authenticate": Rule.OPEN,
    "mfa_reauthenticate": Rule.PERSON,
    "mfa_activate_totp": Rule.PERSON,
    "mfa_deactivate_totp": Rule.PERSON,
    "mfa_view_recovery_codes": Rule.PERSON,
    "mfa_generate_recovery_codes": Rule.PERSON,
    "mfa_download_recovery_codes": Rule.PERSON,
    "usersessions_list": Rule.PERSON,
    "admin/login/": Rule.OPEN,
}


def addresses(
    resolver: URLResolver | None = None, prefix: str = "", space: str = "", outer: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """All addresses but those below /admin/: the name (the pattern where it has none) and the words it needs."""
    for entry in (resolver or get_resolver()).url_patterns:
        place = prefix + str(entry.pattern)
        words = (*outer, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver) and entry.namespace != "admin":
            yield from addresses(entry, place, f"{space}{entry.namespace}:" if entry.namespace else space, words)
        elif isinstance(entry, URLPattern):
            yield (space + entry.name if entry.name else place), words
