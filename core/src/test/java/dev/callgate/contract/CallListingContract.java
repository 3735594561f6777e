package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallQuery.State;
import dev.callgate.model.CallRecord;
import dev.callgate.model.E164;
import dev.callgate.model.LiveCall;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The journal lists an organization's calls by all that people ask for, and those in progress. */
@Needs({Ability.CALL_IDS, Ability.REPORTS, Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.LIMITS})
abstract class CallListingContract extends JournalTests {
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BOB = new AgentId("bob");
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final int CALLS = 24;

    @BeforeEach
    void openGate() {
        gate = gate(CallPolicy.inUtc().callees(CalleePrivacy.inFull()));
    }

    /** Places 24 calls on Monday and 24 on Tuesday, some of them in the same microsecond, which end in all ways. */
    private void placeCalls() {
        fixture.assign(ANNA, 1, Terms.dailyLimit(1_000).countries("US", "CA"));
        fixture.assign(BOB, 2, Terms.dailyLimit(1_000).countries("US", "CA"));
        for (int day = 0; day < 2; day++) {
            for (int n = 0; n < CALLS; n++) {
                // Not in the order of time, as IDs of dialers are.
                String id = "c-%d-%02d".formatted(day, n * 7 % CALLS);
                CallRequest request = CallRequest.by(fixture.organization, n % 3 == 0 ? ANNA : BOB)
                        .to(n % 4 == 0 ? TORONTO : WASHINGTON)
                        .callId(id);
                assertTrue(gate.decide(n % 2 == 0 ? request.with("campaign", "spring") : request)
                        .isAllowed());
                end(id, n % 6);
                clock.move(Duration.ofSeconds(n % 5 == 0 ? 0 : 1));
            }
            clock.moveTo(NOON.plus(Duration.ofDays(1)));
        }
    }

    private void end(String id, int way) {
        switch (way) {
            case 0 -> complete(id, ANSWERED);
            case 1, 2 -> complete(id, CallOutcome.of(Result.BUSY));
            case 3 -> release(id);
            default -> assertTrue(found(id).isOpen());
        }
    }

    /** Lists the calls at once, and compares them with those that are listed page by page. */
    private List<CallRecord> calls(CallQuery query) {
        List<CallRecord> all = journal.list(query);
        for (int size : new int[] {1, 5}) {
            List<CallRecord> paged = new ArrayList<>();
            CallQuery pages = query.limit(size);
            for (List<CallRecord> page = journal.list(pages); !page.isEmpty(); page = journal.list(pages)) {
                assertTrue(page.size() <= size && paged.size() < all.size(), query::toString);
                paged.addAll(page);
                pages = pages.after(page.get(page.size() - 1));
            }
            assertEquals(all, paged, query::toString);
        }
        return all;
    }

    /** Lists the calls in both orders, page by page too, and compares them with those that the query says it keeps. */
    private List<String> listed(CallQuery query) {
        List<CallRecord> every = IntStream.range(0, 2 * CALLS)
                .mapToObj(n -> found("c-%d-%02d".formatted(n / CALLS, n % CALLS)))
                .toList();
        List<CallRecord> calls = calls(query);
        assertEquals(every.stream().filter(query::keeps).sorted(query.order()).toList(), calls, query::toString);
        List<CallRecord> reversed = new ArrayList<>(calls(query.newestFirst(true)));
        Collections.reverse(reversed);
        assertEquals(calls, reversed, query::toString);
        return calls.stream().map(each -> each.call().callId().value()).toList();
    }

    @Test
    @DisplayName("T2 K1 calls of all agents are listed by day, in the order of time or reversed, page by page")
    void listsDays() {
        placeCalls();
        CallQuery monday = CallQuery.of(fixture.organization, MONDAY);
        assertEquals(CALLS, listed(monday).size());
        assertEquals(CALLS, listed(CallQuery.of(fixture.organization, TUESDAY)).size());
        assertEquals(
                2 * CALLS,
                listed(CallQuery.of(fixture.organization, MONDAY, WEDNESDAY)).size());
        assertEquals(List.of(), listed(CallQuery.of(fixture.organization, WEDNESDAY)));
        assertEquals(List.of(), journal.list(CallQuery.of(Fixture.newOrganization(), MONDAY)));
        CallRecord ofTuesday =
                journal.list(CallQuery.of(fixture.organization, TUESDAY)).get(0);
        assertEquals(List.of(), journal.list(monday.after(ofTuesday)));
        assertEquals(
                CALLS, journal.list(monday.newestFirst(true).after(ofTuesday)).size());
    }

