package dev.callgate.examples.dialer;

import dev.callgate.model.AgentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Somebody to call.
 *
 * @param line where it stands in its list, from 1
 * @param agent who calls
 * @param to what is dialed; may be anything
 * @param name what call ids begin with: the list's name, and the lead's own id or its line
 */
record Lead(long line, AgentId agent, String to, String name) {
    private static final int FIRST_BYTES = 4;

    /**
     * Returns the id of a try to call it, which is the same in each run. What is dialed is in it, so that a list that was
     * edited does not take one lead's call for another's.
     *
     * @param attempt 1, or one more where the call of the id before was given back
     */
    String callId(int attempt) {
        String first = name + ":" + digest(agent + "\n" + to);
        return attempt == 1 ? first : first + ":" + attempt;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FIRST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
