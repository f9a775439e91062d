"""Keys of automatic issuance: made, rotated and revoked at the real portal; a secret is kept only on request."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.failures import Refused, Unreachable
from netmile_desktop.domain.wire import AutomaticKeyState
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.automatic.flaws import TagFlaw
from netmile_desktop.workspace.automatic.site_keys import SiteKeys
from netmile_desktop.workspace.desk import Desk
from tests.support.keyring import PrivateKeyring
from tests.support.refusing import AUTOMATIC, MERCHANT
from tests.support.window import MemoryCredentials


def sent_under(desk: Desk, key_id: str, secret: str) -> str | None:
    cells = desk.trials.usual(desk.catalogue.detail(AUTOMATIC))
    trial = desk.trials.make(TagFlaw.NONE, cells, MERCHANT, key_id, secret)
    return desk.trials.send(trial, key_id, secret).answer.code


def test_two_keys_are_valid_while_they_are_rotated(desk: Desk, credentials: MemoryCredentials) -> None:
    keys = desk.site_keys
    first = keys.make()
    with pytest.raises(Refused):
        keys.make()
    second = keys.rotate()
    states = {each.key_id: each.state for each in keys.all().keys}
    assert states == {
        second.key_id: AutomaticKeyState.VALID,
        first.key_id: AutomaticKeyState.VALID,
        KEY_ID: AutomaticKeyState.REVOKED,
    }
    assert sent_under(desk, first.key_id, first.secret) is None
    assert sent_under(desk, second.key_id, second.secret) is None
    assert sent_under(desk, KEY_ID, KEY_SECRET) == "13005"
    assert not credentials.passwords, "nobody asked for it"


def test_a_secret_is_kept_on_request_until_the_key_is_revoked(desk: Desk, credentials: MemoryCredentials) -> None:
    keys = desk.site_keys
    made = keys.make()
    assert keys.secret(made.key_id) == ""
    assert keys.keep(made.key_id, made.secret)
    assert keys.secret(made.key_id) == made.secret
    assert keys.revoke(made.key_id).state is AutomaticKeyState.REVOKED
    assert keys.secret(made.key_id) == ""
    assert not credentials.passwords
    assert sent_under(desk, made.key_id, made.secret) == "13005"


def test_without_a_keyring_nothing_is_kept(desk: Desk, credentials: MemoryCredentials) -> None:
    credentials.present = False
    assert not desk.site_keys.may_keep
    assert not desk.site_keys.keep("abcdefgh", KEY_SECRET)


def test_the_real_keyring_holds_a_secret_under_the_profile(desk: Desk, keyring: PrivateKeyring) -> None:
    keys = SiteKeys(desk.client, Credentials(), Profile(id="shop", name="店舗", url=desk.client.base_url))
    assert keys.secret(KEY_ID) == "", "a secret that everybody knows is the sandbox's alone"
    assert keys.keep(KEY_ID, KEY_SECRET)
    assert keys.secret(KEY_ID) == KEY_SECRET
    keys.forget(KEY_ID)
    assert keys.secret(KEY_ID) == ""


def test_a_key_whose_answer_was_lost_is_told_by_the_next_call(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, ask = desk.site_keys, desk.client.automatic.make_key
    made = []

    def lost(key: str, *rest: object) -> object:
        made.append(ask(key))
        raise Unreachable("the answer was lost")

    with monkeypatch.context() as broken:
        broken.setattr(desk.client.automatic, "make_key", lost)
        with pytest.raises(Unreachable):
            keys.make()
    again = keys.make()
    assert again.secret == made[0].secret
    assert len(keys.all().keys) == 2


def test_addresses_are_those_of_the_portal(desk: Desk) -> None:
    assert desk.site_keys.endpoint(MERCHANT) == f"{desk.client.base_url}/v1/automatic/minato"
    tag = desk.site_keys.tag(MERCHANT, "PARAMETER")
    assert tag.startswith(f'<img src="{desk.client.base_url}/v1/automatic/minato/tag.gif?parameter=PARAMETER"')
