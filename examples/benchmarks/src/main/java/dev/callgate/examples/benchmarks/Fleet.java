package dev.callgate.examples.benchmarks;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Capability;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.NumberStore;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * An organization of many agents, who may call the United States from several numbers each, as often a day as a limit can
 * say.
 */
record Fleet(int agents, int numbersEach) {
    static final OrganizationId ORGANIZATION = new OrganizationId("0a000000-0000-4000-8000-000000000001");
    static final int DAILY_LIMIT = Terms.MAX_DAILY_LIMIT;

    private static final Bandwidth BANDWIDTH = Bandwidth.builder()
            .capacity(DAILY_LIMIT)
            .refillIntervally(DAILY_LIMIT, Duration.ofDays(1))
            .build();

    private static final int BATCH = 1_000;
    private static final int FIRST_LINE = 2_000_000;

    int assignments() {
        return agents * numbersEach;
    }

    static AgentId agent(int agent) {
        return new AgentId("agent-%07d".formatted(agent));
    }

    static String key(int agent, int number) {
        return number == 0 ? "agent-%07d".formatted(agent) : "agent-%07d/%d".formatted(agent, number);
    }

    /** Numbers to call. */
    static List<String> callees(int count) {
        return ValidNumbers.lines(count * ValidNumbers.COUNTRIES.size())
                .filter(line -> line.country().equals("US"))
                .map(ValidNumbers.Line::e164)
                .toList();
    }

    /** A bucket that holds as many calls as a limit can, filled once a day. */
    static Bucket bucket() {
        return Bucket.builder().addLimit(BANDWIDTH).build();
    }

    /** Makes one of each assignment, to be found by its key. */
    <T> Map<String, T> ofEachAssignment(Supplier<T> making) {
        Map<String, T> all = new ConcurrentHashMap<>();
        for (int i = 0; i < assignments(); i++) {
            all.put(key(i / numbersEach, i % numbersEach), making.get());
        }
        return all;
    }

    /** Gives the agents their numbers, a thousand in a step; each of objects of its own, as an import makes them. */
    <S extends NumberStore & AssignmentAdminStore> void fill(S store) {
        for (int first = 0; first < assignments(); first += BATCH) {
            ChangeContext by = new ChangeContext(ActorId.SYSTEM, Instant.now());
            List<PhoneNumber> numbers = new ArrayList<>();
            List<AssignmentAdminStore.NewAssignment> requests = new ArrayList<>();
            for (int i = first; i < Math.min(first + BATCH, assignments()); i++) {
                PhoneNumber number = number(i, by.at());
                numbers.add(number);
                requests.add(request(number, agent(i / numbersEach), by.at()));
            }
            store.addMissing(ORGANIZATION, numbers, by);
            store.assignAll(ORGANIZATION, requests, by);
        }
    }

    /** Numbers that are not validated. */
    private static PhoneNumber number(int index, Instant now) {
        return new PhoneNumber(
                TimeOrderedId.at(now),
                ORGANIZATION,
                E164.of("+1202" + (FIRST_LINE + index)),
                "telnyx",
                "US",
                Set.of(Capability.VOICE),
                NumberStatus.ACTIVE,
                null,
                null,
                now,
                now);
    }

    private static AssignmentAdminStore.NewAssignment request(PhoneNumber number, AgentId agent, Instant now) {
        Terms terms = Terms.dailyLimit(DAILY_LIMIT).countries("US");
        return new AssignmentAdminStore.NewAssignment(TimeOrderedId.at(now), number.id(), agent, terms);
    }
}
