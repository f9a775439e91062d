"""The wire format: every struct that crosses HTTP, spelt once for both ends, and used as `wire.Registration`.

Instants are ISO 8601 in UTC, days `YYYY-MM-DD` in Japan, miles and counts whole numbers. Unknown
fields in a request are refused, in an answer ignored, so that an older client can talk to a newer portal.
"""

from msgspec import UNSET as UNSET

from netmile_desktop.domain.wire.access import *
from netmile_desktop.domain.wire.applications import *
from netmile_desktop.domain.wire.automatic import *
from netmile_desktop.domain.wire.campaigns import *
from netmile_desktop.domain.wire.cancellations import *
from netmile_desktop.domain.wire.history import *
from netmile_desktop.domain.wire.inquiries import *
from netmile_desktop.domain.wire.issuances import *
from netmile_desktop.domain.wire.operator import *
from netmile_desktop.domain.wire.payments import *
from netmile_desktop.domain.wire.probes import *
from netmile_desktop.domain.wire.reports import *
from netmile_desktop.domain.wire.rewards import *
from netmile_desktop.domain.wire.shape import *
from netmile_desktop.domain.wire.singles import *
