package dev.callgate.contract;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.spi.Storage;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One node of a {@link World}: a gate and what administrators use, over the node's own view of the store. */
final class WorldLibrary {
    static final String UNKNOWN = "OutcomeUnknown";
    static final String NOT_APPLIED = "NotApplied";
    static final E164[] CALLEES = {E164.parse("+12025550199"), E164.parse("+18765550123")};

    final MovableClock clock;
    final WorldFaults faults;
    private final World world;
    private final CallGate gate;
    private final NumberInventory inventory;
    private final Assignments assignments;
    private final CallJournal journal;
    private final Housekeeping housekeeping;

    /** What listeners were told last. */
    @Nullable
    private Object told;

    @Nullable
    private CallDecision decision;

    WorldLibrary(World world, WorldFaults faults, Storage store) {
        this.world = world;
        this.faults = faults;
        this.clock = new MovableClock(World.START);
        this.gate = CallGate.over(store)
                .clock(clock)
                .policies(world::policy)
                .listener(new Listener())
                .build();
        this.inventory = NumberInventory.over(store).withClock(clock);
        this.assignments = Assignments.over(store).withClock(clock);
        this.journal = CallJournal.over(store);
        this.housekeeping = Housekeeping.over(store).withClock(clock);
    }

    /** Remembers what it is told, so that it can be compared with the answer. */
    private final class Listener implements CallListener {
        @Override
        public void decided(CallRequest request, CallDecision decided, Duration took) {
            told = decided;
        }

        @Override
        public void failed(CallRequest request, RuntimeException cause, Duration took) {
            told = cause;
        }

        @Override
        public void released(CallRecord call) {
            told = call;
        }

        @Override
        public void completed(CallRecord call) {
            told = call;
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** Returns the decision of the last operation; null if it was none. */
    @Nullable
    CallDecision lastDecision() {
        return decision;
    }

    /** Carries an operation out, and returns the answer as {@link WorldAnswers} words it; of a failure, the name. */
    String answer(WorldStep.Operation operation) {
        told = null;
        decision = null;
        try {
            return answer(operation, world.organization(operation.org()));
        } catch (InventoryException e) {
            return e.getClass().getSimpleName();
        } catch (StoreException e) {
            boolean isDecision = operation instanceof WorldStep.Call || operation instanceof WorldStep.Emergency;
            return e.getClass().getSimpleName() + (isDecision && told != e ? ", and listeners were told " + told : "");
        }
    }

    private String answer(WorldStep.Operation operation, OrganizationId org) {
        if (operation instanceof WorldStep.Call call) {
            CallRequest request = CallRequest.by(org, Fixture.agent(call.agent()))
                    .to(CALLEES[call.callee()].toString())
                    .with("campaign", call.campaign());
            return decide(call.withId() ? request.callId(call.callId().value()) : request);
        } else if (operation instanceof WorldStep.Emergency) {
            return decide(CallRequest.by(org, Fixture.agent(0)).to("911"));
        } else if (operation instanceof WorldStep.Release release) {
            return ended(gate.release(org, release.callId()));
        } else if (operation instanceof WorldStep.Complete complete) {
            return ended(gate.complete(org, complete.callId(), complete.outcome()));
        } else if (operation instanceof WorldStep.Renew renew) {
            return String.valueOf(gate.renew(org, renew.callId()));
        } else if (operation instanceof WorldStep.Move move) {
            return "moved "
                    + assignments
                            .moveAll(org, Fixture.agent(move.from()), Fixture.agent(move.to()))
                            .size();
        } else if (operation instanceof WorldStep.Reset) {
            return "reset "
                    + assignments.resetDailyCallCounts(
                            org, world.rules(operation.org()).zone());
        } else if (operation instanceof WorldStep.Erase erase) {
            return "erased " + journal.eraseCallee(org, CALLEES[erase.callee()], CalleePrivacy.inFull());
        } else if (operation instanceof WorldStep.Forget forget) {
            return "forgot " + journal.forgetCallsBefore(org, today(operation).minusDays(forget.days()));
        }
        if (operation instanceof WorldStep.KeepHouse) {
            housekeeping.run(
                    org, HousekeepingPlan.in(world.rules(operation.org()).zone()));
            return WorldAnswers.DONE;
        }
        administer((WorldStep.OfNumber) operation, org);
        return WorldAnswers.DONE;
    }

    private LocalDate today(WorldStep.Operation operation) {
        return LocalDate.ofInstant(now(), world.rules(operation.org()).zone());
    }

    private String decide(CallRequest request) {
        decision = gate.decide(request);
        if (told != decision) {
            return decision + ", but listeners were told " + told;
        } else if (decision instanceof Refused refused) {
            SortedSet<String> codes = new TreeSet<>();
            refused.reasons().stream().map(Reason::code).forEach(codes::add);
            return "refused by " + refused.cause().code() + " of " + codes;
        }
        Allowed allowed = (Allowed) decision;
        return allowed.isEmergency()
                ? "emergency"
                : "from " + place(allowed.from()) + (allowed.repeated() ? " again" : "");
    }

    private String ended(Optional<CallRecord> call) {
        return call.map(each -> (told == null ? "" : "ended: ") + WorldSight.stateOf(each))
                .orElse("none");
    }

    private void administer(WorldStep.OfNumber operation, OrganizationId org) {
        E164 e164 = Fixture.e164(operation.number());
        if (operation instanceof WorldStep.Add) {
            inventory.add(NewNumber.of(org, e164.toString()));
            return;
        }
        PhoneNumber number = inventory.find(org, e164).orElseGet(() -> missing(org, e164));
        if (operation instanceof WorldStep.Delete) {
            inventory.delete(number);
        } else if (operation instanceof WorldStep.Activate) {
            inventory.activate(number);
        } else if (operation instanceof WorldStep.Deactivate) {
            inventory.deactivate(number);
        } else if (operation instanceof WorldStep.Quarantine rest) {
            inventory.quarantine(number, today(operation).plusDays(rest.days()));
        } else if (operation instanceof WorldStep.Assign assign) {
            assignments.assign(number, Fixture.agent(assign.agent()), terms(assign.limit(), assign.abroad()));
        } else if (operation instanceof WorldStep.Unassign) {
            assignments.unassign(number);
        } else if (operation instanceof WorldStep.ChangeTerms change) {
            assignments.changeTerms(number, terms(change.limit(), change.abroad()));
        }
    }

    private static Terms terms(int limit, boolean abroad) {
        return abroad
                ? Terms.dailyLimit(limit).anyCountry()
                : Terms.dailyLimit(limit).countries("US");
    }

    /** Returns a number that the store does not have. */
    private static PhoneNumber missing(OrganizationId org, E164 e164) {
        return Fixture.number(org, e164.toString());
    }

    static int place(E164 number) {
        return Integer.parseInt(number.toString().substring("+1202555".length())) - 100;
    }

    static int place(AgentId agent) {
        return Integer.parseInt(agent.value().substring("agent-".length()));
    }
}
