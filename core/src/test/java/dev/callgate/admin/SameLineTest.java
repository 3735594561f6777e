package dev.callgate.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that reach one line in two forms. */
class SameLineTest {
    private static final Set<String> WITH_TWO_FORMS = Set.of("AR", "MX", "BR", "CO", "BJ", "SM", "IT");

    @ParameterizedTest
    @CsvSource({
        "+5491123456789, +541123456789",
        "+5493512345678, +543512345678",
        "+5492966234567, +542966234567",
        "+5215512345678, +525512345678",
        "+5218112345678, +528112345678",
        "+551181234567, +5511981234567",
        "+552191234567, +5521991234567",
        "+5718402666, +576018402666",
        "+5748402666, +576048402666",
        "+22990123456, +2290190123456",
        "+22921301234, +2290121301234",
        "+390549886377, +3780549886377"
    })
    @DisplayName("both forms of a number are one line, and each is found by the other")
    void twoForms(String one, String other) {
        E164 first = E164.of(one);
        E164 second = E164.of(other);
        assertEquals(Set.of(first, second), first.sameLine());
        assertEquals(Set.of(first, second), second.sameLine());
        assertEquals(second, first.line());
        assertEquals(second, second.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12025550123",
                "+4930123456",
                "+548001234567",
                "+549112345678",
                "+54911234567890",
                "+52155123456",
                "+551131234567",
                "+551171234567",
                "+5511971234567",
                "+573211234567",
                "+390612345678",
                "+378661234567",
                "+93",
                "+999999999999999"
            })
    @DisplayName("any other number is a line of its own")
    void oneForm(String text) {
        E164 number = E164.of(text);
        assertEquals(Set.of(number), number.sameLine());
        assertEquals(number, number.line());
    }

    @Test
    @DisplayName("of no other country does any example number have two forms")
    void examples() {
        long seen = PhoneNumberUtil.getInstance().getSupportedRegions().stream()
                .filter(region -> !WITH_TWO_FORMS.contains(region))
                .flatMap(region -> Stream.of(PhoneNumberType.values())
                        .map(type -> PhoneNumberUtil.getInstance().getExampleNumberForType(region, type)))
                .filter(Objects::nonNull)
                .map(SameLineTest::e164)
                .peek(each -> assertEquals(Set.of(each), each.sameLine()))
                .count();
        assertTrue(seen > 1_000, () -> seen + " examples");
    }

    private static E164 e164(PhoneNumber number) {
        return E164.of(PhoneNumberUtil.getInstance().format(number, PhoneNumberFormat.E164));
    }

    @ParameterizedTest
    @CsvSource({
        "MX, +52 1 55 1234 5678, +525512345678",
        "MX, +5215512345678, +525512345678",
        "MX, +52 01 55 1234 5678, +525512345678",
        "MX, +52 (044) 55 1234 5678, +525512345678",
        "MX, +52 045 55 1234 5678, +525512345678",
        "MX, 044 55 1234 5678, +525512345678",
        "MX, 045 81 1234 5678, +528112345678",
        "MX, 01 55 1234 5678, +525512345678",
        "MX, 01 800 123 4567, +528001234567",
        "MX, 1 55 1234 5678, +525512345678",
        "MX, 55 1234 5678, +525512345678",
        "US, 011 52 1 55 1234 5678, +525512345678",
        "AR, +54 9 11 2345 6789, +5491123456789",
        "AR, +54 11 15 2345 6789, +5491123456789",
        "AR, +54 9 11 15 2345 6789, +5491123456789",
        "AR, +54 351 15 234 5678, +5493512345678",
        "AR, 011 15 2345-6789, +5491123456789",
        "AR, 0351 15 234-5678, +5493512345678",
        "AR, 11 2345 6789, +541123456789",
        "AR, +54 11 2345 6789, +541123456789"
    })
    @DisplayName("D1 prefixes that a country gave up are left out, and what is dialed is otherwise as it was given")
    void formerPrefixes(String region, String text, String number) {
        assertEquals(E164.of(number), E164.parse(text, region));
        if (text.startsWith("+")) {
            assertEquals(E164.of(number), E164.parse(text));
            assertEquals(E164.parse(text).region(), E164.of(number).region());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+52 1 55 1234 567",
                "+52 1 55 1234 56789",
                "+52 2 55 1234 5678",
                "+52 046 55 1234 5678",
                "+52 1 00 1234 5678",
                "+55 11 8123 4567",
                "+57 1 8402666",
                "+229 90 12 34 56",
                "+54 9 11 16 2345 6789"
            })
    @DisplayName("D1 what may as well lack a digit is not completed")
    void completesNothing(String text) {
        assertThrows(InvalidNumberException.class, () -> E164.parse(text));
    }
}
