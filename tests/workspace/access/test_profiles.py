from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.workspace.access.profiles import SANDBOX, Profile, Profiles

SHOP = Profile(id="shop", name="店舗", url="https://portal.example", login="clerk")


def test_the_sandbox_is_always_there_and_first(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path / "profiles.json")
    assert profiles.all() == [SANDBOX]
    assert profiles.last() == SANDBOX
    profiles.save(SHOP)
    profiles.remove("sandbox")
    assert profiles.all() == [SANDBOX, SHOP]


def test_profiles_outlive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "profiles.json"
    Profiles(path).save(SHOP)
    Profiles(path).used("shop")
    assert Profiles(path).last() == SHOP
    assert Profiles(path).find("shop") == SHOP


def test_saving_again_changes_and_removing_forgets(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path / "profiles.json")
    profiles.save(SHOP)
    profiles.used("shop")
    changed = Profile(id="shop", name="本店", url=SHOP.url)
    profiles.save(changed)
    assert profiles.all() == [SANDBOX, changed]
    profiles.remove("shop")
    assert profiles.all() == [SANDBOX]
    assert profiles.last() == SANDBOX


def test_the_sandbox_remembers_its_login(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path / "profiles.json")
    mine = Profile(id="sandbox", name=SANDBOX.name, login="someone")
    profiles.save(mine)
    assert profiles.all() == [mine]


@pytest.mark.parametrize(
    "text",
    [
        "{half a fi",
        "[]",
        '{"profiles": 3}',
        '{"profiles": [{"id": "shop"}]}',
        '{"profiles": [{"id": "shop", "name": 7}]}',
        '{"profiles": [{"id": "shop", "name": "Shop", "remember": "yes"}]}',
        '{"profiles": ["shop"]}',
        '{"last": null}',
    ],
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "profiles.json"
    path.write_text(text, encoding="utf-8")
    profiles = Profiles(path)
    assert profiles.all() == [SANDBOX]
    profiles.save(SHOP)
    assert (tmp_path / "profiles.json.damaged").read_text(encoding="utf-8") == text


def test_what_a_newer_program_wrote_beside_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    path.write_text('{"profiles": [{"id": "shop", "name": "Shop", "more": 1}], "last": "shop", "more": []}')
    assert Profiles(path).last() == Profile(id="shop", name="Shop")
