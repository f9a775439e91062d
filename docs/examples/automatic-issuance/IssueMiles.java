// Issue miles from a shop's server, in Java 17 or newer without any library.
//
//     java IssueMiles.java CAMPAIGN KEY ADDRESS MILES UNIQUE_ID          sends the call
//     java IssueMiles.java --tag CAMPAIGN KEY ADDRESS MILES UNIQUE_ID    prints the page tag
//
// NETMILE_URL, NETMILE_MERCHANT, NETMILE_KEY_ID and NETMILE_SECRET come from the environment.

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

public final class IssueMiles {
    private static final int ATTEMPTS = 4;
    private static final String MERCHANT = System.getenv("NETMILE_MERCHANT");
    private static final String ADDRESS = System.getenv("NETMILE_URL").replaceAll("/$", "") + "/v1/automatic/"
            + URLEncoder.encode(MERCHANT, StandardCharsets.UTF_8).replace("+", "%20");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Base64url without padding. */
    private static String text(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    /** A string of JSON. */
    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (char each : value.toCharArray()) {
            if (each == '"' || each == '\\') {
                out.append('\\').append(each);
            } else if (each < 0x20) {
                out.append(String.format("\\u%04x", (int) each));
            } else {
                out.append(each);
            }
        }
        return out.append('"').toString();
    }

    /** JWE in compact form, `dir` with `A256GCM`. The nonce is random and never used twice under one key. */
    private static String encrypt(String content) throws GeneralSecurityException {
        String kid = quoted(System.getenv("NETMILE_KEY_ID"));
        String header = text(("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":" + kid + "}").getBytes(StandardCharsets.UTF_8));
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] secret = Base64.getUrlDecoder().decode(System.getenv("NETMILE_SECRET"));
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        byte[] sealed = cipher.doFinal(content.getBytes(StandardCharsets.UTF_8));
        int end = sealed.length - 16;
        byte[] seal = Arrays.copyOfRange(sealed, end, sealed.length);
        return String.join(".", header, "", text(nonce), text(Arrays.copyOf(sealed, end)), text(seal));
    }

    private static String parameter(String[] order) throws GeneralSecurityException {
        return encrypt("{\"merchant_id\":" + quoted(MERCHANT)
                + ",\"campaign_id\":" + quoted(order[0])
                + ",\"key\":" + quoted(order[1])
                + ",\"address\":" + quoted(order[2])
                + ",\"miles\":" + Integer.parseInt(order[3])
                + ",\"unique_id\":" + quoted(order[4])
                + ",\"time\":" + Instant.now().getEpochSecond() + "}");
    }

    private static String tag(String[] order) throws GeneralSecurityException {
        return "<img src=\"" + ADDRESS + "/tag.gif?parameter=" + parameter(order) + "\" width=\"1\" height=\"1\" alt=\"\">";
    }

    /** Return the portal's answer. The unique ID makes it safe to send again, each time with the present time. */
    private static String send(String[] order) throws Exception {
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        for (int attempt = 1; ; attempt++) {
            long pause = 1L << attempt;
            HttpRequest request = HttpRequest.newBuilder(URI.create(ADDRESS))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"parameter\":" + quoted(parameter(order)) + "}"))
                    .build();
            try {
                HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
                int status = reply.statusCode();
                if (status == 200) {
                    if (!reply.body().contains("\"code\":\"20012\"") || attempt == ATTEMPTS) {
                        return reply.body();
                    }
                } else if (attempt == ATTEMPTS || (status < 500 && status != 429)) {
                    throw new IllegalStateException("the portal answered with status " + status);
                }
                pause = reply.headers().firstValueAsLong("Retry-After").orElse(pause);
            } catch (IOException error) {
                if (attempt == ATTEMPTS) {
                    throw error;
                }
            }
            Thread.sleep(pause * 1000);
        }
    }

    public static void main(String[] words) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (words[0].equals("--tag")) {
            out.println(tag(Arrays.copyOfRange(words, 1, 6)));
            return;
        }
        String answer = send(words);
        out.println(answer);
        System.exit(answer.contains("\"issued\":true") ? 0 : 1);
    }
}
