package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Test data of the contracts of the journal: calls on a Monday, and the reports on them. */
abstract class JournalTests extends ContractTests {
    static final String WASHINGTON = "+12025550199";
    static final String TORONTO = "+14165550100";
    static final String LONDON = "+442071838750";
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    static final LocalDate TUESDAY = LocalDate.parse("2026-03-03");
    static final LocalDate WEDNESDAY = LocalDate.parse("2026-03-04");
    static final CallOutcome ANSWERED = CallOutcome.answered(Duration.ofSeconds(42));

    final MovableClock clock = new MovableClock(NOON);
    Fixture fixture;
    CallGate gate;
    Reports reports;
    CallJournal journal;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
        gate = gate(CallPolicy.inUtc().callees(CalleePrivacy.inFull()));
        reports = Reports.over(storage());
        journal = CallJournal.over(storage());
    }

    CallGate gate(CallPolicy policy) {
        return CallGate.over(storage()).clock(clock).policy(policy).build();
    }

    Assignment assign(int number) {
        return fixture.assign(number, Terms.dailyLimit(1_000_000).countries("US", "CA", "GB"));
    }

    CallRequest request(String id, String to) {
        return CallRequest.by(fixture.organization, fixture.agent).to(to).callId(id);
    }

    Allowed call(String id) {
        return call(id, WASHINGTON);
    }

    Allowed call(String id, String to) {
        return assertInstanceOf(Allowed.class, gate.decide(request(id, to)));
    }

    Optional<CallRecord> complete(String id, CallOutcome outcome) {
        return gate.complete(fixture.organization, new CallId(id), outcome);
    }

    Optional<CallRecord> release(String id) {
        return gate.release(fixture.organization, new CallId(id));
    }

    CallRecord found(String id) {
        return journal.find(fixture.organization, new CallId(id)).orElseThrow();
    }

    UsageQuery allDays() {
        return UsageQuery.of(fixture.organization, MONDAY, WEDNESDAY);
    }

    CallStatistics total() {
        List<UsageRow> rows = reports.usage(allDays());
        assertEquals(1, rows.size());
        return rows.get(0).calls();
    }
}
