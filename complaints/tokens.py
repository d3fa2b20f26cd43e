"""Time stamps (RFC 3161): the request for one, and whether an answer is one, for these words, by somebody trusted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    Verifier,
    VerifierBuilder,
    decode_timestamp_response,
)

from complaints.der import in_order

TOLERANCE = timedelta(minutes=5)
"""How far the authority's clock and ours may be apart."""


class NotAStamp(Exception):
    """The answer doesn't hold: the message says what doesn't."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a stamp says: when, and by whom."""

    at: datetime
    by: str


def request_for(words: str) -> TimeStampRequest:
    """A request for `words` (their SHA-256), with a nonce, and for the authority's certificates."""
    built = TimestampRequestBuilder().data(words.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return built.cert_request(cert_request=True).nonce(nonce=True).build()


def trusted(path: str) -> list[x509.Certificate]:
    """The certificates in a PEM file. Raises NotAStamp when there are none to be read."""
    try:
        return x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise NotAStamp(f"no certificates to check it with: {error}") from error


def check(
    token: bytes, words: str, certificates: list[x509.Certificate], *, since: datetime, until: datetime,
    nonce: int | None = None,
) -> Said:  # fmt: skip
    """What the stamp `token` says of `words`; its moment must lie between `since` and `until`, give or take TOLERANCE.

    Raises NotAStamp.
    """
    try:
        response = decode_timestamp_response(in_order(token))
        _verifier(certificates, nonce).verify_message(response, words.encode())
        said = Said(response.tst_info.gen_time, _name_of(response))
    except (ValueError, VerificationError) as error:
        raise NotAStamp(str(error)) from error
    if not since - TOLERANCE <= said.at <= until + TOLERANCE:
        raise NotAStamp(f"it says {said.at.isoformat()}, which can't be")
    return said


def _verifier(certificates: list[x509.Certificate], nonce: int | None) -> Verifier:
    roots = [one for one in certificates if one.issuer == one.subject]
    return VerifierBuilder(
        roots=roots, intermediates=[one for one in certificates if one not in roots], nonce=nonce
    ).build()


def _name_of(response: TimeStampResponse) -> str:
    """How the signer's certificate calls it: its common name, else the whole name."""
    signed = response.signed_data
    numbers = {one.serial_number for one in signed.signer_infos}
    for certificate in map(x509.load_der_x509_certificate, signed.certificates):
        if certificate.serial_number in numbers:
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(names[0].value if names else certificate.subject.rfc4514_string())[:200]
    raise ValueError("it has no certificate of its signer")
