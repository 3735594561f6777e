package dev.callgate.examples.dialer.lead;

import dev.callgate.model.AgentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A number to call.
 *
 * @param line line in the list, from 1
 * @param agent the calling agent
 * @param to the destination as dialed; any text
 * @param name prefix of the call IDs: the list's name, and the lead's ID or line
 */
public record Lead(long line, AgentId agent, String to, String name) {
    private static final int FIRST_BYTES = 4;

    /**
     * Returns the call ID of an attempt, the same in each run. It depends on the agent and the destination, so that an edited list
     * does not mistake one lead's call for another's.
     *
     * @param attempt 1, plus 1 for each earlier call that was released
     */
    public String callId(int attempt) {
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
