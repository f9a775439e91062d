"""ネットマイルリワード: pages and registrations, the hand-over to merchants, and the fee."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Audience, Operation, Raw, Table

SET_REWARD_USE = Operation(
    "set_reward_use",
    "PUT",
    "/v1/operator/rewards/uses",
    "Decide whether a site may run reward campaigns",
    wire.Nothing,
    wire.RewardUse,
    wire.RewardUseAtOperator,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND,),
)
REWARD_TERMS = Operation(
    "reward_terms",
    "GET",
    "/v1/operator/rewards/terms",
    "Whether a site may run reward campaigns, and what its contract says of them",
    wire.RewardTermsQuery,
    wire.Nothing,
    wire.RewardTerms,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND,),
)
PREVIEW_REWARD = Operation(
    "preview_reward",
    "POST",
    "/v1/rewards/previews",
    "Where a browser sees the page of a reward campaign as a rehearsal",
    wire.Nothing,
    wire.RewardPreviewOrder,
    wire.RewardPreview,
    status=201,
    problems=(Problem.NOT_FOUND,),
)
REWARD_PICTURE = Operation(
    "reward_picture",
    "GET",
    "/v1/rewards/campaigns/{campaign_id}/picture",
    "The registration page of a reward campaign as a picture, drawn by a browser at the portal",
    wire.RewardPictureQuery,
    wire.Nothing,
    wire.Nothing,
    raw_answer=Raw.PNG,
    problems=(Problem.NOT_FOUND, Problem.BROWSER, Problem.PICTURE),
)
SEARCH_REWARD_REGISTRATIONS = Operation(
    "search_reward_registrations",
    "GET",
    "/v1/rewards/registrations",
    "Registrations at the site's reward campaigns, without personal data",
    wire.RewardRegistrationSearch,
    wire.Nothing,
    wire.Page[wire.RewardRegistration],
    problems=(Problem.RANGE,),
)
REWARD_FUNNEL = Operation(
    "reward_funnel",
    "GET",
    "/v1/rewards/funnel",
    "How far members came on the pages of reward campaigns",
    wire.FunnelQuery,
    wire.Nothing,
    wire.Funnel,
    problems=(Problem.NOT_FOUND, Problem.RANGE, Problem.SPAN),
)
_RESULT_PROBLEMS = (Problem.NOT_FOUND, Problem.STATE, Problem.CSV, Problem.EMPTY, Problem.ROWS)

REWARD_FILES = Operation(
    "reward_files",
    "GET",
    "/v1/rewards/files",
    "Files of the batch hand-over, the newest first",
    wire.RewardFileSearch,
    wire.Nothing,
    wire.Page[wire.RewardFile],
    problems=(Problem.RANGE,),
)
REWARD_FILE = Operation(
    "reward_file",
    "GET",
    "/v1/rewards/files/{file}",
    "One file of the batch hand-over, without its content",
    wire.Nothing,
    wire.Nothing,
    wire.RewardFile,
    problems=(Problem.NOT_FOUND,),
)
REWARD_FILE_CONTENT = Operation(
    "reward_file_content",
    "GET",
    "/v1/rewards/files/{file}/content",
    "What was registered, as CSV; may be downloaded often",
    wire.RewardFileQuery,
    wire.Nothing,
    wire.Nothing,
    raw_answer=Raw.CSV,
    problems=(Problem.NOT_FOUND, Problem.GONE),
)
CHECK_REWARD_RESULT = Operation(
    "check_reward_result",
    "POST",
    "/v1/rewards/files/{file}/result/check",
    "Hold a result against its file without writing anything",
    wire.Nothing,
    wire.Nothing,
    wire.RewardResultCheck,
    raw_body=Raw.CSV,
    problems=_RESULT_PROBLEMS,
)
ANSWER_REWARD_FILE = Operation(
    "answer_reward_file",
    "PUT",
    "/v1/rewards/files/{file}/result",
    "Upload the result of a file, once; the same again changes nothing",
    wire.Nothing,
    wire.Nothing,
    wire.RewardResultAccepted,
    raw_body=Raw.CSV,
    problems=(*_RESULT_PROBLEMS, Problem.INCOMPLETE),
)
ANSWER_REWARDS = Operation(
    "answer_rewards",
    "POST",
    "/v1/rewards/answers",
    "Answer about registrations that were handed over in real time and left pending",
    wire.Nothing,
    wire.RewardAnswers,
    wire.RewardAnswersTaken,
)
REWARD_REASONS = Operation(
    "reward_reasons",
    "GET",
    "/v1/rewards/reasons",
    "Reasons with which the site has refused, for completion",
    wire.Nothing,
    wire.Nothing,
    wire.RewardReasons,
)
REWARD_DEADLINES = Operation(
    "reward_deadlines",
    "GET",
    "/v1/rewards/deadlines",
    "What of NetMile Reward waits for the merchant",
    wire.Nothing,
    wire.Nothing,
    wire.RewardDeadlines,
)
REWARD_HAND_OVER = Operation(
    "reward_hand_over",
    "GET",
    "/v1/rewards/hand-over",
    "How registrations are handed over",
    wire.Nothing,
    wire.Nothing,
    wire.RewardHandOver,
)
SET_REWARD_HAND_OVER = Operation(
    "set_reward_hand_over",
    "PUT",
    "/v1/rewards/hand-over",
    "Decide how registrations are handed over",
    wire.Nothing,
    wire.RewardHandOverChange,
    wire.RewardHandOver,
    problems=(Problem.INTERVAL, Problem.ENDPOINT),
)
MAKE_REWARD_SECRET = Operation(
    "make_reward_secret",
    "POST",
    "/v1/rewards/hand-over/secret",
    "Make the secret of the merchant's API, or another one; the former signs for a day more",
    wire.Nothing,
    wire.Nothing,
    wire.RewardSecret,
    status=201,
)
TEST_REWARD_CALL = Operation(
    "test_reward_call",
    "POST",
    "/v1/rewards/hand-over/test",
    "Call the merchant's API with a made-up registration",
    wire.Nothing,
    wire.Nothing,
    wire.RewardCall,
    problems=(Problem.STATE,),
)
REWARD_CALLS = Operation(
    "reward_calls",
    "GET",
    "/v1/rewards/calls",
    "Calls of the merchant's API, the newest first",
    wire.RewardCallSearch,
    wire.Nothing,
    wire.Page[wire.RewardCall],
)
REWARD_FEE = Operation(
    "reward_fee",
    "GET",
    "/v1/rewards/fee",
    "What approved registrations cost, by day or month of approval",
    wire.RewardFeeQuery,
    wire.Nothing,
    wire.RewardFee,
    problems=(Problem.NOT_FOUND, Problem.RANGE, Problem.SPAN),
)
LATE_REWARD_FILES = Operation(
    "late_reward_files",
    "GET",
    "/v1/operator/rewards/files",
    "Files of all sites whose result is late or about to be",
    wire.LateRewardFileSearch,
    wire.Nothing,
    wire.Page[wire.LateRewardFile],
    access=Audience.OPERATOR,
)
SET_REWARD_CLOSING = Operation(
    "set_reward_closing",
    "PUT",
    "/v1/operator/rewards/closings",
    "Set what a site's contract says about registrations that stay unanswered",
    wire.Nothing,
    wire.RewardClosing,
    wire.RewardClosingAtOperator,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND, Problem.OPTION),
)

ALL: Table = (
    SET_REWARD_USE,
    REWARD_TERMS,
    PREVIEW_REWARD,
    REWARD_PICTURE,
    SEARCH_REWARD_REGISTRATIONS,
    REWARD_FUNNEL,
    REWARD_FILES,
    REWARD_FILE,
    REWARD_FILE_CONTENT,
    CHECK_REWARD_RESULT,
    ANSWER_REWARD_FILE,
    ANSWER_REWARDS,
    REWARD_REASONS,
    REWARD_DEADLINES,
    REWARD_HAND_OVER,
    SET_REWARD_HAND_OVER,
    MAKE_REWARD_SECRET,
    TEST_REWARD_CALL,
    REWARD_CALLS,
    REWARD_FEE,
    LATE_REWARD_FILES,
    SET_REWARD_CLOSING,
)
