package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.spi.JournalStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Refusals are counted by their cause, by day and by agent. */
@Needs({Ability.CALL_IDS, Ability.REPORTS, Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class RefusalCountContract extends JournalTests {
    @Test
    @DisplayName(
            "T2 refusals are counted by their cause, by day and by agent; previews and requests without an ID are not")
    void countsRefusals() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        call("c-1");
        gate.decide(request("c-2", WASHINGTON));
        gate.decide(request("c-3", LONDON));
        gate.decide(request("c-3", LONDON));
        gate.decide(request("c-4", "nonsense"));
        AgentId stranger = new AgentId("stranger");
        gate.decide(
                CallRequest.by(fixture.organization, stranger).to(WASHINGTON).callId("c-5"));
        gate.preview(request("c-6", LONDON));
        gate.decide(CallRequest.by(fixture.organization, fixture.agent).to(LONDON));
        clock.move(Duration.ofDays(1));
        gate.decide(request("c-7", LONDON));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 3),
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.INVALID_DESTINATION, 1),
                        new RefusalRow(null, null, Reason.NO_ASSIGNMENT, 1)),
                reports.refusals(allDays()));
        assertEquals(
                List.of(
                        new RefusalRow(MONDAY, null, Reason.NO_ASSIGNMENT, 1),
                        new RefusalRow(MONDAY, fixture.agent, Reason.COUNTRY_NOT_ALLOWED, 2),
                        new RefusalRow(MONDAY, fixture.agent, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(MONDAY, fixture.agent, Reason.INVALID_DESTINATION, 1),
                        new RefusalRow(TUESDAY, fixture.agent, Reason.COUNTRY_NOT_ALLOWED, 1)),
                reports.refusals(allDays().by(Dimension.DAY, Dimension.AGENT)));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 3),
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.INVALID_DESTINATION, 1)),
                reports.refusals(allDays().agent(fixture.agent)));
        assertEquals(List.of(), reports.refusals(allDays().agent(stranger)));
        assertEquals(1, total().calls());
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("M12 refusals of made-up agents are counted together, so that more of them add no rows")
    void countsMadeUpAgentsTogether() {
        fixture.assign(1, Terms.dailyLimit(2).countries("US"));
        call("open");
        call("over");
        complete("over", ANSWERED);
        for (int few : List.of(1, 20)) {
            for (int n = 0; n < few; n++) {
                AgentId madeUp = new AgentId("made-up-%d-%d".formatted(few, n));
                CallRequest.Caller caller = CallRequest.by(fixture.organization, madeUp);
                String unused = "c-%d-%d".formatted(few, n);
                gate.decide(caller.to(WASHINGTON).callId(unused));
                gate.decide(caller.to("nonsense").callId(unused));
                gate.decide(caller.to(WASHINGTON).from(Fixture.e164(1)).callId(unused));
                gate.decide(caller.to(WASHINGTON).callId("open"));
                gate.decide(caller.to(WASHINGTON).callId("over"));
            }
        }
        assertEquals(
                List.of(
                        new RefusalRow(MONDAY, null, Reason.CALL_COMPLETED, 21),
                        new RefusalRow(MONDAY, null, Reason.CALL_ID_REUSED, 21),
                        new RefusalRow(MONDAY, null, Reason.NO_ASSIGNMENT, 63)),
                reports.refusals(allDays().by(Dimension.DAY, Dimension.AGENT)));
    }

    @Test
    @DisplayName(
            "M12 refusals of an agent are counted by agent while the agent has a number, and together with others' afterwards")
    void countsAnAgentWhoLostItsNumbers() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        call("c-1");
        gate.decide(request("c-2", WASHINGTON));
        gate.decide(request("c-3", WASHINGTON).from(Fixture.e164(2)));
        tested.unassign(assignment);
        gate.decide(request("c-4", WASHINGTON));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.NO_ASSIGNMENT, 1),
                        new RefusalRow(null, fixture.agent, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, fixture.agent, Reason.NUMBER_NOT_ASSIGNED, 1)),
                reports.refusals(allDays().by(Dimension.AGENT)));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.NUMBER_NOT_ASSIGNED, 1)),
                reports.refusals(allDays().agent(fixture.agent)));

        fixture.assign(2, Terms.dailyLimit(1).countries("CA"));
        gate.decide(request("c-5", WASHINGTON));
        assertEquals(
                List.of(
                        new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 1),
                        new RefusalRow(null, null, Reason.DAILY_LIMIT_REACHED, 1),
                        new RefusalRow(null, null, Reason.NUMBER_NOT_ASSIGNED, 1)),
                reports.refusals(allDays().agent(fixture.agent)));
    }

    @Test
    @DisplayName("M12 32 threads, each of 5 made-up agents, count each refusal once, in one row")
    void countsMadeUpAgentsUnderLoad() throws Exception {
        Together.run(32, thread -> () -> {
            for (int n = 0; n < 5; n++) {
                AgentId madeUp = new AgentId("made-up-%d-%d".formatted(thread, n));
                assertFalse(gate.decide(CallRequest.by(fixture.organization, madeUp)
                                .to(WASHINGTON)
                                .callId("c-%d-%d".formatted(thread, n)))
                        .isAllowed());
            }
            return true;
        });
        assertEquals(
                List.of(new RefusalRow(MONDAY, null, Reason.NO_ASSIGNMENT, 160)),
                reports.refusals(allDays().by(Dimension.DAY, Dimension.AGENT)));
    }

    @Test
    @DisplayName("T2 32 threads that are refused count each refusal once")
    void countsRefusalsUnderLoad() throws Exception {
        fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        Together.run(32, thread -> () -> {
            for (int n = 0; n < 5; n++) {
                assertFalse(gate.decide(request("c-%d-%d".formatted(thread, n), LONDON))
                        .isAllowed());
            }
            return true;
        });
        assertEquals(List.of(new RefusalRow(null, null, Reason.COUNTRY_NOT_ALLOWED, 160)), reports.refusals(allDays()));
    }

    @Test
    @DisplayName("T2 D4 a refusal stays a refusal if it cannot be counted")
    void refusesEvenIfNotCounted() {
        JournalStore failing = Interceptor.before("countRefusal", JournalStore.class, storage(), arguments -> {
            throw new StoreException.NotApplied("the disk is full", null);
        });
        CallGate over = CallGate.over(failing).clock(clock).build();
        CallDecision decision = over.decide(request("c-1", WASHINGTON));
        assertEquals(
                Reason.NO_ASSIGNMENT,
                assertInstanceOf(Refused.class, decision).reasons().get(0).code());
        assertEquals(List.of(), reports.refusals(allDays()));
    }
}
