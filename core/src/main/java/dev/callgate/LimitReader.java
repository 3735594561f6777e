package dev.callgate;

import dev.callgate.internal.Attributes;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads one limit of a {@link PolicyDocument}. If a part is wrong, another one takes its place, so that the other parts are read too. */
final class LimitReader {
    private static final int MAX_WINDOW = (int) Duration.ofDays(366).toSeconds();
    private static final int MAX_WARM_UP_DAYS = 366;
    private static final String CALLS = "calls";
    private static final String MINUTES = "minutes";

    private static final Map<String, Function<LimitReader, Limit.Scoped>> SCOPES = Codes.map(
            Map.entry("number", reader -> reader.amount().perNumber()),
            Map.entry("agent", reader -> reader.amount().perAgent()),
            Map.entry("organization", reader -> reader.amount().perOrganization()),
            Map.entry("callee", reader -> reader.amount().perCallee()),
            Map.entry("attribute", LimitReader::perAttribute));

    private static final Map<String, Function<LimitReader, Limit>> SPANS = Codes.map(
            Map.entry("hour", reader -> reader.scoped().anHour()),
            Map.entry("day", reader -> reader.scoped().aDay()),
            Map.entry("week", LimitReader::aWeek),
            Map.entry("month", reader -> reader.scoped().aMonth()),
            Map.entry("window", LimitReader::within),
            Map.entry("at_once", reader -> reader.scoped().atOnce()));

    private final Fields fields;

    private LimitReader(Fields fields) {
        this.fields = fields;
    }

    /** Returns null if the limit is not valid. */
    @Nullable
    static Limit read(Fields fields) {
        Limit limit = new LimitReader(fields).read();
        fields.rejectOthers();
        return fields.areValid() ? limit : null;
    }

    @Nullable
    private Limit read() {
        Function<LimitReader, Limit> span = fields.requiredChoice("in", SPANS);
        Limit limit = span == null
                ? scoped().aDay()
                : fields.valid(fields.has(MINUTES) ? "in" : CALLS, () -> span.apply(this));
        Limit warming = limit == null ? null : warmingUp(limit);
        return warming == null ? null : where(warming);
    }

    private Limit.Amount amount() {
        Integer calls = fields.number(CALLS, 1, Limit.MAX_AMOUNT);
        Integer minutes = fields.number(MINUTES, 1, Limit.MAX_AMOUNT);
        if (fields.has(CALLS) == fields.has(MINUTES)) {
            fields.reject(CALLS, "must be given, or minutes, but not both");
        }
        return minutes == null ? Limit.calls(calls == null ? 1 : calls) : Limit.minutes(minutes);
    }

    private Limit.Scoped scoped() {
        Function<LimitReader, Limit.Scoped> scope = fields.requiredChoice("per", SCOPES);
        return scope == null ? amount().perAgent() : scope.apply(this);
    }

    private Limit.Scoped perAttribute() {
        String attribute = fields.requiredText("attribute", Attributes::requireName);
        return attribute == null ? amount().perAgent() : amount().per(attribute);
    }

    private Limit aWeek() {
        DayOfWeek first = fields.choice("weekStart", Codes.DAYS);
        return scoped().aWeekFrom(first == null ? DayOfWeek.MONDAY : first);
    }

    private Limit within() {
        Integer seconds = fields.requiredNumber("windowSeconds", 1, MAX_WINDOW);
        return scoped().within(Duration.ofSeconds(seconds == null ? 1 : seconds));
    }

    @Nullable
    private Limit warmingUp(Limit limit) {
        List<Integer> days = fields.numbers("warmUp", MAX_WARM_UP_DAYS, 1, Limit.MAX_AMOUNT);
        int[] calls = days.stream().mapToInt(Integer::intValue).toArray();
        return days.isEmpty() ? limit : fields.valid("warmUp", () -> limit.warmingUp(calls));
    }

    /** Without a name of its own, a condition is named after its first place. */
    @Nullable
    private Limit where(Limit limit) {
        List<String> places = Codes.places(fields);
        if (places.isEmpty()) {
            return limit;
        }
        String name = Objects.requireNonNullElseGet(
                fields.text("name", text -> text), () -> places.get(0).toLowerCase(Locale.ROOT));
        return fields.valid("name", () -> limit.where(name, Codes.isAt(places)));
    }
}
