package dev.callgate.policy;

import dev.callgate.model.Counter;
import jakarta.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** The time in which a limit counts. */
sealed interface Span {
    /** The longest rolling window. */
    Duration MAX_WINDOW = Duration.ofDays(366);

    /** Returns the span as a counter keeps it: see {@link Counter.Kind#span}. */
    String key();

    /** Returns the span in words, such as {@code a day}. */
    String words();

    /** Returns the beginning of the period at an instant, as {@link dev.callgate.model.CallCount#period} specifies. */
    LocalDateTime periodAt(Instant at, ZoneId zone);

    /** Returns when the period after another one begins. Requires a span of periods. */
    Instant endOf(LocalDateTime period, ZoneId zone);

    /** Returns how long a call is held; null for a span of periods. */
    @Nullable
    Duration heldFor(Duration longestCall);

    /** The clock hours of a time zone. An hour that the change to standard time repeats is two hours. */
    record Hour() implements Span {
        @Override
        public String key() {
            return "hour";
        }

        @Override
        public String words() {
            return "an hour";
        }

        @Override
        public LocalDateTime periodAt(Instant at, ZoneId zone) {
            return utc(startOf(at, zone));
        }

        private static Instant startOf(Instant at, ZoneId zone) {
            return at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
        }

        /** Some zones change their clocks by half an hour, so that an hour may be shorter or longer than 60 minutes. */
        @Override
        public Instant endOf(LocalDateTime period, ZoneId zone) {
            Instant start = period.toInstant(ZoneOffset.UTC);
            Instant later = start.plus(1, ChronoUnit.HOURS);
            Instant next = startOf(later, zone);
            return next.isAfter(start) ? next : startOf(later.plus(1, ChronoUnit.HOURS), zone);
        }

        @Override
        @Nullable
        public Duration heldFor(Duration longestCall) {
            return null;
        }
    }

    /** Days, weeks or months of a time zone. */
    abstract non-sealed class Dates implements Span {
        abstract LocalDateTime startOf(ZonedDateTime time);

        abstract LocalDateTime next(LocalDateTime period);

        @Override
        public LocalDateTime periodAt(Instant at, ZoneId zone) {
            return startOf(at.atZone(zone));
        }

        @Override
        public Instant endOf(LocalDateTime period, ZoneId zone) {
            return next(period).toLocalDate().atStartOfDay(zone).toInstant();
        }

        @Override
        @Nullable
        public Duration heldFor(Duration longestCall) {
            return null;
        }
    }

    /** The days of a time zone. */
    final class Day extends Dates {
        @Override
        public String key() {
            return "day";
        }

        @Override
        public String words() {
            return "a day";
        }

        @Override
        LocalDateTime startOf(ZonedDateTime time) {
            return time.toLocalDate().atStartOfDay();
        }

        @Override
        LocalDateTime next(LocalDateTime period) {
            return period.plusDays(1);
        }
    }

    /** The weeks of a time zone, from one day of the week to the next. */
    final class Week extends Dates {
        private final DayOfWeek first;

        Week(DayOfWeek first) {
            this.first = first;
        }

        @Override
        public String key() {
            return "week-" + first.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String words() {
            return first == DayOfWeek.MONDAY ? "a week" : "a week from " + dayName();
        }

        private String dayName() {
            return first.name().charAt(0) + first.name().substring(1).toLowerCase(Locale.ROOT);
        }

        @Override
        LocalDateTime startOf(ZonedDateTime time) {
            return time.toLocalDate()
                    .with(TemporalAdjusters.previousOrSame(first))
                    .atStartOfDay();
        }

        @Override
        LocalDateTime next(LocalDateTime period) {
            return period.plusWeeks(1);
        }
    }

    /** The calendar months of a time zone. */
    final class Month extends Dates {
        @Override
        public String key() {
            return "month";
        }

        @Override
        public String words() {
            return "a month";
        }

        @Override
        LocalDateTime startOf(ZonedDateTime time) {
            return time.toLocalDate().withDayOfMonth(1).atStartOfDay();
        }

        @Override
        LocalDateTime next(LocalDateTime period) {
            return period.plusMonths(1);
        }
    }

    /** A rolling window: a call no longer counts as soon as exactly this much time has passed. */
    record Window(Duration length) implements Span {
        public Window {
            if (length.compareTo(Duration.ofSeconds(1)) < 0
                    || !length.equals(length.truncatedTo(ChronoUnit.SECONDS))
                    || length.compareTo(MAX_WINDOW) > 0) {
                throw new IllegalArgumentException("a window must be 1 second to %d days, in whole seconds, not %s"
                        .formatted(MAX_WINDOW.toDays(), length));
            }
        }

        @Override
        public String key() {
            return length.toString();
        }

        @Override
        public String words() {
            return "within " + inWords(length);
        }

        @Override
        public LocalDateTime periodAt(Instant at, ZoneId zone) {
            return utc(at);
        }

        @Override
        public Instant endOf(LocalDateTime period, ZoneId zone) {
            throw new UnsupportedOperationException("a rolling window has no periods");
        }

        @Override
        public Duration heldFor(Duration longestCall) {
            return length;
        }

        private static String inWords(Duration time) {
            if (time.toDays() > 1 && time.equals(Duration.ofDays(time.toDays()))) {
                return time.toDays() + " days";
            }
            if (time.equals(Duration.ofHours(time.toHours()))) {
                return count(time.toHours(), "hour");
            }
            return time.equals(Duration.ofMinutes(time.toMinutes()))
                    ? count(time.toMinutes(), "minute")
                    : count(time.toSeconds(), "second");
        }

        private static String count(long many, String what) {
            return many == 1 ? "1 " + what : many + " " + what + "s";
        }
    }

    /** The calls that are in progress. */
    record Live() implements Span {
        @Override
        public String key() {
            return Counter.Kind.LIVE;
        }

        @Override
        public String words() {
            return "at once";
        }

        @Override
        public LocalDateTime periodAt(Instant at, ZoneId zone) {
            return utc(at);
        }

        @Override
        public Instant endOf(LocalDateTime period, ZoneId zone) {
            throw new UnsupportedOperationException("calls at once have no periods");
        }

        @Override
        public Duration heldFor(Duration longestCall) {
            return longestCall;
        }
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
