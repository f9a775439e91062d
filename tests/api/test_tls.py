from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain.failures import Unreachable, WithoutTls
from netmile_desktop.portal.server import EmbeddedPortal, Server
from netmile_desktop.progress import Cancelled
from tests.support.faults import Fault, FaultyLine
from tests.support.progress import Watched


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "netmile test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "portal.pem", folder / "portal.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


@pytest.fixture(params=["127.0.0.1"])
def secure(
    sandbox_portal: EmbeddedPortal, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[str, Path]]:
    """The portal's address over TLS, and the certificate to be trusted."""
    pem, key = certificate(tmp_path, request.param)
    server = Server(sandbox_portal.portal, certificate=str(pem), private_key=str(key))
    thread = threading.Thread(target=server.run)
    thread.start()
    server.wait_until_serving()
    yield server.url, pem
    server.stop()
    thread.join()
    server.close()


def test_what_the_system_does_not_trust_is_not_spoken_to(secure: tuple[str, Path]) -> None:
    client = PortalClient(secure[0], patience=ONCE)
    with pytest.raises(Unreachable, match=r"(?i)certificate"):
        client.sessions.info()
    client.close()


def test_what_the_system_trusts_is_trusted(secure: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure[1]))
    client = PortalClient(secure[0])
    assert client.sessions.sign_in("demo", "Sandbox1234").token
    assert client.campaigns.home().running
    client.close()


@pytest.mark.parametrize("secure", ["127.0.0.9"], indirect=True)
def test_a_certificate_of_another_place_is_refused(secure: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure[1]))
    client = PortalClient(secure[0], patience=ONCE)
    with pytest.raises(Unreachable):
        client.sessions.info()
    client.close()


@pytest.mark.parametrize("after", [0, 400, 3000], ids=["shaking hands", "half-way through the handshake", "answering"])
def test_cancelling_under_tls(secure: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure[1]))
    with FaultyLine(secure[0]) as line:
        client = PortalClient(line.url.replace("http:", "https:"))
        line.script(Fault(stall_down_after=after))
        progress = Watched()
        outcome: list[BaseException] = []

        def call() -> None:
            try:
                for _ in range(20):
                    client.sessions.info(progress)
            except BaseException as error:
                outcome.append(error)

        thread = threading.Thread(target=call)
        thread.start()
        assert line.struck.wait(10)
        began = time.monotonic()
        progress.cancel()
        thread.join(10)
        assert time.monotonic() - began < 0.5
        assert isinstance(outcome[0], Cancelled)
        assert client.sessions.info().sandbox
        client.close()


def test_no_password_travels_in_the_clear(sandbox_portal: EmbeddedPortal) -> None:
    client = PortalClient("http://portal.example")
    with pytest.raises(WithoutTls):
        client.sessions.sign_in("demo", "Sandbox1234")
    client.close()
