"""What the law floor refuses, each with one sentence a person can read."""


class LawError(ValueError):
    """Base of every refusal of this package, so that callers can catch one name."""


class UnknownRule(LawError):
    """No rule with this id, or no version of the family in force on the day asked for."""


class NaiveTrigger(LawError):
    """The trigger has no time zone, so nobody can say on which day in China it fell."""


class OutOfCalendar(LawError):
    """The count needs a day outside the years that the packaged calendar knows."""


class BadRules(LawError):
    """The rule data contradicts itself; nothing is computed from it."""
