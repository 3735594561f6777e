package dev.callgate;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.AssignmentStore;
import dev.callgate.assignment.CallDay;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.id.OrganizationId;
import dev.callgate.store.StoreException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, before an outbound call is placed, whether it may be placed and from which number; and counts it.
 *
 * <p>How a decision is made:
 *
 * <ol>
 *   <li>An emergency number is let through at once; the store is not asked.
 *   <li>The agent's assignments are read, or remembered by the store. Those whose number is active, whose countries hold the destination's, and that
 *       have calls left today are the candidates, the least used first.
 *   <li>The candidates are charged in turn, until the store has counted the call on one: allowed.
 *   <li>If none is left: refused, with everything that stands against it.
 *   <li>Where the store finds an assignment changed in the meantime, or a refusal would rest on what was only remembered,
 *       the assignments are read and the decision starts over.
 * </ol>
 *
 * <p>Immutable and safe for use by many threads; one gate serves all organizations.
 */
public final class CallGate {
    private static final Logger LOG = LoggerFactory.getLogger(CallGate.class);

    /** Administrators do not change one agent's assignments this often within one decision. */
    private static final int MAX_ATTEMPTS = 16;

    private final AssignmentStore store;
    private final Clock clock;
    private final Function<? super OrganizationId, ZoneId> zones;

    private CallGate(Builder builder) {
        this.store = builder.store;
        this.clock = builder.clock;
        this.zones = builder.zones;
    }

    /** Starts to build a gate over a store. */
    public static Builder over(AssignmentStore store) {
        return new Builder(Objects.requireNonNull(store, "store"));
    }

    /**
     * Decides about one call. Where the answer is {@link Allowed}, the call has been counted.
     *
     * @throws StoreException if the store could not answer; the call must not be placed, and the exception's class says
     *     whether it may have been counted
     */
    public CallDecision decide(CallRequest request) {
        Destination destination = request.destination();
        if (destination instanceof Destination.Emergency emergency) {
            LOG.info(
                    "agent {} of {} calls emergency number {}",
                    request.agent(),
                    request.organization(),
                    emergency.code());
            return new Allowed(emergency.code(), null);
        }
        ZoneId zone = zoneOf(request.organization());
        return decideByMemory(request, zone).orElseGet(() -> decideByReading(request, zone));
    }

    /** Only allows, and nothing where it takes a reading to be sure. */
    private Optional<CallDecision> decideByMemory(CallRequest request, ZoneId zone) {
        return store.rememberedAssignmentsOf(request.organization(), request.agent())
                .flatMap(remembered -> attempt(request, CallDay.at(clock.instant(), zone), remembered))
                .filter(CallDecision::isAllowed);
    }

    private CallDecision decideByReading(CallRequest request, ZoneId zone) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            CallDay day = CallDay.at(clock.instant(), zone);
            Optional<CallDecision> decision =
                    attempt(request, day, store.assignmentsOf(request.organization(), request.agent()));
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        throw new StoreException.NotApplied(
                "the assignments of agent %s changed %d times during one decision"
                        .formatted(request.agent(), MAX_ATTEMPTS),
                null);
    }

    /** Returns nothing where an assignment changed since it was read. */
    private Optional<CallDecision> attempt(CallRequest request, CallDay day, List<Assignment> assignments) {
        Eligibility eligibility = new Eligibility(request, day, assignments);
        if (request.destination() instanceof Destination.Dialable dialable) {
            for (Assignment candidate : eligibility.candidates()) {
                ChargeResult result = store.charge(new Charge(candidate, dialable.e164(), day));
                if (result instanceof ChargeResult.Granted granted) {
                    return Optional.of(new Allowed(dialable.e164().toString(), granted.after()));
                } else if (result instanceof ChargeResult.Full full) {
                    eligibility.foundFull(full.found());
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(eligibility.refusal());
    }

    private ZoneId zoneOf(OrganizationId organization) {
        ZoneId zone = zones.apply(organization);
        if (zone == null) {
            throw new IllegalStateException(
                    "no time zone is known for organization %s: the function given to zones() has"
                                    .formatted(organization)
                            + " to answer for each organization that calls");
        }
        return zone;
    }

    /** Collects what a gate needs besides its store. Not safe for use by many threads; the gate it builds is. */
    public static final class Builder {
        private final AssignmentStore store;
        private Clock clock = Clock.systemUTC();
        private Function<? super OrganizationId, ZoneId> zones = organization -> ZoneOffset.UTC;

        private Builder(AssignmentStore store) {
            this.store = store;
        }

        /** Takes the time of decisions from this clock, whose own zone does not matter; the system's unless named. */
        public Builder clock(Clock source) {
            this.clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** Counts the days of every organization in one zone; UTC unless named. */
        public Builder zone(ZoneId one) {
            Objects.requireNonNull(one, "zone");
            return zones(organization -> one);
        }

        /**
         * Counts the days of each organization in its own zone. The function is asked at every decision, so that a
         * change holds at once; it must be quick, and know every organization.
         */
        public Builder zones(Function<? super OrganizationId, ZoneId> zoneOfOrganization) {
            this.zones = Objects.requireNonNull(zoneOfOrganization, "zones");
            return this;
        }

        /** Builds the gate. */
        public CallGate build() {
            return new CallGate(this);
        }
    }
}
