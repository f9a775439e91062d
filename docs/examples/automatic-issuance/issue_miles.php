<?php
// Issue miles from a shop's server, in PHP 7.4 or newer with its extension `openssl`.
//
//     php issue_miles.php CAMPAIGN KEY ADDRESS MILES UNIQUE_ID          sends the call
//     php issue_miles.php --tag CAMPAIGN KEY ADDRESS MILES UNIQUE_ID    prints the page tag
//
// NETMILE_URL, NETMILE_MERCHANT, NETMILE_KEY_ID and NETMILE_SECRET come from the environment.

declare(strict_types=1);

const ATTEMPTS = 4;

/** Base64url without padding. */
function text(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

/** JWE in compact form, `dir` with `A256GCM`. The nonce is random and never used twice under one key. */
function encrypt(string $content): string
{
    $header = text(json_encode(['alg' => 'dir', 'enc' => 'A256GCM', 'kid' => getenv('NETMILE_KEY_ID')]));
    $secret = base64_decode(strtr(getenv('NETMILE_SECRET'), '-_', '+/'));
    $nonce = random_bytes(12);
    $sealed = openssl_encrypt($content, 'aes-256-gcm', $secret, OPENSSL_RAW_DATA, $nonce, $seal, $header, 16);
    return implode('.', [$header, '', text($nonce), text($sealed), text($seal)]);
}

function parameter(array $order): string
{
    [$campaign, $key, $address, $miles, $unique_id] = $order;
    return encrypt(json_encode([
        'merchant_id' => getenv('NETMILE_MERCHANT'),
        'campaign_id' => $campaign,
        'key' => $key,
        'address' => $address,
        'miles' => (int) $miles,
        'unique_id' => $unique_id,
        'time' => time(),
    ], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR));
}

function address(): string
{
    return rtrim(getenv('NETMILE_URL'), '/') . '/v1/automatic/' . rawurlencode(getenv('NETMILE_MERCHANT'));
}

function tag(array $order): string
{
    return '<img src="' . address() . '/tag.gif?parameter=' . parameter($order) . '" width="1" height="1" alt="">';
}

/** Return the portal's answer. The unique ID makes it safe to send again, each time with the present time. */
function send(array $order): array
{
    for ($attempt = 1; ; $attempt++) {
        $request = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => 'Content-Type: application/json',
            'content' => json_encode(['parameter' => parameter($order)]),
            'timeout' => 30,
            'ignore_errors' => true,
        ]]);
        $body = @file_get_contents(address(), false, $request);
        $headers = $http_response_header ?? [];
        $status = $body === false ? 0 : (int) explode(' ', $headers[0])[1];
        if ($status === 200) {
            $answer = json_decode($body, true, 16, JSON_THROW_ON_ERROR);
            if ($answer['code'] !== '20012' || $attempt === ATTEMPTS) {
                return $answer;
            }
        } elseif ($attempt === ATTEMPTS || ($status >= 400 && $status < 500 && $status !== 429)) {
            throw new RuntimeException("the portal answered with status $status");
        }
        $pause = 2 ** $attempt;
        foreach ($headers as $header) {
            if (stripos($header, 'Retry-After:') === 0) {
                $pause = (int) substr($header, 12);
            }
        }
        sleep($pause);
    }
}

if ($argv[1] === '--tag') {
    echo tag(array_slice($argv, 2, 5)), "\n";
} else {
    $answer = send(array_slice($argv, 1, 5));
    echo json_encode($answer, JSON_UNESCAPED_UNICODE), "\n";
    exit($answer['issued'] ? 0 : 1);
}
