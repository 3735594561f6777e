package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.NewNumber;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import dev.callgate.model.TimeOrderedId;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written is read back: every field, exactly. */
class RoundTripTest {
    private static final List<String> PREFIXES = List.of("+1202555", "+4420794", "+4930231", "+1416555", "+80012");
    private static final Instant LONG_AGO = Instant.EPOCH;

    /** A number as an export has it; the rest comes from the store. */
    record Exported(
            E164 e164,
            @Nullable String provider,
            Set<Capability> capabilities,
            NumberStatus status,
            @Nullable LocalDate quarantinedUntil,
            @Nullable LocalDate inServiceSince,
            Instant createdAt,
            Instant updatedAt) {
        static Exported of(PhoneNumber number) {
            return new Exported(
                    number.e164(),
                    number.provider(),
                    number.capabilities(),
                    number.status(),
                    number.quarantinedUntil(),
                    number.inServiceSince(),
                    number.createdAt(),
                    number.updatedAt());
        }

        PhoneNumber in(Acme acme) {
            return new PhoneNumber(
                    TimeOrderedId.at(Acme.NOW),
                    acme.organization,
                    e164,
                    provider,
                    e164.region(),
                    capabilities,
                    status,
                    quarantinedUntil,
                    inServiceSince,
                    null,
                    createdAt,
                    updatedAt);
        }
    }

