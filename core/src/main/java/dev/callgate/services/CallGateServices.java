package dev.callgate.services;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.admin.AdministrationListener;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.ActorId;
import dev.callgate.report.Reports;
import dev.callgate.spi.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes the parts of the library over one store, all with the same clock, the same actor and the same listeners:
 *
 * <pre>{@code
 * var services = CallGateServices.over(storage).withClock(clock).withActor(new ActorId("import"));
 * var inventory = services.inventory();
 * var gate = services.gate(policy);
 * }</pre>
 *
 * <p>A store in memory has a clock of its own, which is passed to {@code InMemoryStorage.create(clock)}. The clock of a store on a database
 * is that of the database.
 *
 * <p>Immutable and thread-safe. The parts are cheap to make, and are thread-safe, too.
 */
public final class CallGateServices {
    private final Storage storage;
    private final Clock clock;
    private final ActorId actor;
    private final List<CallListener> callListeners;
    private final List<AdministrationListener> administrationListeners;

    private CallGateServices(
            Storage storage,
            Clock clock,
            ActorId actor,
            List<CallListener> callListeners,
            List<AdministrationListener> administrationListeners) {
        this.storage = Objects.requireNonNull(storage, "storage");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.actor = Objects.requireNonNull(actor, "actor");
        this.callListeners = callListeners;
        this.administrationListeners = administrationListeners;
    }

    /** Returns services over a store that use the system's clock and act as {@link ActorId#SYSTEM}, without listeners. */
    public static CallGateServices over(Storage storage) {
        return new CallGateServices(storage, Clock.systemUTC(), ActorId.SYSTEM, List.of(), List.of());
    }

    /** Returns a copy that takes the time from another clock. The zone of the clock does not matter. */
    public CallGateServices withClock(Clock other) {
        return new CallGateServices(storage, other, actor, callListeners, administrationListeners);
    }

    /** Returns a copy that makes administrative changes in the name of an actor. */
    public CallGateServices withActor(ActorId other) {
        return new CallGateServices(storage, clock, other, callListeners, administrationListeners);
    }

    /** Returns a copy whose gates notify one more listener, after the listeners that they have already. */
    public CallGateServices withCallListener(CallListener another) {
        return new CallGateServices(storage, clock, actor, with(callListeners, another), administrationListeners);
    }

    /** Returns a copy whose administration notifies one more listener, after the listeners that it has already. */
    public CallGateServices withAdministrationListener(AdministrationListener another) {
        return new CallGateServices(storage, clock, actor, callListeners, with(administrationListeners, another));
    }

    private static <T> List<T> with(List<T> listeners, T another) {
        return Stream.concat(listeners.stream(), Stream.of(another)).toList();
    }

    /**
     * Returns a gate that decides by one policy for all organizations.
     *
     * @throws IllegalStateException if the policy contradicts itself; see {@link CallGate.Builder#policy}
     */
    public CallGate gate(CallPolicy policy) {
        return gateBuilder().policy(policy).build();
    }

    /** Returns a builder of gates with the clock and the listeners, for a host with a policy for each organization. */
    public CallGate.Builder gateBuilder() {
        CallGate.Builder builder = CallGate.over(storage).clock(clock);
        callListeners.forEach(builder::listener);
        return builder;
    }

    /** Returns the inventory of numbers. */
    public NumberInventory inventory() {
        NumberInventory inventory =
                NumberInventory.over(storage).withClock(clock).withActor(actor);
        for (AdministrationListener each : administrationListeners) {
            inventory = inventory.withListener(each);
        }
        return inventory;
    }

    /** Returns the assignments of numbers to agents. */
    public Assignments assignments() {
        Assignments assignments = Assignments.over(storage).withClock(clock).withActor(actor);
        for (AdministrationListener each : administrationListeners) {
            assignments = assignments.withListener(each);
        }
        return assignments;
    }

    /** Returns the housekeeping. */
    public Housekeeping housekeeping() {
        Housekeeping housekeeping = Housekeeping.over(storage).withClock(clock).withActor(actor);
        for (AdministrationListener each : administrationListeners) {
            housekeeping = housekeeping.withListener(each);
        }
        return housekeeping;
    }

    /** Returns the journal of calls. */
    public CallJournal journal() {
        return CallJournal.over(storage);
    }

    /** Returns the audit trail of administrative changes. */
    public AuditTrail auditTrail() {
        return AuditTrail.over(storage);
    }

    /** Returns the reports. */
    public Reports reports() {
        return Reports.over(storage);
    }

    /** Returns the store. */
    public Storage storage() {
        return storage;
    }

    /** Returns the clock. */
    public Clock clock() {
        return clock;
    }
}
