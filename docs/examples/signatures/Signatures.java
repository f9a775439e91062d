// Signatures of NetMile's contracts, in Java 17 or newer without any library.
//
// The three functions are for your server. To compare them with what you have, run
//
//     java Signatures.java
//
// and give it one line for each question, with tabs between the words; it answers each with a line:
//
//     call     SECRET  TIME  SIGNATURE  NOW  BODY            genuine or forged
//     request  KEY  SECRET  METHOD  TARGET  TIME  REQUEST  BODY      the header
//     result   SECRET  NUMBER  PAYMENT  STATE  MILES  TIME  KEY  SIGNATURE   genuine or forged

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Signatures {
    private static final long OLDEST_SECONDS = 300;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** HMAC-SHA-256 over all parts, in small hexadecimal digits. */
    private static String signed(String secret, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }

    /** Whether NetMile has made a call: time and signature are its headers, body the bytes as they came. */
    static boolean isCallGenuine(String secret, String time, String signature, byte[] body, long now)
            throws GeneralSecurityException {
        if (!time.matches("[0-9]{1,11}") || Math.abs(now - Long.parseLong(time)) > OLDEST_SECONDS) {
            return false;
        }
        byte[] wanted = bytes("v1=" + signed(secret, bytes(time + "."), body));
        boolean fits = false;
        for (String each : signature.split(",")) {
            fits |= MessageDigest.isEqual(wanted, bytes(each.strip()));
        }
        return fits;
    }

    /** The header of a request to the payment service. The target is path and query, body the bytes that are sent. */
    static String authorization(
            String key, String secret, String method, String target, byte[] body, String time, String request)
            throws GeneralSecurityException {
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        String lines = String.join("\n", "netmile-request-1", method, target, digest, time, request);
        String signature = signed(secret, bytes(lines));
        return "NETMILE-HMAC-SHA256 key=" + key + ",time=" + time + ",request=" + request + ",signature=" + signature;
    }

    /** Whether a member comes back with a result of NetMile's: the values of netmile_... in the query. */
    static boolean isResultGenuine(
            String secret,
            String number,
            String payment,
            String state,
            String miles,
            String time,
            String key,
            String signature)
            throws GeneralSecurityException {
        String lines = String.join("\n", "netmile-result-1", number, payment, state, miles, time, key);
        return MessageDigest.isEqual(bytes(signed(secret, bytes(lines))), bytes(signature));
    }

    private static String answered(String[] of) throws GeneralSecurityException {
        if (of[0].equals("request")) {
            return authorization(of[1], of[2], of[3], of[4], bytes(of[7]), of[5], of[6]);
        }
        boolean genuine = of[0].equals("call")
                ? isCallGenuine(of[1], of[2], of[3], bytes(of[5]), Long.parseLong(of[4]))
                : isResultGenuine(of[1], of[2], of[3], of[4], of[5], of[6], of[7], of[8]);
        return genuine ? "genuine" : "forged";
    }

    public static void main(String[] words) throws IOException, GeneralSecurityException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answered(line.split("\t", -1)));
        }
    }
}