    @Test
    @DisplayName("T2 calls are listed by agent, number, state, result and attribute, and by all of them together")
    void listsByFilters() {
        placeCalls();
        E164 number = Fixture.e164(1);
        for (CallQuery days : List.of(
                CallQuery.of(fixture.organization, MONDAY), CallQuery.of(fixture.organization, MONDAY, TUESDAY))) {
            int all = listed(days).size();
            assertEquals(all / 3, listed(days.agent(ANNA)).size());
            assertEquals(listed(days.agent(ANNA)), listed(days.number(number)));
            assertEquals(List.of(), listed(days.agent(BOB).number(number)));
            assertEquals(List.of(), listed(days.number(E164.parse("+12025550177"))));
            assertEquals(all / 3, listed(days.state(State.OPEN)).size());
            assertEquals(all / 6, listed(days.state(State.RELEASED)).size());
            assertEquals(all / 2, listed(days.state(State.COMPLETED)).size());
            assertEquals(all / 3, listed(days.result(Result.BUSY)).size());
            assertEquals(List.of(), listed(days.result(Result.REJECTED)));
            assertEquals(List.of(), listed(days.result(Result.BUSY).state(State.OPEN)));
            assertEquals(all / 2, listed(days.with("campaign", "spring")).size());
            assertEquals(
                    all / 6,
                    listed(days.agent(ANNA)
                                    .number(number)
                                    .with("campaign", "spring")
                                    .result(Result.ANSWERED))
                            .size());
        }
        NumberInventory inventory = NumberInventory.over(storage());
        Assignment assignment = fixture.assign(new AgentId("carl"), 3, Terms.forCountries("US"));
        assertEquals(
                List.of(), listed(CallQuery.of(fixture.organization, MONDAY).number(Fixture.e164(3))));
        tested.unassign(assignment);
        inventory.delete(fixture.organization, assignment.number().id());
        assertEquals(
                List.of(), listed(CallQuery.of(fixture.organization, MONDAY).number(Fixture.e164(3))));
    }

    @Test
    @DisplayName("T2 D17 calls to a callee are listed of all days, by every key that is kept of it, until it is erased")
    void listsByCallee() {
        placeCalls();
        E164 toronto = E164.parse(TORONTO);
        CallQuery toToronto =
                CallQuery.to(fixture.organization, CalleePrivacy.inFull().everyKeyOf(toronto));
        assertEquals(2 * CALLS / 4, listed(toToronto).size());
        assertEquals(2 * CALLS / 12, listed(toToronto.agent(ANNA)).size());
        assertEquals(
                CALLS / 4,
                listed(CallQuery.of(fixture.organization, TUESDAY)
                                .callee(CalleePrivacy.inFull().everyKeyOf(toronto)))
                        .size());
        CalleePrivacy hashed = CalleePrivacy.hashed(new byte[32]);
        assertEquals(List.of(), listed(CallQuery.to(fixture.organization, hashed.everyKeyOf(toronto))));
        gate(CallPolicy.inUtc().callees(hashed))
                .decide(CallRequest.by(fixture.organization, ANNA).to(TORONTO).callId("hashed"));
        assertEquals(
                Set.of("hashed"),
                Set.of(journal.list(CallQuery.to(fixture.organization, hashed.everyKeyOf(toronto)))
                        .get(0)
                        .call()
                        .callId()
                        .value()));
        journal.eraseCallee(fixture.organization, toronto, hashed);
        assertEquals(List.of(), listed(toToronto));
        assertEquals(List.of(), journal.list(CallQuery.to(fixture.organization, hashed.everyKeyOf(toronto))));
    }

    private List<String> live(Instant now) {
        List<LiveCall> all = journal.live(fixture.organization, now, null, 100);
        List<LiveCall> paged = new ArrayList<>();
        LiveCall.Cursor after = null;
        for (List<LiveCall> page = journal.live(fixture.organization, now, null, 2);
                !page.isEmpty();
                page = journal.live(fixture.organization, now, after, 2)) {
            paged.addAll(page);
            after = page.get(page.size() - 1).cursor();
        }
        assertEquals(all, paged);
        Map<CallId, Instant> until = journal.liveUntil(
                fixture.organization, all.stream().map(LiveCall::call).toList(), now);
        all.forEach(each -> assertEquals(each.until(), until.get(each.call().callId())));
        return all.stream().map(each -> each.call().callId().value()).toList();
    }

