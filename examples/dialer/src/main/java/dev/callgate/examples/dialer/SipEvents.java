package dev.callgate.examples.dialer;

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

/** Tells each call what the SIP stack hears of it. What the stack cannot read, it drops, and nobody hears of it. */
final class SipEvents implements SipListener {
    private static final Logger LOG = LoggerFactory.getLogger(SipEvents.class);
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_FAILURE = 300;
    private static final int LAST_CAUSE = 127;

    private final SipProvider provider;
    private final SipMessages messages;
    private final Map<String, Heard> live;
    private final PhoneThread thread;

    /** A call that something may be heard of. */
    record Heard(PlacedCall call, SipLeg leg) {}

    SipEvents(SipProvider provider, SipMessages messages, Map<String, Heard> live, PhoneThread thread) {
        this.provider = provider;
        this.messages = messages;
        this.live = live;
        this.thread = thread;
    }

    private Optional<Heard> of(Message message) {
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
                        .ifPresentOrElse(heard -> hear(heard, response, dialog), () -> hearStray(response, dialog)));
            case Request.BYE -> {
                if (response.getStatusCode() >= FIRST_SUCCESS) {
                    thread.run(
                            () -> of(response).ifPresent(heard -> heard.call().byeDone()));
                }
            }
            default -> LOG.debug("heard {}", response);
        }
    }

    private void hear(Heard heard, Response response, @Nullable Dialog dialog) {
        int status = response.getStatusCode();
        if (status < FIRST_SUCCESS) {
            heard.call().proceeds();
        } else if (status >= FIRST_FAILURE) {
            heard.call().failed(outcome(response));
        } else if (dialog != null) {
            boolean first = heard.leg().isFirst(dialog);
            SipLeg.acknowledge(dialog, response);
            if (first) {
                heard.leg().isIn(dialog);
                heard.call().answered();
            } else {
                SipLeg.bye(provider, dialog);
            }
        }
    }

    /** An answer to an INVITE that was given up: somebody picked up, so that is hung up, and nobody waits there. */
    private void hearStray(Response response, @Nullable Dialog dialog) {
        int status = response.getStatusCode();
        if (dialog != null && status >= FIRST_SUCCESS && status < FIRST_FAILURE) {
            SipLeg.acknowledge(dialog, response);
            SipLeg.bye(provider, dialog);
        }
    }

    private static CallOutcome outcome(Response response) {
        CallOutcome outcome = CallOutcome.ofSipStatus(response.getStatusCode());
        Integer cause = cause(response);
        return cause == null ? outcome : outcome.q850Cause(cause);
    }

    /** The Reason header (RFC 3326) may tell the cause by Q.850. */
    @Nullable
    private static Integer cause(Message message) {
        ReasonHeader reason = (ReasonHeader) message.getHeader(ReasonHeader.NAME);
        boolean told = reason != null
                && "Q.850".equalsIgnoreCase(reason.getProtocol())
                && reason.getCause() >= 1
                && reason.getCause() <= LAST_CAUSE;
        return told ? (Integer) reason.getCause() : null;
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
            thread.run(() -> of(request).ifPresent(heard -> heard.call().hungUpThere(cause)));
        }
    }

    /** Nobody calls a dialer; and it knows of no call but its own. */
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
            tell(event.getClientTransaction(), PlacedCall::timedOut);
        }
    }

    /** An INVITE's end is the call's; a CANCEL that fails leaves the call to its timers. */
    private void tell(ClientTransaction transaction, Consumer<PlacedCall> event) {
        Request request = transaction.getRequest();
        if (request.getMethod().equals(Request.INVITE)) {
            thread.run(() -> of(request).ifPresent(heard -> event.accept(heard.call())));
        } else if (request.getMethod().equals(Request.BYE)) {
            thread.run(() -> of(request).ifPresent(heard -> heard.call().byeDone()));
        }
    }

    /** The stack names no transaction here; those that it concerns time out. */
    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.warn("the transport to {}:{} failed", event.getHost(), event.getPort());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
