package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.model.Capability;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
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
    void isActiveWithVoiceByDefault() {
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
    void rejectsInvalidNumbers() {
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
    void rejectsAnotherCountry(String number, String named, String own) {
        InvalidNumberException refused = assertThrowsNaming(
                InvalidNumberException.class,
                () -> NewNumber.of(ORGANIZATION, number).country(named),
                number,
                "to " + own,
                "to " + named);
        assertFalse(refused.isMalformed());
    }

    @Test
    void rejectsUnknownCountries() {
        assertThrowsNaming(IllegalArgumentException.class, () -> NUMBER.country("Narnia"), "Narnia");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void acceptsAProvider(int length) {
        assertEquals(
                "p".repeat(length), stored(NUMBER.provider("p".repeat(length))).provider());
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_000})
    void rejectsTooLongProviders(int length) {
        String name = "p".repeat(length);
        assertThrowsNaming(IllegalArgumentException.class, () -> NUMBER.provider(name), "\"" + name + "\"", length, 64);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    ``                   | ""
                    ` `                  | " "
                    `\t\n`               | "<U+0009><U+000A>"
                    `\u00A0`             | "<U+00A0>"
                    `\u200B\u3000\uFEFF` | "<U+200B><U+3000><U+FEFF>\"""")
    @DisplayName("K3 a provider's name that shows nothing is refused, and the message shows what it holds")
    void rejectsBlankProviders(String name, String shown) {
        assertThrowsNaming(IllegalArgumentException.class, () -> NUMBER.provider(name), shown);
    }

    @ParameterizedTest
    @ValueSource(chars = {'\u0000', '\n', '\t', '\u007f', '\u0085'})
    void rejectsControlCharactersInProviders(char control) {
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> NUMBER.provider("tel" + control + "nyx"),
                "control",
                "\"tel<U+%04X>nyx\"".formatted((int) control));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    ` telnyx `                         | telnyx
                    `\u00A0telnyx\u00A0`               | telnyx
                    `\uFEFFtelnyx\u200B`               | telnyx
                    `tel\u200Bnyx`                     | telnyx
                    `tel\u00ADnyx\u2060`               | telnyx
                    `\u202AAcme\u00A0Telecom\u202C`    | Acme Telecom
                    `Acme\u2003Telecom`                | Acme Telecom""")
    @DisplayName("K3 a provider's name is what it looks like, without what cannot be seen in and around it")
    void removesInvisibleCharactersFromProviders(String name, String expected) {
        assertEquals(expected, stored(NUMBER.provider(name)).provider());
    }

    @Test
    void replacesCapabilities() {
        NewNumber changed = NUMBER.withCapabilities(Capability.SMS, Capability.MMS);
        assertEquals(Set.of(Capability.SMS, Capability.MMS), stored(changed).capabilities());
        assertEquals(Set.of(Capability.VOICE), stored(NUMBER).capabilities());
    }
}
