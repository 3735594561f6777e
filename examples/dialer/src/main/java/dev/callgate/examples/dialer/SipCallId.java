package dev.callgate.examples.dialer;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The gate's call id as a SIP Call-ID, so that both sides' logs can be compared call by call. */
final class SipCallId {
    private SipCallId() {}

    /** Escapes what RFC 3261 does not allow in a word. */
    static String of(String callId, String host) {
        return URLEncoder.encode(callId, StandardCharsets.UTF_8) + "@" + host;
    }

    static String callId(String sipCallId) {
        int host = sipCallId.lastIndexOf('@');
        return URLDecoder.decode(host < 0 ? sipCallId : sipCallId.substring(0, host), StandardCharsets.UTF_8);
    }
}
