"""NetMile Reward: registrations, files and their results, the merchant's API, the fee."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Rewards:
    """NetMile Reward of the site that is signed in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def preview(self, campaign_id: str, progress: Progress = SILENT) -> wire.RewardPreview:
        """Where a browser sees a campaign's page as a rehearsal."""
        order = wire.RewardPreviewOrder(campaign_id=campaign_id)
        return self._transport.call(operations.PREVIEW_REWARD, body=order, progress=progress)

    def picture(self, campaign_id: str, query: wire.RewardPictureQuery, progress: Progress = SILENT) -> bytes:
        """A campaign's page as a PNG. Drawing it may take the portal some seconds."""
        path = {"campaign_id": campaign_id}
        return self._transport.download(operations.REWARD_PICTURE, path=path, query=query, progress=progress)

    def registrations(
        self, query: wire.RewardRegistrationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.RewardRegistration]:
        """Registrations under conditions, a page of them, without personal data."""
        return self._transport.call(operations.SEARCH_REWARD_REGISTRATIONS, query=query, progress=progress)

    def funnel(self, query: wire.FunnelQuery, progress: Progress = SILENT) -> wire.Funnel:
        """How far members came on a campaign's page."""
        return self._transport.call(operations.REWARD_FUNNEL, query=query, progress=progress)

    def deadlines(self, progress: Progress = SILENT) -> wire.RewardDeadlines:
        """What waits for the merchant."""
        return self._transport.call(operations.REWARD_DEADLINES, progress=progress)

    def files(self, query: wire.RewardFileSearch, progress: Progress = SILENT) -> wire.Page[wire.RewardFile]:
        """Files under conditions, a page of them."""
        return self._transport.call(operations.REWARD_FILES, query=query, progress=progress)

    def file(self, file: str, progress: Progress = SILENT) -> wire.RewardFile:
        """One file, without its content."""
        return self._transport.call(operations.REWARD_FILE, path={"file": file}, progress=progress)

    def content(self, file: str, query: wire.RewardFileQuery, progress: Progress = SILENT) -> bytes:
        """What was registered, as CSV. The first download is the hand-over."""
        return self._transport.download(
            operations.REWARD_FILE_CONTENT, path={"file": file}, query=query, progress=progress
        )

    def check(self, file: str, result: bytes, progress: Progress = SILENT) -> wire.RewardResultCheck:
        """What a result would do; nothing is written."""
        return self._transport.call(operations.CHECK_REWARD_RESULT, path={"file": file}, raw=result, progress=progress)

    def answer(self, file: str, result: bytes, progress: Progress = SILENT) -> wire.RewardResultAccepted:
        """Upload the result of a file; the same bytes again get the same answer."""
        return self._transport.call(operations.ANSWER_REWARD_FILE, path={"file": file}, raw=result, progress=progress)

    def answer_pending(self, answers: wire.RewardAnswers, progress: Progress = SILENT) -> wire.RewardAnswersTaken:
        """Answer about registrations handed over in real time; those answered before are told, so it can be repeated."""
        return self._transport.call(operations.ANSWER_REWARDS, body=answers, progress=progress)

    def reasons(self, progress: Progress = SILENT) -> wire.RewardReasons:
        """Reasons of former refusals, the newest first."""
        return self._transport.call(operations.REWARD_REASONS, progress=progress)

    def hand_over(self, progress: Progress = SILENT) -> wire.RewardHandOver:
        """How registrations are handed over."""
        return self._transport.call(operations.REWARD_HAND_OVER, progress=progress)

    def set_hand_over(self, change: wire.RewardHandOverChange, progress: Progress = SILENT) -> wire.RewardHandOver:
        """Decide how registrations are handed over."""
        return self._transport.call(operations.SET_REWARD_HAND_OVER, body=change, progress=progress)

    def make_secret(self, progress: Progress = SILENT) -> wire.RewardSecret:
        """Make another secret of the merchant's API. Never repeated by itself: each makes another one."""
        return self._transport.call(operations.MAKE_REWARD_SECRET, repeatable=False, progress=progress)

    def test_call(self, progress: Progress = SILENT) -> wire.RewardCall:
        """Call the merchant's API with a made-up registration."""
        return self._transport.call(operations.TEST_REWARD_CALL, repeatable=False, progress=progress)

    def calls(self, query: wire.RewardCallSearch, progress: Progress = SILENT) -> wire.Page[wire.RewardCall]:
        """Calls of the merchant's API, a page of them."""
        return self._transport.call(operations.REWARD_CALLS, query=query, progress=progress)

    def fee(self, query: wire.RewardFeeQuery, progress: Progress = SILENT) -> wire.RewardFee:
        """What approved registrations cost."""
        return self._transport.call(operations.REWARD_FEE, query=query, progress=progress)
