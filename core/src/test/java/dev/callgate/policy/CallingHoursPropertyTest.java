package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import dev.callgate.model.Place;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class CallingHoursPropertyTest {
    private static final LocalTime SHORTER = LocalTime.of(14, 0);
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final long YEAR_2005 = 1_104_537_600;
    private static final long YEAR_2040 = 2_208_988_800L;

    /** About every nineteenth date, independent of the weekday. */
    private static boolean isHoliday(LocalDate date) {
        return Math.floorMod(date.toEpochDay() * 31, 19) == 0;
    }

    /** Hours within the day: until 14:00 at most on Saturdays, and none on Sundays. */
    record Given(LocalTime from, LocalTime to) {
        CallingHours rule() {
            CallingHours everyDay = CallingHours.between(from, to)
                    .onlyOn(Set.of(DayOfWeek.values()))
                    .excluding((place, date) -> isHoliday(date) || date.getDayOfWeek() == DayOfWeek.SUNDAY);
            return from.isBefore(SHORTER) ? everyDay.onDays(DayOfWeek.SATURDAY, from, SHORTER) : everyDay;
        }

        /** Computes the same result in another way. */
        boolean holdAt(ZonedDateTime local) {
            LocalTime time = local.toLocalTime();
            boolean shorter = local.getDayOfWeek() == DayOfWeek.SATURDAY && from.isBefore(SHORTER);
            LocalTime end = shorter ? SHORTER : to;
            return local.getDayOfWeek() != DayOfWeek.SUNDAY
                    && !isHoliday(local.toLocalDate())
                    && time.compareTo(from) >= 0
                    && time.compareTo(end) < 0;
        }
    }

    @Provide
    Arbitrary<Given> given() {
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, MINUTES_OF_DAY - 1);
        return Combinators.combine(minutes, minutes)
                .filter((one, other) -> !one.equals(other))
                .as((one, other) -> new Given(
                        LocalTime.ofSecondOfDay(60L * Math.min(one, other)),
                        LocalTime.ofSecondOfDay(60L * Math.max(one, other))));
    }

    @Provide
    Arbitrary<E164> numbers() {
        return Arbitraries.of(
                        "+12125550123",
                        "+12082005512",
                        "+19072005512",
                        "+16025550123",
                        "+17097260123",
                        "+16846331234",
                        "+442079460958",
                        "+4930123456",
                        "+20234567890",
                        "+9611234567",
                        "+982122345678",
                        "+97714123456",
                        "+61291234567",
                        "+61881234567",
                        "+6433000123",
                        "+68521234",
                        "+68631234",
                        "+551132345678",
                        "+56221234567")
                .map(E164::parse);
    }

    /** Half of the instants are within two hours of a clock change, where errors are most likely. */
    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Instant> anyTime =
                Arbitraries.longs().between(YEAR_2005, YEAR_2040).map(Instant::ofEpochSecond);
        Arbitrary<ZoneId> zones =
                numbers().map(number -> Place.of(number).zones().iterator().next());
        Arbitrary<Integer> seconds = Arbitraries.integers().between(-7200, 7200);
        Arbitrary<Instant> nearChange = Combinators.combine(anyTime, zones, seconds)
                .as((instant, zone, shift) -> Optional.ofNullable(
                                zone.getRules().nextTransition(instant))
                        .map(change -> change.getInstant().plusSeconds(shift))
                        .orElse(instant));
        return Arbitraries.oneOf(anyTime, nearChange);
    }

    @Property
    @Label("D9 calls are allowed exactly when the hours hold in every zone, and are refused until they next do")
    void refuseUntilTheNextOpening(
            @ForAll @From("given") Given given,
            @ForAll @From("numbers") E164 number,
            @ForAll @From("instants") Instant at,
            @ForAll @DoubleRange(min = 0, max = 1) double part) {
        CallingHours rule = given.rule();
        Set<ZoneId> zones = Place.of(number).zones();
        Optional<Reason> objection = rule.objectionTo(Calls.call(number, at));
        assertEquals(holdInAll(given, zones, at), objection.isEmpty());
        objection.map(Reason::until).ifPresent(until -> {
            assertTrue(until.isAfter(at));
            assertEquals(Optional.empty(), rule.objectionTo(Calls.call(number, until)));
            assertEquals(until, untilAt(rule, number, until.minusNanos(1)));
            Duration wait = Duration.between(at, until);
            Instant between = at.plusMillis((long) (part * (wait.toMillis() - 1)));
            assertFalse(holdInAll(given, zones, between));
            assertEquals(until, untilAt(rule, number, between));
        });
        objection.filter(reason -> zones.size() == 1).ifPresent(reason -> assertNotNull(reason.until()));
    }

    private static boolean holdInAll(Given given, Set<ZoneId> zones, Instant at) {
        return zones.stream().allMatch(zone -> given.holdAt(at.atZone(zone)));
    }

    private static Instant untilAt(CallingHours rule, E164 number, Instant at) {
        return rule.objectionTo(Calls.call(number, at)).orElseThrow().until();
    }
}
