package dev.callgate.examples.dialer.sip;

import dev.callgate.model.CallOutcome;
import jakarta.annotation.Nullable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ReasonHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dispatches the events of the SIP stack to the calls. The stack drops messages that it cannot parse. */
final class SipEvents implements SipListener {
    private static final Logger LOG = LoggerFactory.getLogger(SipEvents.class);
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_FAILURE = 300;
    private static final int LAST_CAUSE = 127;

    private final SipProvider provider;
    private final SipMessages messages;
    private final Map<String, LiveCall> live;
    private final PhoneThread thread;

    /** A call and its SIP messages. */
    record LiveCall(PlacedCall call, SipLeg leg) {}

    SipEvents(SipProvider provider, SipMessages messages, Map<String, LiveCall> live, PhoneThread thread) {
        this.provider = provider;
        this.messages = messages;
        this.live = live;
        this.thread = thread;
    }

    private Optional<LiveCall> of(Message message) {
        String callId = ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
        return Optional.ofNullable(live.get(callId));
    }

    @Override
    public void processResponse(ResponseEvent event) {
        Response response = event.getResponse();
        Dialog dialog = event.getDialog();
        switch (((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getMethod()) {
            case Request.INVITE ->
                thread.run(() -> of(response)
                        .ifPresentOrElse(
                                liveCall -> onInviteResponse(liveCall, response, dialog),
                                () -> onStrayResponse(response, dialog)));
            case Request.BYE -> {
                if (response.getStatusCode() >= FIRST_SUCCESS) {
                    thread.run(() ->
                            of(response).ifPresent(liveCall -> liveCall.call().byeDone()));
                }
            }
            default -> LOG.debug("received {}", response);
        }
    }

    private void onInviteResponse(LiveCall liveCall, Response response, @Nullable Dialog dialog) {
        int status = response.getStatusCode();
        if (status < FIRST_SUCCESS) {
            liveCall.call().proceeds();
        } else if (status >= FIRST_FAILURE) {
            liveCall.call().failed(outcome(response));
        } else if (dialog != null) {
            onAnswer(liveCall, response, dialog);
        }
    }

    /** The callee answered. A call that cannot be acknowledged has no media, so it ends at once. */
    private void onAnswer(LiveCall liveCall, Response response, Dialog dialog) {
        if (!liveCall.leg().isFirst(dialog)) {
            refuse(response, dialog);
            return;
        }
        liveCall.leg().joinDialog(dialog);
        boolean acknowledged = SipLeg.acknowledge(dialog, response);
        liveCall.call().answered();
        if (!acknowledged) {
            liveCall.call().endSoon();
        }
    }

    /** A 2xx to an INVITE that was abandoned: the callee answered, so the dialer hangs up. */
    private void onStrayResponse(Response response, @Nullable Dialog dialog) {
        int status = response.getStatusCode();
        if (dialog != null && status >= FIRST_SUCCESS && status < FIRST_FAILURE) {
            refuse(response, dialog);
        }
    }

    private void refuse(Response answer, Dialog dialog) {
        if (SipLeg.acknowledge(dialog, answer)) {
            SipLeg.bye(provider, dialog);
        }
    }

    private static CallOutcome outcome(Response response) {
        CallOutcome outcome = CallOutcome.ofSipStatus(response.getStatusCode());
        Integer cause = cause(response);
        return cause == null ? outcome : outcome.q850Cause(cause);
    }

    /** Returns the Q.850 cause of the Reason header (RFC 3326); null if there is none. */
    @Nullable
    private static Integer cause(Message message) {
        ReasonHeader reason = (ReasonHeader) message.getHeader(ReasonHeader.NAME);
        boolean present = reason != null
                && "Q.850".equalsIgnoreCase(reason.getProtocol())
                && reason.getCause() >= 1
                && reason.getCause() <= LAST_CAUSE;
        return present ? (Integer) reason.getCause() : null;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        if (request.getMethod().equals(Request.ACK)) {
            return;
        }
        try {
            ServerTransaction known = event.getServerTransaction();
            ServerTransaction answering = known == null ? provider.getNewServerTransaction(request) : known;
            answering.sendResponse(response(request));
        } catch (SipException | InvalidArgumentException e) {
            LOG.warn("a {} could not be answered", request.getMethod(), e);
        }
        if (request.getMethod().equals(Request.BYE)) {
            Integer cause = cause(request);
            thread.run(() -> of(request).ifPresent(liveCall -> liveCall.call().hungUpByPeer(cause)));
        }
    }

    /** A dialer accepts no incoming calls. */
    private Response response(Request request) throws SipException {
        boolean within = SipMessages.isWithinCall(request);
        if (request.getMethod().equals(Request.INVITE) && !within) {
            return messages.refusal(request, Response.FORBIDDEN);
        }
        return messages.answer(request);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            onTimeout(event.getClientTransaction(), PlacedCall::timedOut);
        }
    }

    /** The timeout of an INVITE ends the call; after the timeout of a CANCEL, the timers of the call end it. */
    private void onTimeout(ClientTransaction transaction, Consumer<PlacedCall> event) {
        Request request = transaction.getRequest();
        if (request.getMethod().equals(Request.INVITE)) {
            thread.run(() -> of(request).ifPresent(liveCall -> event.accept(liveCall.call())));
        } else if (request.getMethod().equals(Request.BYE)) {
            thread.run(() -> of(request).ifPresent(liveCall -> liveCall.call().byeDone()));
        }
    }

    /** The stack does not name the transactions; those affected time out. */
    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.warn("the transport to {}:{} failed", event.getHost(), event.getPort());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
