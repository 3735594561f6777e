package dev.callgate.examples.dialer.sip;

import jakarta.annotation.Nullable;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the SIP messages of one call. A message that cannot be sent is logged; the timers of the call then end it. */
final class SipLeg {
    private static final Logger LOG = LoggerFactory.getLogger(SipLeg.class);

    private final SipProvider provider;
    private final Request invite;
    private final Runnable forget;

    @Nullable
    private ClientTransaction inviting;

    @Nullable
    private Dialog dialog;

    SipLeg(SipProvider provider, Request invite, Runnable forget) {
        this.provider = provider;
        this.invite = invite;
        this.forget = forget;
    }

    static String callId(Request request) {
        return ((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId();
    }

    String callId() {
        return callId(invite);
    }

    void invite() throws NotSentException {
        try {
            inviting = provider.getNewClientTransaction(invite);
            inviting.sendRequest();
        } catch (SipException e) {
            forget();
            throw new NotSentException(e);
        }
    }

    void cancel() {
        if (inviting != null) {
            try {
                provider.getNewClientTransaction(inviting.createCancel()).sendRequest();
            } catch (SipException e) {
                LOG.warn("cannot send a CANCEL for {}", callId(), e);
            }
        }
    }

    /** Returns whether a dialog is the first that was answered: a proxy that forks may cause several. */
    boolean isFirst(Dialog answering) {
        return dialog == null || dialog.equals(answering);
    }

    void joinDialog(Dialog answering) {
        dialog = answering;
    }

    /** Returns whether a BYE was sent. */
    boolean bye() {
        return dialog != null && bye(provider, dialog);
    }

    /**
     * Sends the ACK that every 2xx requires, even if the call is no longer wanted. Returns whether it was sent: the stack throws
     * runtime exceptions, too, if the answer has a Contact to which no SIP message can be sent.
     */
    static boolean acknowledge(Dialog dialog, Response answer) {
        try {
            long sequence = ((CSeqHeader) answer.getHeader(CSeqHeader.NAME)).getSeqNumber();
            dialog.sendAck(dialog.createAck(sequence));
            return true;
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.warn("cannot send an ACK for {}: {}", dialog.getCallId().getCallId(), e.getMessage());
            return false;
        }
    }

    /** Sends a BYE, and returns whether it was sent, as {@link #acknowledge} does. */
    static boolean bye(SipProvider provider, Dialog dialog) {
        try {
            dialog.sendRequest(provider.getNewClientTransaction(dialog.createRequest(Request.BYE)));
            return true;
        } catch (SipException | RuntimeException e) {
            LOG.warn("cannot send a BYE for {}: {}", dialog.getCallId().getCallId(), e.getMessage());
            return false;
        }
    }

    void forget() {
        forget.run();
    }

    /** Terminates the transaction of an unanswered INVITE, which the stack would send again. */
    void abandon() {
        if (inviting != null && dialog == null) {
            try {
                inviting.terminate();
            } catch (ObjectInUseException e) {
                LOG.debug("{} is still in use", callId(), e);
            }
        }
    }
}
