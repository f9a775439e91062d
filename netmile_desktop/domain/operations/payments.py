"""Paying with miles: the signed calls of shops, and what NetMile's staff keep about shops."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Audience, Operation, Raw, Table

_PAYMENT = "/v1/payments/{payment_number}"
_SITES = "/v1/operator/payment-sites"

OPEN_PAYMENT = Operation(
    "open_payment",
    "PUT",
    _PAYMENT,
    "Open a payment under the shop's own number; safe to repeat",
    wire.Nothing,
    wire.OpenPayment,
    wire.Payment,
    access=Audience.PAYMENT_SITE,
    problems=(Problem.IDEMPOTENCY, Problem.MEMBER, Problem.RETURN, Problem.NOT_FOUND),
)
PAYMENT = Operation(
    "payment",
    "GET",
    _PAYMENT,
    "A payment as it stands now",
    wire.Nothing,
    wire.Nothing,
    wire.Payment,
    access=Audience.PAYMENT_SITE,
    problems=(Problem.NOT_FOUND,),
)
CANCEL_PAYMENT = Operation(
    "cancel_payment",
    "POST",
    _PAYMENT + "/cancellation",
    "Close a payment that nobody has paid; safe to repeat",
    wire.Nothing,
    wire.Nothing,
    wire.Payment,
    access=Audience.PAYMENT_SITE,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)
REFUND_PAYMENT = Operation(
    "refund_payment",
    "PUT",
    _PAYMENT + "/refunds/{refund_number}",
    "Give back miles of a payment, all or some, under the shop's own number; safe to repeat",
    wire.Nothing,
    wire.RefundOrder,
    wire.Payment,
    access=Audience.PAYMENT_SITE,
    problems=(Problem.NOT_FOUND, Problem.STATE, Problem.REFUND, Problem.IDEMPOTENCY),
)
STATEMENT = Operation(
    "payment_statement",
    "GET",
    "/v1/payment-statements",
    "What was paid and refunded at the shop, by day, with sums",
    wire.StatementQuery,
    wire.Nothing,
    wire.Statement,
    access=Audience.PAYMENT_SITE,
    problems=(Problem.RANGE, Problem.SPAN),
)
STATEMENT_ENTRIES = Operation(
    "payment_statement_entries",
    "GET",
    "/v1/payment-statements/entries",
    "Each payment and refund of a statement, in order of time",
    wire.StatementEntryQuery,
    wire.Nothing,
    wire.Page[wire.StatementEntry],
    access=Audience.PAYMENT_SITE,
    problems=(Problem.RANGE, Problem.SPAN),
)
STATEMENT_LIST = Operation(
    "payment_statement_list",
    "GET",
    "/v1/payment-statements/list",
    "Each payment and refund of a statement, and its sums by day, as CSV",
    wire.StatementListQuery,
    wire.Nothing,
    wire.Nothing,
    access=Audience.PAYMENT_SITE,
    raw_answer=Raw.CSV,
    problems=(Problem.RANGE, Problem.SPAN),
)
PAYMENT_SITES = Operation(
    "payment_sites",
    "GET",
    _SITES,
    "All shops of the payment service, with their keys",
    wire.Nothing,
    wire.Nothing,
    wire.PaymentSites,
    access=Audience.OPERATOR,
)
ADD_PAYMENT_SITE = Operation(
    "add_payment_site",
    "POST",
    _SITES,
    "Add a shop to the payment service",
    wire.Nothing,
    wire.NewPaymentSite,
    wire.PaymentSite,
    access=Audience.OPERATOR,
    status=201,
    keyed=True,
    problems=(Problem.STATE, Problem.RETURN),
)
CHANGE_PAYMENT_SITE = Operation(
    "change_payment_site",
    "POST",
    _SITES + "/changes",
    "Change a shop's name, origins or status. The same again changes nothing",
    wire.Nothing,
    wire.PaymentSiteChange,
    wire.PaymentSite,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND, Problem.RETURN),
)
MAKE_PAYMENT_KEY = Operation(
    "make_payment_key",
    "POST",
    _SITES + "/keys",
    "Another key of a shop, of which two can be valid. Not safe to repeat: the secret is told once and kept sealed",
    wire.Nothing,
    wire.PaymentKeyOrder,
    wire.NewPaymentKey,
    access=Audience.OPERATOR,
    status=201,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)
REVOKE_PAYMENT_KEY = Operation(
    "revoke_payment_key",
    "POST",
    _SITES + "/keys/revocations",
    "End a key of a shop at once. The same again changes nothing",
    wire.Nothing,
    wire.PaymentKeyRevocation,
    wire.PaymentSite,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND,),
)

ALL: Table = (
    OPEN_PAYMENT,
    PAYMENT,
    CANCEL_PAYMENT,
    REFUND_PAYMENT,
    STATEMENT,
    STATEMENT_ENTRIES,
    STATEMENT_LIST,
    PAYMENT_SITES,
    ADD_PAYMENT_SITE,
    CHANGE_PAYMENT_SITE,
    MAKE_PAYMENT_KEY,
    REVOKE_PAYMENT_KEY,
)
