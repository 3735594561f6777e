package dev.callgate.micrometer;

import dev.callgate.CallListener;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.LimitUsage;
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
 *   <li>{@code callgate.decisions}, a timer from request to decision, by {@code result} and {@code reason}. The result is
 *       {@code allowed}, {@code repeated} (allowed and counted earlier with the same call ID), {@code refused} or
 *       {@code emergency}. Without a decision, it is the kind of the {@link StoreException}: {@code not_applied},
 *       {@code outcome_unknown} or {@code permanent}; or {@code error} if a rule, a rotation or a policy failed. The reason is
 *       the code of a refusal's {@linkplain Refused#cause cause}, otherwise {@code none}.
 *   <li>{@code callgate.limits.approached}, a counter of limits that were nearly reached, by {@code scope} and {@code kind}. The
 *       scope is {@code assignment} for the daily limit of an assignment, otherwise that of the {@linkplain
 *       dev.callgate.model.Counter counter}, such as {@code agent}. The kind is the counter's, such as {@code calls/day}.
 *   <li>{@code callgate.releases}, a counter of released calls.
 *   <li>{@code callgate.completions}, a counter of completed calls, by {@code result}: {@code answered}, {@code busy},
 *       {@code no_answer}, {@code failed} or {@code rejected}.
 *   <li>{@code callgate.talk.time}, a timer of answered calls, from answer to end.
 * </ul>
 *
 * <p>The number of tag values is bounded if the codes of the host's own rules are: each code becomes a tag value, so a rule must not
 * put data of a call into it. So are the names of conditions, which are part of a kind. No meter is tagged by organization, agent, number or callee, which have too many values.
 *
 * <p>Immutable and thread-safe.
 */
public final class CallMeters implements CallListener {
    private static final String RESULT = "result";
    private static final String REASON = "reason";
    private static final String SCOPE = "scope";
    private static final String KIND = "kind";
    private static final String NO_REASON = "none";

    private final MeterProvider<Timer> decisions;
    private final MeterProvider<Counter> limitsApproached;
    private final Counter releases;
    private final MeterProvider<Counter> completions;
    private final Timer talkTime;

    private CallMeters(MeterRegistry registry) {
        this.decisions = Timer.builder("callgate.decisions")
                .description("From the request for a call to the decision")
                .withRegistry(registry);
        this.limitsApproached = Counter.builder("callgate.limits.approached")
                .description("Limits that were nearly reached")
                .withRegistry(registry);
        this.releases = Counter.builder("callgate.releases")
                .description("Released calls")
                .register(registry);
        this.completions = Counter.builder("callgate.completions")
                .description("Completed calls")
                .withRegistry(registry);
        this.talkTime = Timer.builder("callgate.talk.time")
                .description("From the answer of a call to its end")
                .register(registry);
    }

    /** Returns a listener that measures into a registry. What several gates do adds up in the same registry. */
    public static CallMeters to(MeterRegistry registry) {
        return new CallMeters(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public void decided(CallRequest request, CallDecision decision, Duration took) {
        if (decision instanceof Refused refused) {
            record("refused", refused.cause().code(), took);
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
    public void limitApproached(CallRequest request, LimitUsage usage) {
        dev.callgate.model.Counter counter = usage.counter();
        Tags tags = counter == null
                ? Tags.of(SCOPE, "assignment", KIND, "calls/day")
                : Tags.of(
                        SCOPE,
                        counter.scope().name().toLowerCase(Locale.ROOT),
                        KIND,
                        counter.kind().toString());
        limitsApproached.withTags(tags).increment();
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
        if (outcome.result().isAnswered()) {
            talkTime.record(outcome.talkTime());
        }
    }
}
