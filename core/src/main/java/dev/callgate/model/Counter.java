package dev.callgate.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

/**
 * Identifies a counter of an organization's calls, in addition to those of its assignments. Immutable.
 *
 * @param scope whose calls are counted
 * @param id the ID of the number or the agent, the key of the callee, or the name and the value of the attribute; empty
 *     for the organization itself
 * @param kind what is counted, and in which time
 */
public record Counter(Scope scope, String id, Kind kind) {
    /** Separates the name of an attribute from its value. No name of an attribute contains it. */
    private static final String SEPARATOR = "=";

    /**
     * Whose calls a counter counts, in the order in which stores lock counters: the alphabetical one, in which a database has them by
     * their keys, too. The counter that most calls share comes last.
     */
    public enum Scope {
        /** Counts the calls of an agent from all numbers. */
        AGENT,
        /** Counts the calls whose attribute has a value, such as the calls of one campaign. */
        ATTRIBUTE,
        /** Counts the calls to a callee. */
        CALLEE,
        /** Counts the calls from a number, regardless of which agent uses it. */
        NUMBER,
        /** Counts all calls of the organization. */
        ORGANIZATION
    }

    /** What a counter counts. */
    public enum Unit {
        /** Calls. */
        CALLS,
        /** Seconds of talk time. */
        SECONDS
    }

    /**
     * What a counter counts, and in which time. Immutable.
     *
     * @param unit calls or seconds
     * @param span the time: {@code hour}, {@code day}, {@code month}, or a week by its first day, such as {@code
     *     week-monday}, each of the organization's time zone; {@value #LIVE} for calls that are in progress; or the
     *     length of a rolling window in the form of ISO 8601, such as {@code PT24H}
     * @param condition the name of the condition on the calls that are counted; empty if there is none
     */
    public record Kind(Unit unit, String span, String condition) {
        /** The span of calls that are in progress. */
        public static final String LIVE = "live";

        private static final String SLASH = "/";
        private static final String WINDOW = "P";

        /** A month is the longest period. */
        private static final Duration LONGEST_PERIOD = Duration.ofDays(31);

        /** Covers the offset of every time zone, and clocks that are set back during the period. */
        private static final Duration LONGEST_OFFSET = Duration.ofDays(1);

        /** Requires all values. */
        public Kind {
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(span, "span");
            Objects.requireNonNull(condition, "condition");
        }

        /**
         * Returns the kind with a text.
         *
         * @throws IllegalArgumentException if {@link #toString} cannot have returned the text
         */
        public static Kind parse(String text) {
            String[] parts = text.split(SLASH, -1);
            if (parts.length < 2 || parts.length > 3) {
                throw new IllegalArgumentException("\"%s\" is not the kind of a counter".formatted(text));
            }
            Unit unit = parts[0].equals("calls") ? Unit.CALLS : Unit.SECONDS;
            return new Kind(unit, parts[1], parts.length == 2 ? "" : parts[2]);
        }

        /** Returns whether calls in progress are counted. */
        public boolean isLive() {
            return span.equals(LIVE);
        }

        /**
         * Returns whether each call is held on the counter until a time of its own, as opposed to a period that ends
         * for all calls at once.
         */
        public boolean isHeld() {
            return isLive() || span.startsWith(WINDOW);
        }

        /**
         * Returns the time such that all periods of this kind that began earlier are over by a time, in every time zone. For calls that
         * are held, it is that time itself, in UTC.
         */
        public LocalDateTime latestBeginOfPeriodsOverBy(Instant time) {
            LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            return isHeld() ? utc : utc.minus(LONGEST_OFFSET).minus(longestPeriod());
        }

        private Duration longestPeriod() {
            if (span.equals("hour")) {
                return Duration.ofHours(1);
            }
            if (span.equals("day")) {
                return Duration.ofDays(1);
            }
            return span.startsWith("week-") ? Duration.ofDays(7) : LONGEST_PERIOD;
        }

        /** Returns the kind as stores keep it, such as {@code calls/day}. */
        @Override
        public String toString() {
            String text = (unit == Unit.CALLS ? "calls" : "seconds") + SLASH + span;
            return condition.isEmpty() ? text : text + SLASH + condition;
        }
    }

    /** Requires all values. */
    public Counter {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
    }

    /** Returns a counter of the calls to a callee. */
    public static Counter ofCallee(CalleeKey callee, Kind kind) {
        return new Counter(Scope.CALLEE, callee.value(), kind);
    }

    /** Returns a counter of a number's calls. */
    public static Counter ofNumber(UUID numberId, Kind kind) {
        return new Counter(Scope.NUMBER, numberId.toString(), kind);
    }

    /** Returns a counter of an agent's calls. */
    public static Counter ofAgent(AgentId agent, Kind kind) {
        return new Counter(Scope.AGENT, agent.value(), kind);
    }

    /** Returns a counter of the calls whose attribute has a value. */
    public static Counter ofAttribute(String name, String value, Kind kind) {
        return new Counter(Scope.ATTRIBUTE, name + SEPARATOR + value, kind);
    }

    /** Returns a counter of all calls of the organization. */
    public static Counter ofOrganization(Kind kind) {
        return new Counter(Scope.ORGANIZATION, "", kind);
    }
}
