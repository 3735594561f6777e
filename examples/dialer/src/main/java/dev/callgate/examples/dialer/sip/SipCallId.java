package dev.callgate.examples.dialer.sip;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Converts between the gate's call IDs and SIP Call-IDs, so that the logs of both sides can be compared. */
public final class SipCallId {
    private SipCallId() {}

    /** Escapes the characters that RFC 3261 does not allow in a Call-ID. */
    public static String of(String callId, String host) {
        return URLEncoder.encode(callId, StandardCharsets.UTF_8) + "@" + host;
    }

    public static String callId(String sipCallId) {
        int host = sipCallId.lastIndexOf('@');
        return URLDecoder.decode(host < 0 ? sipCallId : sipCallId.substring(0, host), StandardCharsets.UTF_8);
    }
}
