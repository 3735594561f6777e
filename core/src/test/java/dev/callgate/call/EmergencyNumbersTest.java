package dev.callgate.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.i18n.phonenumbers.ShortNumberInfo;
import dev.callgate.model.Regions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EmergencyNumbersTest {
    private static final Logger LIBPHONENUMBERS = Logger.getLogger("com.google.i18n.phonenumbers");
    private static final Set<String> EVERYWHERE = Set.of("112", "911");
    private static final Set<String> WITHOUT_LIST = Set.of("GQ", "IO", "TA", "TK", "001");

    /** The range of most emergency numbers and of their neighbors, which are not emergency numbers. */
    private static final List<String> CODES = Stream.concat(
                    Stream.of("000", "066", "15", "17", "18"),
                    IntStream.concat(IntStream.range(100, 200), IntStream.range(910, 1000))
                            .mapToObj(String::valueOf))
            .toList();

    private static Set<String> regions() {
        return Regions.known();
    }

    private static boolean isListed(String code, String region) {
        return !WITHOUT_LIST.contains(region) && ShortNumberInfo.getInstance().isEmergencyNumber(code, region);
    }

    @ParameterizedTest
    @MethodSource("regions")
    @DisplayName("D7 a region's emergency numbers are those on its list, 112 and 911, and no others")
    void everyRegion(String region) {
        CODES.forEach(code -> assertEquals(
                EVERYWHERE.contains(code) || isListed(code, region),
                EmergencyNumbers.has(code, region),
                () -> code + " in " + region));
    }

    @ParameterizedTest
    @CsvSource({
        "US, 911",
        "US, 112",
        "GB, 999",
        "GB, 112",
        "GB, 911",
        "AU, 000",
        "DE, 110",
        "DE, 911",
        "JP, 119",
        "FR, 15",
        "001, 112",
        "TK, 911",
        "IO, 112"
    })
    @DisplayName("D7 a region's emergency numbers, and 112 and 911 everywhere, are understood as such")
    void emergencies(String region, String code) {
        assertEquals(new Destination.Emergency(code), Destination.parse(code, region));
        assertEquals(new Destination.Emergency(code), Destination.parse("sip:" + code + "@host", region));
    }

    @ParameterizedTest
    @CsvSource({
        "US, 999",
        "US, 000",
        "US, 110",
        "DE, 999",
        "GB, 000",
        "001, 999",
        "US, 15",
        "US, 9112",
        "US, 1911",
        "DE, 00112"
    })
    @DisplayName("D7 another region's emergency number is none")
    void noEmergencies(String region, String code) {
        assertInstanceOf(Destination.Invalid.class, Destination.parse(code, region));
    }

    @Test
    @DisplayName("D7 no region lacks its list, but those that are known to, and nothing is logged about them")
    void logsNothing() {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LIBPHONENUMBERS.addHandler(handler);
        try {
            Destination.parse("2468");
            Regions.known().forEach(region -> Destination.parse("2468", region));
        } finally {
            LIBPHONENUMBERS.removeHandler(handler);
        }
        assertEquals(List.of(), logged);
    }

    @Test
    @DisplayName("D7 short codes by the thousand are told apart as the first ones were")
    void manyCodes() {
        IntStream.range(1000, 8000).forEach(n -> EmergencyNumbers.has(String.valueOf(n), "US"));
        assertEquals(new Destination.Emergency("911"), Destination.parse("911", "US"));
        assertFalse(EmergencyNumbers.has("999", "US"));
    }
}
