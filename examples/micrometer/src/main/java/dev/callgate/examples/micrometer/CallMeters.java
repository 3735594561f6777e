package dev.callgate.examples.micrometer;

import dev.callgate.CallListener;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Measures what a gate does, for {@link dev.callgate.CallGate.Builder#listener}:
 *
 * <ul>
 *   <li>{@code callgate.decisions}, a timer from question to answer, by {@code result} and {@code reason}. The result is
 *       {@code allowed}, {@code repeated} (allowed before under the same call id, and counted then), {@code refused} or {@code
 *       emergency}; where no decision could be made, it is {@code not_applied}, {@code outcome_unknown} or {@code permanent}, as the {@link StoreException} says, or {@code error}: a rule, a rotation
 *       or a policy failed. The reason is the code of the first thing that stood against a refused call, otherwise
 *       {@code none}.
 *   <li>{@code callgate.releases}, a counter of calls that somebody gave back.
 *   <li>{@code callgate.completions}, a counter of calls of which somebody told how they went, by {@code result}:
 *       {@code answered}, {@code busy}, {@code no_answer}, {@code failed} or {@code rejected}.
 *   <li>{@code callgate.talk.time}, a timer of calls that were answered, from answer to end.
 * </ul>
 *
 * <p>The tags are bounded as long as the codes of the host's own rules are, each of which becomes a tag's value: a rule has one
 * code or a few, and puts nothing of a call into them. Nothing is tagged by organization, agent, number or callee, of which
 * there are too many for meters.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class CallMeters implements CallListener {
    private static final String RESULT = "result";
    private static final String REASON = "reason";
    private static final String NO_REASON = "none";

    private final MeterProvider<Timer> decisions;
    private final Counter releases;
    private final MeterProvider<Counter> completions;
    private final Timer talkTime;

    private CallMeters(MeterRegistry registry) {
        this.decisions = Timer.builder("callgate.decisions")
                .description("From the question whether a call may be placed to the answer")
                .withRegistry(registry);
        this.releases = Counter.builder("callgate.releases")
                .description("Calls that were given back")
                .register(registry);
        this.completions = Counter.builder("callgate.completions")
                .description("Calls of which it was told how they went")
                .withRegistry(registry);
        this.talkTime = Timer.builder("callgate.talk.time")
                .description("From the answer of a call to its end")
                .register(registry);
    }

    /** Measures into a registry; what several gates do adds up in the same one. */
    public static CallMeters to(MeterRegistry registry) {
        return new CallMeters(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public void decided(CallRequest request, CallDecision decision, Duration took) {
        if (decision instanceof Refused refused) {
            record("refused", refused.reasons().get(0).code(), took);
        } else {
            record(resultOf((Allowed) decision), NO_REASON, took);
        }
    }

    private static String resultOf(Allowed allowed) {
        if (allowed.isEmergency()) {
            return "emergency";
        }
        return allowed.repeated() ? "repeated" : "allowed";
    }

    @Override
    public void failed(CallRequest request, RuntimeException cause, Duration took) {
        record(resultOf(cause), NO_REASON, took);
    }

    private static String resultOf(RuntimeException cause) {
        if (cause instanceof StoreException.NotApplied) {
            return "not_applied";
        } else if (cause instanceof StoreException.OutcomeUnknown) {
            return "outcome_unknown";
        } else if (cause instanceof StoreException.Permanent) {
            return "permanent";
        }
        return "error";
    }

    private void record(String result, String reason, Duration took) {
        decisions.withTags(Tags.of(RESULT, result, REASON, reason)).record(took);
    }

    @Override
    public void released(CallRecord call) {
        releases.increment();
    }

    @Override
    public void completed(CallRecord call) {
        CallOutcome outcome = Objects.requireNonNull(call.outcome());
        String result = outcome.result().name().toLowerCase(Locale.ROOT);
        completions.withTags(Tags.of(RESULT, result)).increment();
        if (outcome.result() == CallOutcome.Result.ANSWERED) {
            talkTime.record(outcome.talkTime());
        }
    }
}
