package dev.callgate.examples.dialer;

/**
 * A call as the far end received it.
 *
 * @param callId the gate's call id, which the SIP Call-ID was made of
 * @param from the number of its From
 * @param asserted the number of its P-Asserted-Identity
 * @param to the number of its To
 * @param end how it ended there; empty where it did not
 */
record FarCall(String callId, String from, String asserted, String to, String end) {
    FarCall ended(String how) {
        return new FarCall(callId, from, asserted, to, how);
    }
}
