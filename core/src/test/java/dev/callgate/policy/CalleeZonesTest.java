package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalleeZonesTest {
    private static final CalleeZones ZONES = CalleeZones.load();

    private static String joined(List<ZoneId> zones) {
        return zones.stream().map(ZoneId::getId).collect(Collectors.joining(" "));
    }

    private static Set<ZoneRules> rules(Collection<ZoneId> zones) {
        return zones.stream().map(ZoneId::getRules).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "+12125550123, America/New_York",
        "+442079460958, Europe/London",
        "+18502015512, America/New_York",
        "+18502005512, America/Chicago",
        "+12082005512, America/Boise America/Los_Angeles",
        "+17752015512, America/Boise America/Los_Angeles",
        "+19072005512, America/Adak America/Anchorage",
        "+68631234, Pacific/Enderbury Pacific/Kiritimati Pacific/Tarawa"
    })
    void areaCodeDeterminesZones(String number, String zones) {
        assertEquals(zones, joined(ZONES.ofArea(E164.parse(number))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+18005550123", // toll free
                "+19005550123", // premium rate
                "+15005550123", // personal
                "+448005550123",
                "+445612345678", // Internet
                "+870773111632", // satellite
                "+881612345678",
                "+80012345678",
                "+88213312345",
                "+447400123456", // mobile
                "+17382005512", // an area code that the data does not have
                "+99912345678", // no such country
                "+15555550123", // no such area
                "+10",
                "+491"
            })
    void unknownPlaceHasNoZones(String number) {
        assertEquals(List.of(), ZONES.ofArea(E164.of(number)));
    }

    @ParameterizedTest
    @CsvSource({
        "+18765550123, America/Jamaica",
        "+12423591234, America/Nassau",
        "+447400123456, Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London",
        "+5511961234567, America/Manaus America/Noronha America/Rio_Branco America/Sao_Paulo",
        "+62812345678, Asia/Jakarta Asia/Jayapura Asia/Makassar",
        "+64211234567, Pacific/Auckland Pacific/Chatham",
        "+88213312345, ''",
        "+999123456, ''",
        "+17382005512, ''"
    })
    void countryHasAllZonesOfItsCallingCode(String number, String zones) {
        assertEquals(zones, joined(ZONES.ofCountry(E164.of(number))));
    }

    @Test
    void russianAndKazakhMobilesHaveZonesOfBothCountries() {
        List<ZoneId> zones = ZONES.ofCountry(E164.parse("+79123456789"));
        assertEquals(zones, ZONES.ofCountry(E164.parse("+77710009998")));
        Set<ZoneId> ends = Set.of(ZoneId.of("Europe/Moscow"), ZoneId.of("Asia/Kamchatka"), ZoneId.of("Asia/Almaty"));
        assertTrue(zones.containsAll(ends), zones::toString);
    }

    /** The mapper returns the zones of a whole calling code itself, except for numbers with a fixed location. */
    @Test
    void countryZonesMatchTheMapper() {
        int compared = 0;
        for (String region : PhoneNumberUtil.getInstance().getSupportedRegions()) {
            Phonenumber.PhoneNumber atNoPlace = atNoPlace(region);
            if (atNoPlace != null) {
                compared++;
                List<ZoneId> expected =
                        PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(atNoPlace).stream()
                                .map(ZoneId::of)
                                .toList();
                String text = PhoneNumberUtil.getInstance().format(atNoPlace, PhoneNumberFormat.E164);
                assertEquals(rules(expected), rules(ZONES.ofCountry(E164.of(text))), text);
            }
        }
        assertTrue(compared > 150, "only %d regions".formatted(compared));
    }

    @Nullable
    private static Phonenumber.PhoneNumber atNoPlace(String region) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        return Stream.of(PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.MOBILE)
                .map(type -> numbers.getExampleNumberForType(region, type))
                .filter(number ->
                        number != null && number.getCountryCode() != 1 && !numbers.isNumberGeographical(number))
                .findFirst()
                .orElse(null);
    }

    @Test
    void requiresTheArtifact() throws Exception {
        URL[] urls = {
            location(CallingHours.class), location(PhoneNumberUtil.class), location(Nullable.class),
        };
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Method tcpa = loader.loadClass(CallingHours.class.getName()).getMethod("tcpa");
            Throwable failure = assertThrows(InvocationTargetException.class, () -> tcpa.invoke(null))
                    .getCause();
            String message =
                    assertInstanceOf(IllegalStateException.class, failure).getMessage();
            assertTrue(message.contains("com.googlecode.libphonenumber:geocoder"), message);
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
