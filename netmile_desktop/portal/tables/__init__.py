"""The portal's schema, designed for the whole product.

A test enforces rules that keep a later move to many machines possible: the site leads every key of merchant data;
members and balances are spread by account, and no foreign key refers to them; no sequences, no native enumerations, no
database clocks. The large tables (rows of a batch, issues, transfers) have no foreign keys at all, because each check
would lock the same campaign row.
"""

from netmile_desktop.portal.tables.access import *
from netmile_desktop.portal.tables.automatic import *
from netmile_desktop.portal.tables.batches import *
from netmile_desktop.portal.tables.campaigns import *
from netmile_desktop.portal.tables.cancellations import *
from netmile_desktop.portal.tables.hand_over import *
from netmile_desktop.portal.tables.ledger import *
from netmile_desktop.portal.tables.members import *
from netmile_desktop.portal.tables.metadata import *
from netmile_desktop.portal.tables.payments import *
from netmile_desktop.portal.tables.plumbing import *
from netmile_desktop.portal.tables.reports import *
from netmile_desktop.portal.tables.rewards import *
