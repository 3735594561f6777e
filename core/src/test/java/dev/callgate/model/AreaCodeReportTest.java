package dev.callgate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Compares the places of North America with the facts of the NANPA's report of area codes, if the system property {@code
 * nanp.areaCodes} names a CSV file of them: area code, place, time zones, overlay.
 */
class AreaCodeReportTest {
    private static final Instant WINTER = Instant.parse("2027-01-15T12:00:00Z");

    /** The report writes the zones as letters, or in words where there is no letter. */
    private static final Map<String, String> ZONES = Map.of(
            "N", "America/St_Johns",
            "A", "America/Puerto_Rico",
            "E", "America/New_York",
            "C", "America/Chicago",
            "M", "America/Denver",
            "P", "America/Los_Angeles",
            "AK", "America/Anchorage",
            "(UTC-10)", "Pacific/Honolulu",
            "(UTC+10)", "Pacific/Guam",
            "UTC-11", "Pacific/Pago_Pago");

    private static final String WEST_WENDOVER = "PT/MT only for W Wendover";

    /** Places with more zones than the report, whose description says so of most of them. */
    private static final Set<String> COARSE =
            Set.of("CA-AB", "CA-BC", "CA-MB", "CA-NL", "CA-NU", "CA-ON", "CA-QC", "US-AK", "US-AZ");

    /** The overlays of 208 and 812 have other letters than these. */
    private static final Set<String> INCOMPLETE = Set.of("930", "986");

    /**
     * Letters that are no longer right: the Dominican Republic has one zone, which 809 names; the Yukon left Pacific time
     * in 2020; Alberta and British Columbia stopped changing the clocks in 2026, and so did Manitoba.
     */
    private static final Set<String> OUTDATED = Set.of("829", "849", "867");

    private static final Set<String> CHANGED_IN_2026 = Set.of("CA-AB", "CA-BC", "CA-MB");

    record Row(String code, String place, String zones, String overlay) {
        static Row parse(String line) {
            String[] cells = line.split(",", -1);
            return new Row(cells[0], cells[1], cells[2], cells[3]);
        }

        Place found() {
            return Place.of(E164.of("+1" + code + "5550123"));
        }

        List<String> overlays() {
            return overlay.isEmpty() ? List.of(code) : List.of(overlay.split("/"));
        }

        Set<ZoneOffset> reported() {
            if (zones.equals(WEST_WENDOVER)) {
                return winter(Stream.of(ZONES.get("P"), ZONES.get("M")).map(ZoneId::of));
            }
            return winter(Arrays.stream(ZONES.containsKey(zones) ? new String[] {zones} : zones.split(""))
                    .map(ZONES::get)
                    .map(ZoneId::of));
        }

        boolean isOutdated() {
            return OUTDATED.contains(code) || CHANGED_IN_2026.contains(place);
        }
    }

    private static Set<ZoneOffset> winter(Stream<ZoneId> zones) {
        return zones.map(zone -> zone.getRules().getOffset(WINTER)).collect(Collectors.toSet());
    }

    private static List<Row> rows() throws IOException {
        String file = System.getProperty("nanp.areaCodes", "");
        assumeTrue(!file.isEmpty(), "-Dnanp.areaCodes=FILE names the facts of the report");
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.matches("\\d{3},.*"))
                .map(Row::parse)
                .toList();
    }

    @Test
    @DisplayName("D15 every area code of the report is in its state, may be in each of its zones, and has its overlays")
    void everyAreaCode() throws IOException {
        List<Row> rows = rows();
        Map<String, Set<String>> overlays = symmetric(rows);
        int inState = 0;
        int exact = 0;
        for (Row row : rows) {
            Place found = row.found();
            if (row.place().matches("(US|CA)-..")) {
                assertEquals(Set.of(row.place()), found.states(), row::code);
                inState++;
            }
            Set<ZoneOffset> known = winter(found.zones().stream());
            assertTrue(
                    !known.isEmpty() && (row.isOutdated() || known.containsAll(row.reported())),
                    () -> row + " " + found);
            if (known.equals(row.reported())) {
                exact++;
            } else {
                assertTrue(mayDiffer(row, found), () -> row + " " + found);
            }
            assertEquals(overlays.get(row.code()), found.areas(), row::code);
        }
        System.out.printf(
                "area codes: %d of the report; %d of one state; %d with exactly its zones, the others with more%n",
                rows.size(), inState, exact);
        assertTrue(rows.size() > 400, "only %d".formatted(rows.size()));
    }

    private static boolean mayDiffer(Row row, Place found) {
        return OUTDATED.contains(row.code())
                || INCOMPLETE.contains(row.code())
                || found.states().stream().anyMatch(COARSE::contains);
    }

    /** Two codes overlay each other, though the report may say it of one only. */
    private static Map<String, Set<String>> symmetric(List<Row> rows) {
        Map<String, Set<String>> overlays = new TreeMap<>();
        for (Row row : rows) {
            for (String other : row.overlays()) {
                overlays.computeIfAbsent(row.code(), code -> new TreeSet<>(Set.of("+1" + code)))
                        .add("+1" + other);
                overlays.computeIfAbsent(other, code -> new TreeSet<>(Set.of("+1" + code)))
                        .add("+1" + row.code());
            }
        }
        return overlays;
    }
}
