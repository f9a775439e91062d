"""振込完了メール: the mail to members whose miles have become usable (guide L400-406, L459-465)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of, transfer_day
from netmile_desktop.domain.mails import transfer_mail
from netmile_desktop.portal.campaigns.campaigns import find_campaign
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.issuing.uploads import refuse_message
from netmile_desktop.portal.tables import site


class Mails:
    """Samples of the mail that members would get."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def sample(self, call: Call[wire.Nothing, wire.MailQuery]) -> wire.MailSample:
        """Return the mail for one issue made today.

        Raises:
            Refused: `P-OPTION` if the text to insert cannot be sent, `P-NOTFOUND`.
        """
        asked = call.body
        refuse_message(asked.message)
        transfer_on = transfer_day(day_of(self._now()), asked.transfer_after_days)

        def fill_in(conn: Connection) -> wire.MailSample:
            name = conn.execute(select(site.c.name).where(site.c.id == call.site_id)).scalar_one()
            campaign = find_campaign(conn, call.site_id, asked.campaign_id)
            mail = transfer_mail(name, campaign.name, asked.miles, transfer_on, asked.message)
            return wire.MailSample(subject=mail.subject, body=mail.body)

        return self._database.read(fill_in)
