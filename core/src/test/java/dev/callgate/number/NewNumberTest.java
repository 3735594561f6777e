package dev.callgate.number;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.id.OrganizationId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewNumberTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final NewNumber NUMBER = NewNumber.of(ORGANIZATION, "+1 202 555 0123");

    private static PhoneNumber stored(NewNumber number) {
        return number.toPhoneNumber(new UUID(1, 1), NOW);
    }

    @Test
    void isActiveAndCanDoVoiceUnlessChanged() {
        PhoneNumber number = stored(NUMBER);
        assertEquals(NumberStatus.ACTIVE, number.status());
        assertEquals(Set.of(Capability.VOICE), number.capabilities());
        assertEquals("US", number.country());
        assertNull(number.provider());
        assertNull(number.assignedTo());
        assertEquals(NOW, number.createdAt());
        assertEquals(NOW, number.updatedAt());
    }

    @Test
    void refusesANumberThatIsNoneAndNamesIt() {
        assertThrowsNaming(InvalidNumberException.class, () -> NewNumber.of(ORGANIZATION, "555-0123"), "555-0123");
    }

    @ParameterizedTest
    @CsvSource({"+12025550123, us", "+17872345678, PR", "+80012345678, 001"})
    void acceptsItsOwnCountry(String number, String country) {
        NewNumber checked = NewNumber.of(ORGANIZATION, number).country(country);
        assertEquals(number, checked.e164().toString());
    }

    @ParameterizedTest
    @CsvSource({"+12025550123, CA, US", "+17872345678, US, PR", "+80012345678, US, 001", "+12025550123, 001, US"})
    @DisplayName("D8 a number of another country than the named one is refused")
    void refusesAnotherCountryAndNamesBoth(String number, String named, String own) {
        InvalidNumberException refused = assertThrowsNaming(
                InvalidNumberException.class,
                () -> NewNumber.of(ORGANIZATION, number).country(named),
                number,
                "to " + own,
                "to " + named);
        assertFalse(refused.isMalformed());
    }

    @Test
    void refusesACountryThatIsNone() {
        assertThrowsNaming(IllegalArgumentException.class, () -> NUMBER.country("Narnia"), "Narnia");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void takesAProvidersName(int length) {
        assertEquals(
                "p".repeat(length), stored(NUMBER.provider("p".repeat(length))).provider());
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_000})
    void refusesALongerProvidersNameAndNamesIt(int length) {
        String name = "p".repeat(length);
        assertThrowsNaming(IllegalArgumentException.class, () -> NUMBER.provider(name), "\"" + name + "\"", length, 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void refusesABlankProvidersName(String name) {
        assertThrowsNaming(IllegalArgumentException.class, () -> NUMBER.provider(name), "\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel\u0000nyx", "tel\nnyx", "tel\tnyx", "tel\u007fnyx", "tel\u0085nyx"})
    void refusesControlCharactersInAProvidersName(String name) {
        assertThrowsNaming(IllegalArgumentException.class, () -> NUMBER.provider(name), "control", "\"" + name + "\"");
    }

    @Test
    void leavesOutSpacesAroundAProvidersName() {
        assertEquals("telnyx", stored(NUMBER.provider(" telnyx ")).provider());
    }

    @Test
    void replacesWhatTheNumberCanDo() {
        NewNumber changed = NUMBER.withCapabilities(Capability.SMS, Capability.MMS);
        assertEquals(Set.of(Capability.SMS, Capability.MMS), stored(changed).capabilities());
        assertEquals(Set.of(Capability.VOICE), stored(NUMBER).capabilities());
    }
}