    /** An assignment as an export has it. */
    record Assigned(E164 e164, AgentId agent, Terms terms) {
        static Assigned of(Assignment assignment) {
            return new Assigned(assignment.number().e164(), assignment.agent(), assignment.terms());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("K3 any inventory that is written is imported as it was")
    void numbers(@ForAll("inventories") List<Exported> inventory) {
        Acme before = new Acme();
        before.add(inventory.stream().map(each -> each.in(before)).toList());
        Acme after = new Acme();
        after.importNumbers(before.exportNumbers());
        assertEquals(List.of(), after.rejections);
        assertEquals(
                before.numbers().stream().map(Exported::of).toList(),
                after.numbers().stream().map(Exported::of).toList());
        assertEquals(before.exportNumbers(), after.exportNumbers());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("K3 any assignments that are written are imported as they were")
    void assignments(@ForAll("agents") List<AgentId> agents, @ForAll("terms") List<Terms> terms) {
        Acme before = new Acme();
        for (int i = 0; i < agents.size(); i++) {
            PhoneNumber number = before.inventory.add(NewNumber.of(before.organization, "+1202555" + (1_000 + i)));
            before.assignments.assign(number, agents.get(i), terms.get(i % terms.size()));
        }
        Acme after = new Acme();
        after.importNumbers(before.exportNumbers());
        after.importAssignments(before.exportAssignments());
        assertEquals(List.of(), after.rejections);
        assertEquals(
                before.assigned().stream().map(Assigned::of).toList(),
                after.assigned().stream().map(Assigned::of).toList());
    }

    @Provide
    Arbitrary<List<Exported>> inventories() {
        Arbitrary<Exported> number = Combinators.combine(
                        e164(),
                        providers().injectNull(0.1),
                        Arbitraries.of(Capability.class).set(),
                        Arbitraries.of(NumberStatus.class),
                        days().injectNull(0.5),
                        days().injectNull(0.5),
                        moments(),
                        moments())
                .as(Exported::new);
        return number.list().uniqueElements(Exported::e164).ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<AgentId>> agents() {
        return texts(64).map(AgentId::new).list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<Terms>> terms() {
        List<String> codes = new ArrayList<>(Regions.known());
        codes.add(Countries.ANY);
        return Combinators.combine(
                        Arbitraries.integers().between(0, Terms.MAX_DAILY_LIMIT),
                        Arbitraries.of(codes).set().map(Countries::of))
                .as(Terms::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    private static Arbitrary<E164> e164() {
        return Combinators.combine(
                        Arbitraries.of(PREFIXES), Arbitraries.integers().between(0, 999_999))
                .as((prefix, rest) -> prefix + String.format("%06d", rest))
                .map(text -> text.substring(0, text.startsWith("+1") ? 12 : text.length()))
                .map(E164::of)
                .filter(number -> !number.region().equals(Regions.UNKNOWN));
    }

    /** Names as the library takes them: without what cannot be seen. */
    private static Arbitrary<String> providers() {
        return texts(64).flatMap(RoundTripTest::orBlankAsNull);
    }

    private static Arbitrary<String> orBlankAsNull(String name) {
        Acme acme = new Acme();
        try {
            NewNumber number = NewNumber.of(acme.organization, "+12025550123").provider(name);
            return Arbitraries.just(
                    Objects.requireNonNull(acme.inventory.add(number).provider()));
        } catch (IllegalArgumentException showsNothing) {
            return Arbitraries.just("x");
        }
    }

    /** Texts such as nobody would think of, but without control characters and outer spaces, which the library refuses. */
    private static Arbitrary<String> texts(int most) {
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars("'\"=+-@,;|\\ \u00A0abÄ€漢＝#\u2028\uFEFF\u0130")
                .ofMaxLength(most);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(most);
        return Arbitraries.oneOf(odd, any).map(RoundTripTest::accepted).filter(text -> !text.isEmpty());
    }

    private static String accepted(String text) {
        StringBuilder all = new StringBuilder();
        text.codePoints()
                .filter(each -> !Character.isISOControl(each) && Character.getType(each) != Character.SURROGATE)
                .forEach(all::appendCodePoint);
        return all.toString().strip();
    }

    private static Arbitrary<LocalDate> days() {
        return Arbitraries.longs().between(0, 100_000).map(LocalDate::ofEpochDay);
    }

    private static Arbitrary<Instant> moments() {
        long micros = ChronoUnit.MICROS.between(LONG_AGO, Acme.NOW);
        return Arbitraries.longs().between(0, micros).map(after -> LONG_AGO.plus(after, ChronoUnit.MICROS));
    }

    @Test
    @DisplayName("K3 an organization that is exported, emptied and imported is what it was, its counts included")
    void wholeOrganization() {
        Acme acme = new Acme();
        acme.importNumbers("phone_number,provider,capabilities,status,quarantined_until,created_at,in_service_since\n"
                + "+12025550123,\"=Telnyx, \"\"LLC\"\"\",voice fax,active,,2026-01-01T00:00:00Z,2019-05-01\n"
                + "+12025550124,,sms,inactive,2027-01-01,2026-01-02T03:04:05.678901Z,\n"
                + "+442079460123,O'Reilly,,,,,\n");
        assertEquals(LocalDate.of(2019, 5, 1), acme.numbers().get(0).inServiceSince());
        List<PhoneNumber> unassigned = acme.numbers();
        acme.importAssignments("+12025550123,-7,2,US;001\n+442079460123,''-7,,*\n");
        call(acme, new AgentId("-7"));
        List<PhoneNumber> numbers = acme.numbers();
        List<Assignment> assignments = acme.assigned();
        assertEquals(1, assignments.get(1).callsMadeToday(), assignments::toString);
        String numbersFile = acme.exportNumbers();
        String assignmentsFile = acme.exportAssignments();

        acme.assigned().forEach(each -> acme.assignments.unassign(each.number()));
        acme.numbers().forEach(each -> acme.inventory.delete(acme.organization, each.id()));
        assertEquals(List.of(), acme.numbers());

        acme.importNumbers(numbersFile);
        assertEquals(unassigned, acme.numbers());
        acme.importAssignments(assignmentsFile);
        assertEquals(List.of(), acme.rejections);
        assertEquals(numbers, acme.numbers());
        assertEquals(assignments, acme.assigned());
        assertEquals(numbersFile, acme.exportNumbers());
        assertEquals(assignmentsFile, acme.exportAssignments());
    }

    private static void call(Acme acme, AgentId agent) {
        Clock noon = Clock.fixed(Acme.NOW, ZoneOffset.UTC);
        CallGate gate = CallGate.over(acme.storage).clock(noon).build();
        CallRequest request = CallRequest.by(acme.organization, agent).to("+12025550199");
        assertTrue(gate.decide(request).isAllowed());
    }
}
