// Issue miles from a shop's server, in Node.js 18 or newer without any package.
//
//     node issue_miles.js CAMPAIGN KEY ADDRESS MILES UNIQUE_ID          sends the call
//     node issue_miles.js --tag CAMPAIGN KEY ADDRESS MILES UNIQUE_ID    prints the page tag
//
// NETMILE_URL, NETMILE_MERCHANT, NETMILE_KEY_ID and NETMILE_SECRET come from the environment.

"use strict";

const { createCipheriv, randomBytes } = require("node:crypto");

const { NETMILE_URL, NETMILE_MERCHANT, NETMILE_KEY_ID, NETMILE_SECRET } = process.env;
const ADDRESS = `${NETMILE_URL.replace(/\/$/, "")}/v1/automatic/${encodeURIComponent(NETMILE_MERCHANT)}`;
const ATTEMPTS = 4;

const text = (data) => Buffer.from(data).toString("base64url");

/** JWE in compact form, `dir` with `A256GCM`. The nonce is random and never used twice under one key. */
function encrypt(content) {
  const header = text(JSON.stringify({ alg: "dir", enc: "A256GCM", kid: NETMILE_KEY_ID }));
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(NETMILE_SECRET, "base64url"), nonce);
  cipher.setAAD(Buffer.from(header, "ascii"));
  const sealed = Buffer.concat([cipher.update(content, "utf8"), cipher.final()]);
  return [header, "", text(nonce), text(sealed), text(cipher.getAuthTag())].join(".");
}

function parameter([campaign, key, address, miles, uniqueId]) {
  return encrypt(
    JSON.stringify({
      merchant_id: NETMILE_MERCHANT,
      campaign_id: campaign,
      key,
      address,
      miles: Number(miles),
      unique_id: uniqueId,
      time: Math.floor(Date.now() / 1000),
    }),
  );
}

function tag(order) {
  return `<img src="${ADDRESS}/tag.gif?parameter=${parameter(order)}" width="1" height="1" alt="">`;
}

/** Return the portal's answer. The unique ID makes it safe to send again, each time with the present time. */
async function send(order) {
  for (let attempt = 1; ; attempt += 1) {
    let pause = 2 ** attempt;
    try {
      const reply = await fetch(ADDRESS, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ parameter: parameter(order) }),
        signal: AbortSignal.timeout(30_000),
      });
      if (reply.status === 200) {
        const answer = await reply.json();
        if (answer.code !== "20012" || attempt === ATTEMPTS) return answer;
      } else if (attempt === ATTEMPTS || (reply.status < 500 && reply.status !== 429)) {
        throw new RangeError(`the portal answered with status ${reply.status}`);
      }
      pause = Number(reply.headers.get("retry-after")) || pause;
    } catch (error) {
      if (attempt === ATTEMPTS || error instanceof RangeError) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
  }
}

async function main(words) {
  if (words[0] === "--tag") {
    console.log(tag(words.slice(1, 6)));
    return;
  }
  const answer = await send(words.slice(0, 5));
  console.log(JSON.stringify(answer));
  process.exitCode = answer.issued ? 0 : 1;
}

main(process.argv.slice(2));
