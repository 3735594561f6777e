package dev.callgate.csv;

import dev.callgate.model.Place;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.Holidays;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Calling hours of places from a file of rules and a file of holidays. <strong>They are no legal advice:</strong> the
 * rules that come with this module are from secondary sources, which each line names with the month in which it was read.
 * Have them confirmed by counsel.
 *
 * <p>The columns of rules are {@code place} ({@code FR}, {@code US-FL}), {@code days} ({@code Mon-Fri}, {@code Sun}),
 * {@code hours} ({@code 10:00-13:00 14:00-20:00}), {@code holidays} ({@code no} if there are no calls on holidays,
 * otherwise empty), {@code source} and {@code read}. Several lines of a place add up. The columns of holidays are {@code
 * place}, {@code date} ({@code 2027-01-01}), {@code name}, {@code source} and {@code read}.
 *
 * <p>A place keeps the holidays of its own and of its country. Those of the United States are {@link
 * Holidays#unitedStates}, and the file adds more. For every other country, a year without a date in the file has no calls
 * at all, so that an outdated file allows none on a holiday.
 */
public final class CallingHoursCsv {
    private static final CsvColumn PLACE = CsvColumn.required("place");
    private static final CsvColumn DAYS = CsvColumn.required("days");
    private static final CsvColumn HOURS = CsvColumn.required("hours");
    private static final CsvColumn HOLIDAYS = CsvColumn.required("holidays");
    private static final CsvColumn DATE = CsvColumn.required("date");
    private static final CsvColumn NAME = CsvColumn.required("name");
    private static final CsvColumn SOURCE = CsvColumn.required("source");
    private static final CsvColumn READ = CsvColumn.required("read");
    private static final int DAY_NAME = 3;
    private static final String DAYS_FORM = "days must be like Mon-Fri or Sun";

    private CallingHoursCsv() {}

    /** Returns the rules that come with this module, of 17 US states and 5 countries, and the given hours for all other places. */
    public static CallingHours pack(CallingHours elsewhere) {
        return read(resource("calling-hours.csv"), resource("holidays.csv"), elsewhere);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(CallingHoursCsv.class.getResourceAsStream(name), name);
    }

    /**
     * Returns the rules of a file, and the given hours for all other places.
     *
     * @param rules the bytes of the file of rules; closed
     * @param holidays the bytes of the file of holidays; closed
     * @throws CsvException if a file or a line cannot be read; the message names the line
     */
    public static CallingHours read(InputStream rules, InputStream holidays, CallingHours elsewhere) {
        Map<String, Set<LocalDate>> dates = new LinkedHashMap<>();
        for (CsvRow row : rows(holidays, List.of(PLACE, DATE, NAME, SOURCE, READ))) {
            dates.computeIfAbsent(parsed(row, () -> known(row.value(PLACE))), place -> new HashSet<>())
                    .add(parsed(row, () -> LocalDate.parse(row.value(DATE))));
        }
        Map<String, CallingHours> hours = new LinkedHashMap<>();
        for (CsvRow row : rows(rules, List.of(PLACE, DAYS, HOURS, HOLIDAYS, SOURCE, READ))) {
            CallingHours before = hours.getOrDefault(row.value(PLACE), CallingHours.never());
            hours.put(row.value(PLACE), parsed(row, () -> with(before, row, dates)));
        }
        CallingHours all = elsewhere;
        for (Map.Entry<String, CallingHours> each : hours.entrySet()) {
            all = all.where(each.getKey(), each.getValue());
        }
        return all;
    }

    private static List<CsvRow> rows(InputStream in, List<CsvColumn> columns) {
        List<CsvRow> all = new ArrayList<>();
        try (CsvRows<CsvRow> rows = CsvRows.read(in, columns, row -> row)) {
            while (rows.hasNext()) {
                CsvRow row = rows.next();
                if (row.problem() != null) {
                    throw new CsvException("line %d: %s".formatted(row.line(), row.problem()));
                }
                all.add(row);
            }
        }
        return all;
    }

    private static <T> T parsed(CsvRow row, Supplier<T> value) {
        try {
            return value.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CsvException(
                    "line %d: %s (%s)".formatted(row.line(), Text.visible(String.valueOf(e.getMessage())), row.text()));
        }
    }

    private static String known(String place) {
        Place.of(place);
        return place;
    }

    private static CallingHours with(CallingHours before, CsvRow row, Map<String, Set<LocalDate>> dates) {
        String code = known(row.value(PLACE));
        CallingHours hours = before;
        for (DayOfWeek day : days(row.value(DAYS))) {
            for (String each : row.value(HOURS).split(" ", -1)) {
                String[] ends = each.split("-", -1);
                if (ends.length != 2) {
                    throw new IllegalArgumentException("hours must be like 10:00-13:00 14:00-20:00");
                }
                hours = hours.andOn(day, LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
            }
        }
        return switch (row.value(HOLIDAYS)) {
            case "" -> hours;
            case "no" -> hours.excluding((place, date) -> isHoliday(code, date, dates));
            default -> throw new IllegalArgumentException("holidays must be \"no\" or empty");
        };
    }

    private static Collection<DayOfWeek> days(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length > 2) {
            throw new IllegalArgumentException(DAYS_FORM);
        }
        DayOfWeek last = day(ends[ends.length - 1]);
        List<DayOfWeek> days = new ArrayList<>(List.of(day(ends[0])));
        while (days.get(days.size() - 1) != last) {
            days.add(days.get(days.size() - 1).plus(1));
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().substring(0, DAY_NAME).equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DAYS_FORM));
    }

    private static boolean isHoliday(String code, LocalDate date, Map<String, Set<LocalDate>> dates) {
        Place place = Place.of(code);
        Set<LocalDate> listed = new HashSet<>(dates.getOrDefault(code, Set.of()));
        listed.addAll(dates.getOrDefault(place.country(), Set.of()));
        if (listed.contains(date)) {
            return true;
        }
        return place.country().equals("US")
                ? Holidays.unitedStates(place, date)
                : listed.stream().noneMatch(each -> each.getYear() == date.getYear());
    }
}
