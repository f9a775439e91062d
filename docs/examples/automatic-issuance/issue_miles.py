"""Issue miles from a shop's server, in Python 3.9 or newer with the package `cryptography`.

    python3 issue_miles.py CAMPAIGN KEY ADDRESS MILES UNIQUE_ID          sends the call
    python3 issue_miles.py --tag CAMPAIGN KEY ADDRESS MILES UNIQUE_ID    prints the page tag

NETMILE_URL, NETMILE_MERCHANT, NETMILE_KEY_ID and NETMILE_SECRET come from the environment.
"""

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

URL = os.environ["NETMILE_URL"].rstrip("/")
MERCHANT = os.environ["NETMILE_MERCHANT"]
KEY_ID = os.environ["NETMILE_KEY_ID"]
SECRET = os.environ["NETMILE_SECRET"]

ATTEMPTS = 4


def text(data):
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def encrypt(content):
    """JWE in compact form, `dir` with `A256GCM`. The nonce is random and never used twice under one key."""
    header = text(json.dumps({"alg": "dir", "enc": "A256GCM", "kid": KEY_ID}).encode())
    nonce = os.urandom(12)
    sealed = AESGCM(base64.urlsafe_b64decode(SECRET + "=")).encrypt(nonce, content, header.encode())
    return f"{header}..{text(nonce)}.{text(sealed[:-16])}.{text(sealed[-16:])}"


def parameter(campaign, key, address, miles, unique_id):
    content = {
        "merchant_id": MERCHANT,
        "campaign_id": campaign,
        "key": key,
        "address": address,
        "miles": int(miles),
        "unique_id": unique_id,
        "time": int(time.time()),
    }
    return encrypt(json.dumps(content).encode())


def tag(*order):
    address = f"{URL}/v1/automatic/{urllib.parse.quote(MERCHANT)}/tag.gif?parameter={parameter(*order)}"
    return f'<img src="{address}" width="1" height="1" alt="">'


def send(*order):
    """Return the portal's answer. The unique ID makes it safe to send again, each time with the present time."""
    attempt = 0
    while True:
        attempt += 1
        request = urllib.request.Request(
            f"{URL}/v1/automatic/{urllib.parse.quote(MERCHANT)}",
            json.dumps({"parameter": parameter(*order)}).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                answer = json.load(reply)
            if answer["code"] != "20012" or attempt == ATTEMPTS:
                return answer
            pause = 2**attempt
        except urllib.error.HTTPError as error:
            if (error.code != 429 and error.code < 500) or attempt == ATTEMPTS:
                raise
            pause = int(error.headers.get("Retry-After") or 2**attempt)
        except OSError:
            if attempt == ATTEMPTS:
                raise
            pause = 2**attempt
        time.sleep(pause)


if __name__ == "__main__":
    if sys.argv[1] == "--tag":
        print(tag(*sys.argv[2:7]))
    else:
        result = send(*sys.argv[1:6])
        print(json.dumps(result, ensure_ascii=False))
        sys.exit(0 if result["issued"] else 1)
