// Signatures of NetMile's contracts, in Node.js 18 or newer without any package.
//
// The three functions are for your server. To compare them with what you have, run
//
//     node signatures.js
//
// and give it one line for each question, with tabs between the words; it answers each with a line:
//
//     call     SECRET  TIME  SIGNATURE  NOW  BODY            genuine or forged
//     request  KEY  SECRET  METHOD  TARGET  TIME  REQUEST  BODY      the header
//     result   SECRET  NUMBER  PAYMENT  STATE  MILES  TIME  KEY  SIGNATURE   genuine or forged

"use strict";

const { createHash, createHmac, timingSafeEqual } = require("node:crypto");
const { createInterface } = require("node:readline");

const OLDEST_SECONDS = 300;

function equal(wanted, given) {
  const [one, other] = [Buffer.from(wanted), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Whether NetMile has made a call: `time` and `signature` are its headers, `body` a Buffer as it came. */
function isCallGenuine(secret, time, signature, body, now) {
  if (!/^[0-9]{1,11}$/.test(time) || Math.abs(now - Number(time)) > OLDEST_SECONDS) return false;
  const wanted = `v1=${createHmac("sha256", secret).update(`${time}.`).update(body).digest("hex")}`;
  return signature.split(",").filter((each) => equal(wanted, each.trim())).length > 0;
}

/** The header of a request to the payment service. `target` is path and query, `body` the bytes that are sent. */
function authorization(key, secret, method, target, body, time, request) {
  const digest = createHash("sha256").update(body).digest("hex");
  const lines = ["netmile-request-1", method, target, digest, time, request].join("\n");
  const signature = createHmac("sha256", secret).update(lines).digest("hex");
  return `NETMILE-HMAC-SHA256 key=${key},time=${time},request=${request},signature=${signature}`;
}

/** Whether a member comes back with a result of NetMile's: the values of `netmile_…` in the query. */
function isResultGenuine(secret, number, payment, state, miles, time, key, signature) {
  const lines = ["netmile-result-1", number, payment, state, miles, time, key].join("\n");
  return equal(createHmac("sha256", secret).update(lines).digest("hex"), signature);
}

function answered(question, words) {
  if (question === "request") {
    const [key, secret, method, target, time, request, body] = words;
    return authorization(key, secret, method, target, Buffer.from(body), time, request);
  }
  if (question === "call") {
    const [secret, time, signature, now, body] = words;
    return isCallGenuine(secret, time, signature, Buffer.from(body), Number(now)) ? "genuine" : "forged";
  }
  return isResultGenuine(...words) ? "genuine" : "forged";
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const [question, ...words] = line.split("\t");
  console.log(answered(question, words));
});
