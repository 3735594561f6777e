package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberQueryTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final NumberQuery QUERY = NumberQuery.of(ORGANIZATION);
    private static final PhoneNumber NUMBER =
            NewNumber.of(ORGANIZATION, "+12025550123").toPhoneNumber(new UUID(1, 1), NOW);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000})
    void acceptsLimitsInRange(int limit) {
        assertEquals(limit, QUERY.limit(limit).limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
    void rejectsLimitsOutOfRange(int limit) {
        assertThrowsNaming(IllegalArgumentException.class, () -> QUERY.limit(limit), limit, 1_000);
    }

    @Test
    void limitIs100ByDefault() {
        assertEquals(ORGANIZATION, QUERY.organization());
        assertEquals(100, QUERY.limit());
        assertNull(QUERY.after());
        assertNull(QUERY.status());
        assertNull(QUERY.assigned());
    }

    @Test
    void changingOneFilterKeepsTheOthers() {
        NumberQuery changed = QUERY.limit(5)
                .after(NUMBER.e164())
                .status(NumberStatus.INACTIVE)
                .assigned(true);
        assertEquals(5, changed.limit());
        assertEquals(NUMBER.e164(), changed.after());
        assertEquals(NumberStatus.INACTIVE, changed.status());
        assertEquals(true, changed.assigned());
        assertEquals(false, changed.assigned(false).assigned());
        assertNull(QUERY.after());
    }

    @Test
    void matchesItsFilters() {
        PhoneNumber assigned = NUMBER.withAssignee(new AgentId("anna"), NOW);
        assertTrue(QUERY.keeps(NUMBER));
        assertTrue(QUERY.assigned(false).keeps(NUMBER));
        assertFalse(QUERY.assigned(true).keeps(NUMBER));
        assertTrue(QUERY.assigned(true).keeps(assigned));
        assertFalse(QUERY.assigned(false).keeps(assigned));
        assertTrue(QUERY.status(NumberStatus.ACTIVE).keeps(NUMBER));
        assertFalse(QUERY.status(NumberStatus.INACTIVE).keeps(NUMBER));
        assertFalse(NumberQuery.of(new OrganizationId("other")).keeps(NUMBER));
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> NumberQuery.of(null), "organization");
        assertThrowsNaming(NullPointerException.class, () -> QUERY.after(null), "after");
        assertThrowsNaming(NullPointerException.class, () -> QUERY.status(null), "status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+1", "1 2", "1234567890123456", "12%", "x"})
    void rejectsInvalidDigits(String digits) {
        assertThrowsNaming(IllegalArgumentException.class, () -> QUERY.digits(digits), "\"" + digits + "\"");
    }

    @Test
    void rejectsUnknownCountries() {
        assertThrowsNaming(IllegalArgumentException.class, () -> QUERY.country("XX"), "XX");
        assertEquals("US", QUERY.country("us").country());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "12",
                "1202",
                "12025550123",
                "2",
                "202",
                "2025550123",
                "0123",
                "50123",
                "5550123",
                "025550123"
            })
    void matchesPrefixesAndSuffixes(String digits) {
        assertTrue(QUERY.digits(digits).keeps(NUMBER));
        assertTrue(QUERY.digits(digits).country("US").keeps(NUMBER));
        assertFalse(QUERY.digits(digits).country("CA").keeps(NUMBER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "555", "02555", "20255501234", "012", "5012", "120255501230", "9", "112025550123"})
    void doesNotMatchDigitsInTheMiddle(String digits) {
        assertFalse(QUERY.digits(digits).keeps(NUMBER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "23", "123"})
    void suffixesNeedFourDigits(String digits) {
        assertFalse(QUERY.digits(digits).keeps(NUMBER));
        assertEquals(Optional.empty(), QUERY.digits(digits).ending());
    }

    @Test
    void returnsPossibleSuffixes() {
        assertEquals(Optional.empty(), QUERY.ending());
        assertEquals(Optional.of("0123"), QUERY.digits("0123").ending());
        assertEquals(
                Optional.of("123456789012345"), QUERY.digits("123456789012345").ending());
    }

    @Test
    void returnsPossiblePrefixes() {
        assertEquals(List.of(), QUERY.beginnings());
        assertEquals(List.of("+1202", "+202"), QUERY.digits("202").country("US").beginnings());
        assertTrue(QUERY.digits("202").beginnings().containsAll(List.of("+1202", "+202", "+44202", "+800202")));
    }
}
