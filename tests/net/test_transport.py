from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from net.server import PatientTimer, Site, page, running
from pantau.errors import FetchFailed
from pantau.net import Fetched, Fetcher, FetchRules
from pantau.net import fetcher as fetcher_module

NAME = "paper.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate for paper.example alone, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=subject, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


def fetched(site: Site, host: str) -> Fetched:
    rules = FetchRules(allow_private=True, delay=0.0)
    fetcher = Fetcher(rules, resolver=lambda name, port: ("127.0.0.1",), timer=PatientTimer())
    answer = fetcher.fetch(site.url("/a", host=host, scheme="https"))
    assert isinstance(answer, Fetched)
    return answer


def test_the_name_stays_the_one_that_is_asked_for_and_certified(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connected to by its address, the server still hears its name and must prove it."""
    heard: list[str | None] = []
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    serving.sni_callback = lambda socket, name, context: heard.append(name)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(fetcher_module, "tls", lambda: trusting)
    with running(serving) as site:
        site.pages["/a"] = page("certified")
        assert b"certified" in fetched(site, NAME).body
        assert site.requests[-1][1]["host"] == f"{NAME}:{site.port}"
        assert set(heard) == {NAME}
        with pytest.raises(FetchFailed, match="certificate"):
            fetched(site, "other.example")


def test_a_certificate_that_nobody_vouches_for_is_a_failure(certificate: Path) -> None:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    with running(serving) as site, pytest.raises(FetchFailed, match="certificate"):
        fetched(site, NAME)
