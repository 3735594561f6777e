package dev.callgate.testing;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.services.CallGateServices;
import dev.callgate.storage.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * A gate for tests, over an empty store in memory, with one organization and a clock that stands still until the test moves it:
 *
 * <pre>{@code
 * TestGate gate = TestGate.at("2026-03-02T12:00-05:00[America/New_York]");
 * gate.assign("agent-7", "+12025550123", Terms.dailyLimit(1).countries("US"));
 * gate.call("agent-7", "+12125550142").isAllowed();
 * gate.call("agent-7", "+12125550142").isRefused(Reason.DAILY_LIMIT_REACHED);
 * gate.moveToNextDay();
 * gate.call("agent-7", "+12125550142").isAllowed();
 * }</pre>
 *
 * <p>The store and all parts use the {@linkplain #clock clock}. {@link #services} has further parts, such as reports, and makes gates with
 * listeners. Thread-safe, but for {@link #policy} and {@link #organization(String)}.
 */
public final class TestGate {
    private final TestClock clock;
    private final InMemoryStorage storage;
    private final CallGateServices services;
    private CallGate gate;
    private OrganizationId organization = new OrganizationId("test");

    private TestGate(TestClock clock) {
        this.clock = clock;
        this.storage = InMemoryStorage.create(clock);
        this.services = CallGateServices.over(storage).withClock(clock);
        this.gate = services.gate(CallPolicy.in(clock.getZone()));
    }

    /** Returns a gate at a time, whose zone is that of the policy until the test sets {@link #policy another one}. */
    public static TestGate at(ZonedDateTime time) {
        return new TestGate(TestClock.at(time.toInstant(), time.getZone()));
    }

    /**
     * Returns a gate at a time.
     *
     * @param time such as {@code 2026-03-02T12:00-05:00[America/New_York]} or {@code 2026-03-02T17:00Z}
     * @throws IllegalArgumentException if the text is not a time with an offset
     */
    public static TestGate at(String time) {
        try {
            return at(ZonedDateTime.parse(time));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a time with an offset, such as 2026-03-02T12:00-05:00[America/New_York] or 2026-03-02T17:00Z"
                            .formatted(time),
                    e);
        }
    }

    /**
     * Sets the policy. What was counted stays.
     *
     * @throws IllegalStateException if the policy contradicts itself
     */
    public TestGate policy(CallPolicy policy) {
        this.gate = services.gate(Objects.requireNonNull(policy, "policy"));
        return this;
    }

    /**
     * Sets the organization of what follows, for hosts that name theirs. It is {@code test} until then.
     *
     * @throws IllegalArgumentException if the ID is not valid
     */
    public TestGate organization(String id) {
        this.organization = new OrganizationId(id);
        return this;
    }

    /**
     * Assigns a number to an agent. The number is added to the inventory if it is not there.
     *
     * @param number in E.164 form
     * @throws IllegalArgumentException if the number or the agent's ID is not valid
     * @throws dev.callgate.model.InventoryException if another agent has the number
     */
    public Assignment assign(String agent, String number, Terms terms) {
        PhoneNumber known = inventory().find(organization, E164.parse(number)).orElseGet(() -> inventory()
                .add(NewNumber.of(organization, number)));
        return assignments().assign(known, new AgentId(agent), terms);
    }

    /** Asks for a call, and counts it if it is allowed. */
    public TestCall call(String agent, String to) {
        return call(request(agent, to));
    }

    /** Asks for a call with all that a request may have; see {@link #request}. */
    public TestCall call(CallRequest request) {
        return new TestCall(request, clock.instant().atZone(clock.getZone()), gate.decide(request));
    }

    /** Returns a request of the organization, to which a test adds a call ID, attributes or a place. */
    public CallRequest request(String agent, String to) {
        return CallRequest.by(organization, new AgentId(agent)).to(to);
    }

    /**
     * Reports the end of an allowed call.
     *
     * @throws IllegalArgumentException if no call was allowed under the ID
     */
    public void complete(String callId, CallOutcome outcome) {
        requireCall(callId, gate.complete(organization, new CallId(callId), outcome));
    }

    /**
     * Reports that an allowed call was never placed.
     *
     * @throws IllegalArgumentException if no call was allowed under the ID
     */
    public void release(String callId) {
        requireCall(callId, gate.release(organization, new CallId(callId)));
    }

    private void requireCall(String callId, Optional<CallRecord> found) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "no call of organization %s was allowed under the ID %s".formatted(organization, callId));
        }
    }

    /** Moves the clock by a time. */
    public void move(Duration by) {
        clock.move(by);
    }

    /** Moves the clock to an instant. */
    public void moveTo(Instant instant) {
        clock.moveTo(instant);
    }

    /** Moves the clock to the beginning of the next day, in the zone of the time at which the gate was made. */
    public void moveToNextDay() {
        clock.moveToNextDay();
    }

    /** Returns the clock of all parts. */
    public TestClock clock() {
        return clock;
    }

    /** Returns what makes further parts over the store, with the clock. */
    public CallGateServices services() {
        return services;
    }

    /** Returns the store. */
    public InMemoryStorage storage() {
        return storage;
    }

    /** Returns the gate with the current policy. */
    public CallGate gate() {
        return gate;
    }

    /** Returns the inventory. */
    public NumberInventory inventory() {
        return services.inventory();
    }

    /** Returns the assignments. */
    public Assignments assignments() {
        return services.assignments();
    }

    /** Returns the organization of all that this gate is asked for. */
    public OrganizationId organization() {
        return organization;
    }
}
