package dev.callgate.examples.dialer.sip;

import dev.callgate.host.UserException;
import dev.callgate.model.CallOutcome;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Places calls through a trunk, over SIP and UDP, from one local port. Thread-safe. */
public final class SipPhone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipPhone.class);
    private static final String UDP = "udp";
    private static final long POLL_MILLIS = 10;

    private final SipStack stack;
    private final SipProvider provider;
    private final SipMessages messages;
    private final CallTimes times;
    private final Clock clock;
    private final PhoneThread thread;
    private final Map<String, SipEvents.LiveCall> live = new ConcurrentHashMap<>();

    private SipPhone(
            SipStack stack,
            SipProvider provider,
            SipMessages messages,
            CallTimes times,
            Clock clock,
            PhoneThread thread) {
        this.stack = stack;
        this.provider = provider;
        this.messages = messages;
        this.times = times;
        this.clock = clock;
        this.thread = thread;
    }

    /**
     * Opens a port. Sends nothing yet.
     *
     * @param from local address; null for the one that routes to the trunk
     * @throws UserException if the port cannot be opened or the trunk's name cannot be resolved
     */
    public static SipPhone open(Trunk trunk, @Nullable InetAddress from, CallTimes times, Clock clock) {
        PhoneThread thread = new PhoneThread();
        try {
            InetSocketAddress local = freePort(from == null ? routingTo(trunk) : from);
            // On the phone's thread, so that the stack's threads end with it: one of them would outlive the stack.
            return thread.await(() -> start(trunk, local, times, clock, thread));
        } catch (IOException e) {
            throw unreachable(trunk, e);
        } catch (ExecutionException e) {
            throw unreachable(trunk, e.getCause());
        }
    }

    private static UserException unreachable(Trunk trunk, @Nullable Throwable cause) {
        String reason = cause == null ? "" : String.valueOf(cause.getMessage());
        return new UserException("cannot call through %s: %s".formatted(trunk, reason), cause);
    }

    private static SipPhone start(
            Trunk trunk, InetSocketAddress local, CallTimes times, Clock clock, PhoneThread thread)
            throws SipException, InvalidArgumentException, TooManyListenersException {
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        SipStack stack = factory.createSipStack(properties());
        ListeningPoint point = stack.createListeningPoint(local.getAddress().getHostAddress(), local.getPort(), UDP);
        SipProvider provider = stack.createSipProvider(point);
        SipPhone phone = new SipPhone(stack, provider, new SipMessages(trunk, local, factory), times, clock, thread);
        provider.addSipListener(new SipEvents(provider, phone.messages, phone.live, thread));
        return phone;
    }

    private static InetAddress routingTo(Trunk trunk) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(trunk.address());
            return socket.getLocalAddress();
        }
    }

    private static InetSocketAddress freePort(InetAddress address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, address)) {
            return new InetSocketAddress(address, socket.getLocalPort());
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "dialer-" + UUID.randomUUID());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", SilentStackLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", SilentServerLogger.class.getName());
        return properties;
    }

    /**
     * Sends the INVITE of a call and returns without waiting for a response.
     *
     * @param ended receives the outcome, once, on the phone's thread
     * @throws NotSentException if the INVITE could not be sent; then {@code ended} is not called
     */
    public void call(OutboundCall invitation, Consumer<CallOutcome> ended) throws NotSentException {
        SipLeg leg;
        try {
            leg = leg(invitation);
        } catch (SipException e) {
            throw new NotSentException(e);
        }
        PlacedCall call = new PlacedCall(leg, times, clock, thread, ended);
        live.put(leg.callId(), new SipEvents.LiveCall(call, leg));
        try {
            thread.await(() -> {
                call.invite();
                return call;
            });
        } catch (ExecutionException e) {
            throw e.getCause() instanceof NotSentException notSent ? notSent : new NotSentException(e);
        }
    }

    private SipLeg leg(OutboundCall invitation) throws SipException {
        String[] callId = new String[1];
        SipLeg leg = new SipLeg(provider, messages.invite(invitation), () -> live.remove(callId[0]));
        callId[0] = leg.callId();
        return leg;
    }

    /** Ends each call as soon as possible: ringing calls with a CANCEL, answered ones with a BYE. */
    public void endAll() {
        calls().forEach(call -> thread.run(call::endSoon));
    }

    /** Ends all calls without waiting for the far ends. */
    public void abandonAll() {
        calls().forEach(call -> thread.run(call::abandon));
    }

    private List<PlacedCall> calls() {
        return live.values().stream().map(SipEvents.LiveCall::call).toList();
    }

    /** Waits until all calls are over. Returns false on a timeout. */
    public boolean awaitQuiet(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!live.isEmpty()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            stack.stop();
        } catch (RuntimeException e) {
            // The stack cannot be stopped before it listens; its threads are daemons.
            LOG.debug("the SIP stack did not stop as it should", e);
        }
        thread.close();
    }
}
