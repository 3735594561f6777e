package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.callgate.model.E164;
import dev.callgate.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class HoursOfPlacesTest {
    private static final int HOURS_OF_A_WEEK = 7 * 24;

    /** The weeks contain the days on which the clocks change in North America, in Europe, and in the south. */
    private static final List<LocalDate> WEEKS = List.of(
            LocalDate.of(2027, 3, 10),
            LocalDate.of(2027, 3, 25),
            LocalDate.of(2027, 9, 29),
            LocalDate.of(2027, 10, 28),
            LocalDate.of(2027, 11, 3));

    private static final Set<String> SEEN = new HashSet<>();
    private static int hoursSeen;

    @AfterAll
    static void printCoverage() {
        System.out.printf("calling hours: %d hours of %d places%n", hoursSeen, SEEN.size());
        assertTrue(SEEN.size() >= 51 + 13 + 40, SEEN::toString);
    }

    private static E164 number(String text, String place) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        return E164.parse(
                text.equals("example")
                        ? numbers.format(
                                numbers.getExampleNumberForType(place, PhoneNumberType.FIXED_LINE),
                                PhoneNumberFormat.E164)
                        : text);
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvFileSource(resources = "places.csv")
    @DisplayName(
            "D15 each hour of a week around a change of the clocks is allowed only if it is within 8 to 21 in every zone")
    void everyHour(String text, String place, String zones) {
        E164 number = number(text, place);
        assertTrue(Place.of(number).mayBeIn(place), () -> Place.of(number).toString());
        CallingHours hours = CallingHours.tcpa().mobilesByCountry();
        List<ZoneId> expected = Arrays.stream(zones.split(" ")).map(ZoneId::of).toList();
        for (LocalDate week : WEEKS) {
            Instant start = week.atStartOfDay(ZoneOffset.UTC).toInstant();
            for (int hour = 0; hour < HOURS_OF_A_WEEK; hour++) {
                Instant at = start.plus(Duration.ofHours(hour));
                boolean allowed = expected.stream()
                        .mapToInt(zone -> at.atZone(zone).getHour())
                        .allMatch(there -> there >= 8 && there < 21);
                assertEquals(allowed, hours.objectionTo(Calls.call(number, at)).isEmpty(), () -> "%s (%s) at %s"
                        .formatted(number, Place.of(number), at));
                hoursSeen++;
            }
        }
        SEEN.add(place);
    }
}