    @Test
    @DisplayName("D13 calls in progress are listed with the time until which they count, until they end or it is over")
    void listsLiveCalls() {
        Limit ofAgent = Limit.calls(5).perAgent().atOnce();
        gate = gate(CallPolicy.inUtc()
                .longestCall(LONGEST_CALL)
                .limits(
                        ofAgent,
                        Limit.calls(9).perOrganization().atOnce(),
                        Limit.calls(9).perAgent().atOnce().where("sales", call -> call.attributes()
                                .containsKey("sale")),
                        Limit.calls(99).perAgent().within(Duration.ofHours(24))));
        assign(1);
        for (int n = 0; n < 5; n++) {
            assertTrue(
                    gate.decide(n == 4 ? request("c-4", WASHINGTON).with("sale", "x") : request("c-" + n, WASHINGTON))
                            .isAllowed());
            clock.move(Duration.ofMinutes(1));
        }
        Instant now = clock.instant();
        assertEquals(List.of("c-0", "c-1", "c-2", "c-3", "c-4"), live(now));
        assertEquals(
                NOON.plus(LONGEST_CALL),
                journal.live(fixture.organization, now, null, 1).get(0).until());
        assertEquals(List.of(), journal.live(Fixture.newOrganization(), now, null, 9));

        complete("c-1", ANSWERED);
        release("c-2");
        assertTrue(gate.renew(fixture.organization, new CallId("c-0")));
        assertEquals(List.of("c-3", "c-4", "c-0"), live(now));
        assertEquals(
                Map.of(new CallId("c-0"), now.plus(LONGEST_CALL)),
                journal.liveUntil(
                        fixture.organization,
                        List.of(found("c-0").call(), found("c-1").call()),
                        now));
        assertEquals(List.of("c-4", "c-0"), live(NOON.plusSeconds(180).plus(LONGEST_CALL)));
        assertEquals(List.of(), live(now.plus(LONGEST_CALL)));
        assertFalse(found("c-3").call().isReleased());

        CallGate unlimited = gate(CallPolicy.inUtc());
        assertTrue(unlimited.decide(request("free", WASHINGTON)).isAllowed());
        assertEquals(List.of("c-3", "c-4", "c-0"), live(now));
        assertEquals(
                Map.of(),
                journal.liveUntil(fixture.organization, List.of(found("free").call()), now));
    }

    @Test
    @DisplayName(
            "D13 a call in progress that ends later on a limit, on which a clock ahead has counted, is listed with its next end")
    void listsTheNextEnd() {
        gate = gate(CallPolicy.inUtc()
                .longestCall(LONGEST_CALL)
                .limits(
                        Limit.calls(9).perAgent().atOnce(),
                        Limit.calls(9).perOrganization().atOnce()));
        for (AgentId agent : List.of(ANNA, BOB)) {
            fixture.assign(agent, agent == ANNA ? 1 : 2, Terms.dailyLimit(9).countries("US"));
        }
        clock.moveTo(NOON.plusSeconds(10));
        assertTrue(gate.decide(requestOf(BOB, "ahead")).isAllowed());
        clock.moveTo(NOON);
        for (int n = 0; n < 8; n++) {
            AgentId agent = n == 7 ? BOB : ANNA;
            assertTrue(gate.decide(requestOf(agent, "c-" + n)).isAllowed());
        }
        assertEquals(NOON.plus(LONGEST_CALL), firstUntil(NOON));
        assertEquals(NOON.plusSeconds(10).plus(LONGEST_CALL), firstUntil(NOON.plus(LONGEST_CALL)));
    }

    private Instant firstUntil(Instant now) {
        assertFalse(live(now).isEmpty());
        return journal.live(fixture.organization, now, null, 1).get(0).until();
    }

    private CallRequest requestOf(AgentId agent, String id) {
        return CallRequest.by(fixture.organization, agent).to(WASHINGTON).callId(id);
    }

    @Test
    @DisplayName("D13 a call in progress that was deleted from the journal is passed over")
    void passesOverDeletedCalls() {
        gate = gate(CallPolicy.inUtc()
                .longestCall(Duration.ofHours(24))
                .limits(Limit.calls(5).perAgent().atOnce()));
        assign(1);
        for (int n = 0; n < 3; n++) {
            assertTrue(gate.decide(request("old-" + n, WASHINGTON)).isAllowed());
        }
        clock.moveTo(NOON.plus(Duration.ofHours(13)));
        assertTrue(gate.decide(request("new", WASHINGTON)).isAllowed());
        assertEquals(3, journal.forgetCallsBefore(fixture.organization, TUESDAY));
        assertEquals(List.of("new"), live(clock.instant()));
    }
}
