<?php
// Signatures of NetMile's contracts, in PHP 7.4 or newer without any library.
//
// The three functions are for your server. To compare them with what you have, run
//
//     php signatures.php
//
// and give it one line for each question, with tabs between the words; it answers each with a line:
//
//     call     SECRET  TIME  SIGNATURE  NOW  BODY            genuine or forged
//     request  KEY  SECRET  METHOD  TARGET  TIME  REQUEST  BODY      the header
//     result   SECRET  NUMBER  PAYMENT  STATE  MILES  TIME  KEY  SIGNATURE   genuine or forged

declare(strict_types=1);

const OLDEST_SECONDS = 300;

/** Whether NetMile has made a call: $time and $signature are its headers, $body the bytes as they came. */
function is_call_genuine(string $secret, string $time, string $signature, string $body, int $now): bool
{
    if (!preg_match('/\A[0-9]{1,11}\z/', $time) || abs($now - (int) $time) > OLDEST_SECONDS) {
        return false;
    }
    $wanted = 'v1=' . hash_hmac('sha256', "$time.$body", $secret);
    $fits = false;
    foreach (explode(',', $signature) as $each) {
        $fits = hash_equals($wanted, trim($each)) || $fits;
    }
    return $fits;
}

/** The header of a request to the payment service. $target is path and query, $body the bytes that are sent. */
function authorization(
    string $key,
    string $secret,
    string $method,
    string $target,
    string $body,
    string $time,
    string $request
): string {
    $lines = ['netmile-request-1', $method, $target, hash('sha256', $body), $time, $request];
    $signature = hash_hmac('sha256', implode("\n", $lines), $secret);
    return "NETMILE-HMAC-SHA256 key=$key,time=$time,request=$request,signature=$signature";
}

/** Whether a member comes back with a result of NetMile's: the values of `netmile_…` in the query. */
function is_result_genuine(
    string $secret,
    string $number,
    string $payment,
    string $state,
    string $miles,
    string $time,
    string $key,
    string $signature
): bool {
    $lines = ['netmile-result-1', $number, $payment, $state, $miles, $time, $key];
    return hash_equals(hash_hmac('sha256', implode("\n", $lines), $secret), $signature);
}

function answered(string $question, array $words): string
{
    if ($question === 'request') {
        [$key, $secret, $method, $target, $time, $request, $body] = $words;
        return authorization($key, $secret, $method, $target, $body, $time, $request);
    }
    if ($question === 'call') {
        [$secret, $time, $signature, $now, $body] = $words;
        return is_call_genuine($secret, $time, $signature, $body, (int) $now) ? 'genuine' : 'forged';
    }
    return is_result_genuine(...$words) ? 'genuine' : 'forged';
}

while (($line = fgets(STDIN)) !== false) {
    $words = explode("\t", rtrim($line, "\r\n"));
    echo answered(array_shift($words), $words), "\n";
}
