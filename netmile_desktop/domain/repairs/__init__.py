"""Mending cells that a keyboard or a spreadsheet has damaged, each mend proposed and never silent."""

from netmile_desktop.domain.repairs.kinds import Repair
from netmile_desktop.domain.repairs.proposals import Proposal, ProposalGroup, grouped, propose, propose_all

__all__ = ["Proposal", "ProposalGroup", "Repair", "grouped", "propose", "propose_all"]
