package dev.callgate.examples.dialer.sipp;

/**
 * A call as the far end received it.
 *
 * @param callId the gate's call ID, decoded from the SIP Call-ID
 * @param from number of the From header
 * @param asserted number of the P-Asserted-Identity header
 * @param to number of the To header
 * @param end the scenario's word for how the call ended; empty if it has not
 */
public record ReceivedCall(String callId, String from, String asserted, String to, String end) {
    ReceivedCall ended(String how) {
        return new ReceivedCall(callId, from, asserted, to, how);
    }
}
