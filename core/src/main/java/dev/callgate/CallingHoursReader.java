package dev.callgate;

import dev.callgate.model.Place;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.Holidays;
import jakarta.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the calling hours of a {@link PolicyDocument}. */
final class CallingHoursReader {
    private static final int MAX_PLACES = 400;
    private static final int MAX_ROWS = 50;
    private static final int MAX_HOLIDAYS = 400;
    private static final int MAX_DATES = 2_000;
    private static final String PRESET = "preset";
    private static final String HOURS = "hours";

    private static final Map<String, Supplier<CallingHours>> PRESETS = Codes.map(
            Map.entry("united_states", CallingHours::unitedStates),
            Map.entry("tcpa", CallingHours::tcpa),
            Map.entry("connecticut", CallingHours::connecticut),
            Map.entry("florida", CallingHours::florida),
            Map.entry("maryland", CallingHours::maryland),
            Map.entry("oklahoma", CallingHours::oklahoma),
            Map.entry("rhode_island", CallingHours::rhodeIsland),
            Map.entry("texas", CallingHours::texas),
            Map.entry("washington", CallingHours::washington),
            Map.entry("france", CallingHours::france));

    /** Holidays of a country are no holidays elsewhere. */
    private static final Map<String, BiPredicate<Place, LocalDate>> HOLIDAYS = Codes.map(
            Map.entry("united_states", (place, date) -> place.mayBeIn("US") && Holidays.unitedStates(place, date)),
            Map.entry("france", (place, date) -> place.mayBeIn("FR") && Holidays.france(place, date)));

    private CallingHoursReader() {}

    /** Returns null if the hours are not valid. */
    @Nullable
    static CallingHours read(Fields fields) {
        CallingHours usual = hours(fields);
        List<AtPlace> places = fields.objects("places", MAX_PLACES, CallingHoursReader::atPlace);
        List<BiPredicate<Place, LocalDate>> holidays =
                fields.objects("holidays", MAX_HOLIDAYS, CallingHoursReader::holidays);
        boolean mobiles = fields.flag("mobilesByCountry");
        String fallback = fields.text("fallbackZone", Codes::zone);
        fields.rejectOthers();
        if (!fields.areValid() || usual == null) {
            return null;
        }
        CallingHours hours = usual;
        for (AtPlace each : places) {
            hours = hours.where(each.place, each.hours);
        }
        for (BiPredicate<Place, LocalDate> each : holidays) {
            hours = hours.excluding(each);
        }
        hours = mobiles ? hours.mobilesByCountry() : hours;
        return fallback == null ? hours : hours.fallbackZone(ZoneId.of(fallback));
    }

    private record AtPlace(String place, CallingHours hours) {}

    @Nullable
    private static AtPlace atPlace(Fields fields) {
        String place = fields.requiredText("place", Codes::place);
        CallingHours hours = hours(fields);
        fields.rejectOthers();
        return place == null || hours == null ? null : new AtPlace(place, hours);
    }

    /** Returns the hours of a preset or of rows; without rows, no calls are allowed. */
    @Nullable
    private static CallingHours hours(Fields fields) {
        Supplier<CallingHours> preset = fields.choice(PRESET, PRESETS);
        List<Row> rows = fields.objects(HOURS, MAX_ROWS, CallingHoursReader::row);
        if (fields.has(PRESET) == fields.has(HOURS)) {
            fields.reject(PRESET, "must be given, or hours, but not both");
        }
        if (!fields.areValid()) {
            return null;
        }
        return preset == null ? week(rows) : preset.get();
    }

    private static CallingHours week(List<Row> rows) {
        CallingHours week = CallingHours.never();
        for (Row row : rows) {
            for (DayOfWeek day : row.days) {
                week = week.andOn(day, row.from, row.to);
            }
        }
        return week;
    }

    private record Row(List<DayOfWeek> days, LocalTime from, LocalTime to) {}

    @Nullable
    private static Row row(Fields fields) {
        List<DayOfWeek> days = fields.choices("days", Codes.DAYS);
        String from = fields.requiredText("from", Codes::time);
        String to = fields.requiredText("to", Codes::time);
        fields.rejectOthers();
        if (from == null || to == null) {
            return null;
        }
        Row row = new Row(
                fields.has("days") ? days : Arrays.asList(DayOfWeek.values()), Codes.timeOf(from), Codes.timeOf(to));
        fields.valid("to", () -> CallingHours.between(row.from, row.to));
        return fields.areValid() ? row : null;
    }

    @Nullable
    private static BiPredicate<Place, LocalDate> holidays(Fields fields) {
        BiPredicate<Place, LocalDate> preset = fields.choice(PRESET, HOLIDAYS);
        if (fields.has(PRESET)) {
            fields.rejectOthers();
            return preset;
        }
        String place = fields.text("place", Codes::place);
        List<String> texts = fields.texts("dates", MAX_DATES, Codes::date);
        fields.rejectOthers();
        Set<LocalDate> dates = texts.stream().map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
        if (fields.areValid() && dates.isEmpty()) {
            fields.reject("dates", "must have at least one date, or use a preset");
        }
        return fields.areValid() ? (at, date) -> dates.contains(date) && (place == null || at.mayBeIn(place)) : null;
    }
}
