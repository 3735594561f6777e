package dev.callgate.admin;

import dev.callgate.internal.Listeners;
import dev.callgate.model.ActorId;
import dev.callgate.model.ChangeContext;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;

/** Who makes administrative changes, by which clock, and who is notified of them. Immutable. */
record Administrator(ActorId actor, Clock clock, Listeners<AdministrationListener> listeners) {
    /** Acts as {@link ActorId#SYSTEM} by the system's clock, without listeners. */
    static final Administrator SYSTEM = new Administrator(ActorId.SYSTEM, Clock.systemUTC(), Listeners.none());

    Administrator {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(clock, "clock");
    }

    Administrator withActor(ActorId other) {
        return new Administrator(other, clock, listeners);
    }

    Administrator withClock(Clock other) {
        return new Administrator(actor, other, listeners);
    }

    Administrator withListener(AdministrationListener another) {
        return new Administrator(actor, clock, listeners.with(another));
    }

    /** Returns the actor and the current time, for a change that begins now. */
    ChangeContext change() {
        return new ChangeContext(actor, clock.instant());
    }

    void notifyListeners(Consumer<AdministrationListener> event) {
        listeners.notifyEach(event);
    }
}
