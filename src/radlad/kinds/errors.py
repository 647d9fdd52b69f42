"""Why a printed value is not what its kind asks for."""


class KindError(ValueError):
    """A value that is not of its kind; the base of all that `validate` raises."""


class FormatError(KindError):
    """The value holds characters, or an order of them, that its kind does not allow."""


class LengthError(KindError):
    """The value is too long or too short for its kind."""


class KeyDigitError(KindError):
    """The value has the right form, but its check digit is wrong."""


class PartialError(KindError):
    """The value is only a part of what its kind asks for, as a date without its day."""


class ImpossibleError(KindError):
    """The value has the right form, but nothing can have it, as the 31st of February."""
