package dev.callgate.examples.console.web;

import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.Place;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that the journal keeps of a call, for display.
 *
 * @param place the states of the called number, and the time there when the call was allowed; null unless the number is kept in full
 * @param counts what the call was counted on, first on its assignment
 * @param endedAt when it was released or completed; null if it is open
 */
record CallStory(
        CallRow row,
        @Nullable String place,
        List<CountRow> counts,
        @Nullable LocalDateTime endedAt) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    static CallStory of(CallRow row, ZoneId zone) {
        Instant ended = Stream.of(
                        row.call().call().releasedAt(), row.call().call().completedAt())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new CallStory(
                row,
                place(row),
                Stream.concat(
                                Stream.of(CountRow.ofAssignment(row)),
                                row.call().call().counts().stream().map(each -> CountRow.of(each, row, zone)))
                        .toList(),
                ended == null ? null : CallRow.local(ended, zone));
    }

    @Nullable
    private static String place(CallRow row) {
        CalleeKey callee = row.call().call().callee();
        if (callee == null || row.isHashed()) {
            return null;
        }
        Place place = Place.of(E164.of(callee.value()));
        String times = place.timesAt(row.call().call().at()).stream()
                .map(each -> each.format(TIME))
                .distinct()
                .collect(Collectors.joining(" or "));
        return Stream.of(place.states().stream().sorted().collect(Collectors.joining(", ")), times)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Returns the attributes by their names. */
    public Map<String, String> attributes() {
        return new TreeMap<>(row.call().call().attributes());
    }
}
