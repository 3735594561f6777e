package dev.callgate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberClassTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private static final Set<NumberClass> RESTRICTED = EnumSet.of(
            NumberClass.PREMIUM_RATE,
            NumberClass.SHARED_COST,
            NumberClass.SATELLITE,
            NumberClass.PERSONAL_NUMBER,
            NumberClass.PAGER,
            NumberClass.UAN);

    private static Set<String> regions() {
        return NUMBERS.getSupportedRegions();
    }

    private static Set<Integer> codesOfNoCountry() {
        return NUMBERS.getSupportedGlobalNetworkCallingCodes();
    }

    private static E164 e164(PhoneNumber number) {
        return E164.parse(NUMBERS.format(number, PhoneNumberFormat.E164));
    }

    /** Not the type of which it is an example: in North America, landline and mobile numbers are not distinguished. */
    private static NumberClass byLibphonenumber(PhoneNumber number) {
        PhoneNumberType type = NUMBERS.getNumberType(number);
        return NumberClass.valueOf(type.name());
    }

    @ParameterizedTest
    @MethodSource("regions")
    @DisplayName("D8 the example numbers of every region are of the class that libphonenumber says")
    void everyTypeOfEveryRegion(String region) {
        for (PhoneNumberType type : PhoneNumberType.values()) {
            PhoneNumber example = NUMBERS.getExampleNumberForType(region, type);
            if (example != null) {
                assertEquals(byLibphonenumber(example), e164(example).numberClass(), () -> region + " " + type);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PhoneNumberType.class,
            names = {"UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("D8 a number of each type has the class of the same name")
    void everyTypeSomewhere(PhoneNumberType type) {
        Set<NumberClass> classes = regions().stream()
                .map(region -> NUMBERS.getExampleNumberForType(region, type))
                .filter(example -> example != null && NUMBERS.getNumberType(example) == type)
                .map(example -> e164(example).numberClass())
                .collect(Collectors.toSet());
        assertEquals(Set.of(NumberClass.valueOf(type.name())), classes);
    }

    @ParameterizedTest
    @MethodSource("codesOfNoCountry")
    @DisplayName(
            "D8 the example number of every code of no country is of the class that libphonenumber says, or a satellite")
    void everyCodeOfNoCountry(int code) {
        PhoneNumber example = NUMBERS.getExampleNumberForNonGeoEntity(code);
        NumberClass expected = code == 870 || code == 881 ? NumberClass.SATELLITE : byLibphonenumber(example);
        assertEquals(expected, e164(example).numberClass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+870773111632", "+881612345678", "+88216123456"})
    @DisplayName("D8 Inmarsat, Iridium, Globalstar and Thuraya are satellites")
    void satellites(String number) {
        assertEquals(NumberClass.SATELLITE, E164.parse(number).numberClass());
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550123, FIXED_LINE_OR_MOBILE",
        "+18005550123, TOLL_FREE",
        "+19002345678, PREMIUM_RATE",
        "+442079460123, FIXED_LINE",
        "+447400123456, MOBILE",
        "+449012345678, PREMIUM_RATE",
        "+611300123456, SHARED_COST",
        "+447012345678, PERSONAL_NUMBER",
        "+445612345678, VOIP",
        "+80012345678, TOLL_FREE",
        "+979123456789, PREMIUM_RATE"
    })
    @DisplayName("D8 numbers are of the class that their numbering plan gives them")
    void bestKnownNumbers(String number, NumberClass expected) {
        assertEquals(expected, E164.parse(number).numberClass());
        assertEquals(expected, E164.of(number).numberClass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12", "+999123456789", "+11115550123", "+123456789012345"})
    void invalidNumbersCountAsGeographic(String number) {
        assertEquals(NumberClass.FIXED_LINE, E164.of(number).numberClass());
    }

    @ParameterizedTest
    @EnumSource(NumberClass.class)
    @DisplayName(
            "D8 premium rate, shared cost, satellite, personal, pager and UAN numbers are restricted, and no others")
    void restrictedClasses(NumberClass each) {
        assertEquals(RESTRICTED.contains(each), each.isRestricted());
    }

    @Test
    void codesAreInLowerCase() {
        assertEquals("premium_rate", NumberClass.PREMIUM_RATE.code());
        assertTrue(
                Arrays.stream(NumberClass.values()).allMatch(each -> each.code().matches("[a-z_]+")));
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550123, +1202",
        "+18765230123, +1876",
        "+442079460123, +4420",
        "+441534123456, +441534",
        "+493012345678, +4930",
        "+390612345678, +3906",
        "+81312345678, +813",
        "+447400123456,",
        "+4915112345678,",
        "+18005550123,",
        "+6561234567,",
        "+80012345678,",
        "+88216123456,",
        "+12,",
        "+999123456789,"
    })
    @DisplayName("D8 the numbers of an area begin alike, and numbers without an area say so")
    void areaPrefixes(String number, String prefix) {
        assertEquals(Optional.ofNullable(prefix), E164.of(number).areaPrefix());
    }

    @ParameterizedTest
    @MethodSource("regions")
    void areaPrefixIsAPrefixOfTheNumber(String region) {
        E164 number = e164(NUMBERS.getExampleNumber(region));
        number.areaPrefix().ifPresent(prefix -> assertTrue(number.toString().startsWith(prefix), prefix));
    }
}
