"""Signatures of NetMile's contracts, in Python 3.9 or newer with the standard library only.

The three functions are for your server. To compare them with what you have, run

    python3 signatures.py

and give it one line for each question, with tabs between the words; it answers each with a line:

    call     SECRET  TIME  SIGNATURE  NOW  BODY            genuine or forged
    request  KEY  SECRET  METHOD  TARGET  TIME  REQUEST  BODY      the header
    result   SECRET  NUMBER  PAYMENT  STATE  MILES  TIME  KEY  SIGNATURE   genuine or forged
"""

import hashlib
import hmac
import sys

OLDEST_SECONDS = 300


def signed(secret, content):
    return hmac.new(secret.encode(), content, "sha256").hexdigest()


def is_call_genuine(secret, time, signature, body, now):
    """Return whether NetMile has made a call: `time` and `signature` are its headers, `body` the bytes as they came."""
    if not (time.isascii() and time.isdigit()) or abs(now - int(time)) > OLDEST_SECONDS:
        return False
    wanted = "v1=" + signed(secret, time.encode() + b"." + body)
    given = [each.strip() for each in signature.split(",")]
    return any(hmac.compare_digest(wanted.encode(), each.encode()) for each in given)


def authorization(key, secret, method, target, body, time, request):
    """Return the header of a request to the payment service. `target` is path and query, `body` the bytes that are sent."""
    lines = ["netmile-request-1", method, target, hashlib.sha256(body).hexdigest(), str(time), request]
    signature = signed(secret, "\n".join(lines).encode())
    return f"NETMILE-HMAC-SHA256 key={key},time={time},request={request},signature={signature}"


def is_result_genuine(secret, number, payment, state, miles, time, key, signature):
    """Return whether a member comes back with a result of NetMile's: the values of `netmile_…` in the query."""
    wanted = signed(secret, "\n".join(["netmile-result-1", number, payment, state, miles, time, key]).encode())
    return hmac.compare_digest(wanted.encode(), signature.encode())


def answered(question, words):
    if question == "request":
        key, secret, method, target, time, request, body = words
        return authorization(key, secret, method, target, body.encode(), time, request)
    if question == "call":
        secret, time, signature, now, body = words
        return "genuine" if is_call_genuine(secret, time, signature, body.encode(), int(now)) else "forged"
    return "genuine" if is_result_genuine(*words) else "forged"


if __name__ == "__main__":
    for line in sys.stdin.buffer:
        question, *words = line.decode().rstrip("\r\n").split("\t")
        print(answered(question, words))
