package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final int REGIONS = 240;

    /** Zones are the same if their clocks agree from now on: at noon UTC of every third day of two years. */
    static Set<List<ZoneOffset>> clocks(Stream<ZoneId> zones) {
        return zones.map(zone -> LocalDate.of(2027, 1, 1)
                        .datesUntil(LocalDate.of(2029, 1, 1), Period.ofDays(3))
                        .map(date ->
                                zone.getRules().getOffset(date.atTime(12, 0).toInstant(ZoneOffset.UTC)))
                        .toList())
                .collect(Collectors.toSet());
    }

    private static Set<List<ZoneOffset>> clocks(String zones) {
        return clocks(Arrays.stream(zones.split(" ")).map(ZoneId::of));
    }

    private static Place place(String number) {
        return Place.of(E164.of(number));
    }

    @ParameterizedTest(name = "{3}: {0} is in {1}, {2}")
    @CsvFileSource(resources = "places.csv")
    @DisplayName("D15 an overlay is where the code that it overlays is, and an area of two zones has both")
    void numbersThatAreEasilyMistaken(String number, String where, String zones, String why) {
        Place found = place(number);
        assertEquals(where, found.states().isEmpty() ? found.country() : String.join(" ", found.states()), why);
        assertEquals(clocks(zones), clocks(found.zones().stream()), found::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "+16895550123, +1321 +1407 +1689",
        "+14075550123, +1321 +1407 +1689",
        "+12395550123, +1239",
        "+19175550123, +1212 +1332 +1347 +1465 +1646 +1718 +1917 +1929",
        "+12125550123, +1212 +1332 +1646 +1917",
        "+16045550123, +1236 +1257 +1604 +1672 +1778",
        "+12365550123, +1236 +1250 +1257 +1604 +1672 +1778",
        "+541123456789, +5411 +54911",
        "+5491123456789, +5411 +54911",
        "+4930123456, +4930",
        "+5511961234567, +5511",
        "+447400123456, ''"
    })
    @DisplayName("D15 the area of a number is its code and the codes that overlay it")
    void areas(String number, String areas) {
        assertEquals(areas, String.join(" ", new TreeSet<>(place(number).areas())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+18005550123",
                "+19005550123",
                "+15005550123",
                "+448005550123",
                "+445612345678",
                "+870773111632",
                "+881612345678",
                "+80012345678",
                "+88213312345",
                "+99912345678",
                "+15555550123",
                "+12995550123",
                "+10",
                "+1212"
            })
    @DisplayName("D15 the place of some numbers is unknown")
    void numbersWithoutAPlace(String number) {
        assertEquals(Set.of(), place(number).zones());
        assertEquals(Set.of(), place(number).states());
        assertEquals(E164.of(number).region(), place(number).country());
    }

    @ParameterizedTest
    @CsvSource({
        "+447400123456, Europe/London",
        "+5511961234567, America/Noronha America/Sao_Paulo America/Manaus America/Rio_Branco",
        "+79123456789, Europe/Kaliningrad Europe/Moscow Europe/Samara Asia/Yekaterinburg Asia/Omsk Asia/Tomsk"
                + " Asia/Irkutsk Asia/Chita Asia/Vladivostok Asia/Sakhalin Asia/Kamchatka",
        "+77710009998, Asia/Almaty",
        "+61412345678, Australia/Sydney Australia/Lord_Howe Australia/Brisbane Australia/Adelaide Australia/Darwin"
                + " Australia/Perth Australia/Eucla",
        "+62812345678, Asia/Jakarta Asia/Makassar Asia/Jayapura",
        "+64211234567, Pacific/Auckland Pacific/Chatham",
        "+34612345678, Europe/Madrid Atlantic/Canary",
        "+351912345678, Europe/Lisbon Atlantic/Azores",
        "+212650123456, Africa/Casablanca Z",
        "+18765550123, America/Jamaica"
    })
    @DisplayName("D15 a mobile phone is anywhere in its country, and in North America in its area")
    void mobilePhones(String number, String zones) {
        assertEquals(clocks(zones), clocks(place(number).zones().stream()));
    }

    @Test
    @DisplayName("D15 every region has zones")
    void everyRegion() {
        Set<String> regions = new TreeSet<>(Regions.known());
        regions.remove(Regions.NON_GEOGRAPHIC);
        assertTrue(regions.size() > REGIONS, regions::toString);
        for (String region : regions) {
            Place found = Place.of(region);
            assertEquals(region, found.country());
            assertFalse(found.zones().isEmpty(), region);
        }
    }

    /** Tries all first three digits, so that every listed area is seen, and areas that are not listed. */
    @Test
    @DisplayName("D15 no area has a zone that its country does not have")
    void areasAreInTheirCountry() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        int narrowed = 0;
        for (String region : numbers.getSupportedRegions()) {
            Phonenumber.PhoneNumber example = numbers.getExampleNumberForType(region, PhoneNumberType.FIXED_LINE);
            if (example == null
                    || example.getCountryCode() == 1
                    || Place.of(region).zones().size() == 1) {
                continue;
            }
            String national = numbers.getNationalSignificantNumber(example);
            for (int area = 10; area < 1000; area++) {
                String text =
                        "+" + example.getCountryCode() + area + national.substring(Math.min(3, national.length()));
                E164 number = E164.of(text);
                Place found = Place.of(number);
                Place country = number.region().equals("ZZ") ? found : Place.of(number.region());
                assertTrue(country.zones().containsAll(found.zones()), () -> text + ": " + found);
                narrowed += country.zones().equals(found.zones()) ? 0 : 1;
            }
        }
        assertTrue(narrowed > 1000, "only %d".formatted(narrowed));
    }

    /** Countries with one zone in either data. The geocoder gives several of them the zone of a neighbor. */
    @Test
    @DisplayName(
            "D15 libphonenumber's geocoder has no zone of a country of one zone that this table lacks, but where it is wrong")
    void againstTheGeocoder() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        Set<String> different = new TreeSet<>();
        int compared = 0;
        for (String region : numbers.getSupportedRegions()) {
            Phonenumber.PhoneNumber example = numbers.getExampleNumberForType(region, PhoneNumberType.FIXED_LINE);
            if (example == null || Place.of(region).zones().size() > 1 || example.getCountryCode() == 1) {
                continue;
            }
            compared++;
            Set<ZoneId> theirs = PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(example).stream()
                    .filter(id -> !id.equals("Etc/Unknown"))
                    .map(ZoneId::of)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            Set<List<ZoneOffset>> missing = new HashSet<>(clocks(theirs.stream()));
            missing.removeAll(clocks(Place.of(region).zones().stream()));
            if (!missing.isEmpty()) {
                different.add(region);
            }
        }
        System.out.printf(
                "places: %d countries compared with the geocoder, which differs in %s%n", compared, different);
        assertTrue(compared > 150, "only %d".formatted(compared));
        assertEquals(WRONG_IN_THE_GEOCODER, different);
    }

    private static final Set<String> WRONG_IN_THE_GEOCODER = new TreeSet<>(List.of("DZ", "LY", "NI", "SS"));

    @Test
    @DisplayName("D15 a named place has every zone of its country or state, and may be narrowed to one")
    void namedPlaces() {
        assertEquals(Set.of("US-FL"), Place.of("us-fl").states());
        assertEquals(clocks("America/New_York America/Chicago"), clocks(Place.of("US-FL").zones().stream()));
        Place pensacola = Place.of("US-FL").withZones(ZoneId.of("America/Chicago"));
        assertEquals(Set.of(ZoneId.of("America/Chicago")), pensacola.zones());
        assertTrue(pensacola.mayBeIn("US-FL") && pensacola.mayBeIn("US") && !pensacola.mayBeIn("US-GA"));
        assertEquals(51, Place.of("US").states().size());
        assertEquals(13, Place.of("CA").states().size());
        assertEquals(Set.of(), Place.of("FR").states());
        for (String code : List.of("UK", "US-XX", "ZZ", "001", "", "Florida")) {
            assertThrowsNaming(IllegalArgumentException.class, () -> Place.of(code), "unknown place \"" + code + "\"");
        }
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> new Place("US", Set.of("CA-ON"), Set.of(), Set.of()),
                "\"CA-ON\" is not a state of US");
        assertThrows(NullPointerException.class, () -> new Place("US", null, Set.of(), Set.of()));
    }

    @Test
    @DisplayName("D15 a place that may be in several states is taken apart into them")
    void byState() {
        List<Place> provinces = place("+19025550123").byState();
        assertEquals(
                List.of(Set.of("CA-NS"), Set.of("CA-PE")),
                provinces.stream().map(Place::states).toList());
        Place florida = place("+16895550123");
        assertEquals(List.of(florida), florida.byState());
        assertEquals(List.of(place("+4930123456")), place("+4930123456").byState());
    }

    @ParameterizedTest
    @CsvSource({
        "+16045550123, -07:00",
        "+12505550123, -07:00",
        "+14035550123, -06:00",
        "+17805550123, -06:00",
        "+18675550123, -06:00",
        "+12045550123, -05:00",
        "+212522345678, Z"
    })
    @DisplayName("D15 the offset of a zone that changed in 2026 is among the possible ones, whatever the JDK knows")
    void zonesThatChangedIn2026(String number, ZoneOffset offset) {
        Instant winter = Instant.parse("2026-12-01T18:00:00Z");
        assertTrue(
                place(number).timesAt(winter).stream()
                        .anyMatch(each -> each.getOffset().equals(offset)),
                () -> place(number).timesAt(winter).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "+16895550123, 2026-03-05T02:55:00Z, 21:55",
        "+18505550123, 2026-03-05T02:55:00Z, 20:55 21:55",
        "+18675550123, 2027-01-15T18:00:00Z, 11:00 12:00 13:00",
        "+4930123456, 2026-03-05T02:55:00Z, 03:55",
        "+18005550123, 2026-03-05T02:55:00Z, ''"
    })
    @DisplayName("D15 a host can say what time it is there, once for each possible offset")
    void timesThere(String number, Instant at, String times) {
        assertEquals(
                times,
                place(number).timesAt(at).stream()
                        .map(each -> each.toLocalTime().toString())
                        .collect(Collectors.joining(" ")));
    }
}
