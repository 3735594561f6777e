package dev.callgate.policy;

import dev.callgate.model.AgentId;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.Counter;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Caps on the calls of an organization beyond the limits of its assignments: per number, agent, organization, and
 * callee. All caps are optional and count calls per day in the organization's time zone. A call is counted on all caps
 * or on none. Immutable: the methods return a modified copy.
 *
 * <p>A call is counted only on the caps that exist when it is made. A new cap does not include earlier calls.
 */
public final class Caps {
    private static final Caps NONE = new Caps(null, null, null, List.of(), List.of());

    @Nullable
    private final Integer perNumber;

    @Nullable
    private final Integer perAgent;

    @Nullable
    private final Integer perOrganization;

    private final List<Integer> warmUp;
    private final List<AttemptLimit> attempts;

    private Caps(
            @Nullable Integer perNumber,
            @Nullable Integer perAgent,
            @Nullable Integer perOrganization,
            List<Integer> warmUp,
            List<AttemptLimit> attempts) {
        this.perNumber = perNumber;
        this.perAgent = perAgent;
        this.perOrganization = perOrganization;
        this.warmUp = warmUp;
        this.attempts = attempts;
    }

    /** Returns no caps: only the limits of the assignments apply. */
    public static Caps none() {
        return NONE;
    }

    /**
     * Caps the daily calls from each number, across all agents. If there was a cap before, the lower one applies.
     *
     * @throws IllegalArgumentException if the cap is negative
     */
    public Caps perNumber(int callsADay) {
        return new Caps(lower(perNumber, valid(callsADay)), perAgent, perOrganization, warmUp, attempts);
    }

    /**
     * Caps the daily calls of each agent, across all numbers. If there was a cap before, the lower one applies.
     *
     * @throws IllegalArgumentException if the cap is negative
     */
    public Caps perAgent(int callsADay) {
        return new Caps(perNumber, lower(perAgent, valid(callsADay)), perOrganization, warmUp, attempts);
    }

    /**
     * Caps the daily calls of the organization. All calls are then counted sequentially on one counter. If there was a
     * cap before, the lower one applies.
     *
     * @throws IllegalArgumentException if the cap is negative
     */
    public Caps perOrganization(int callsADay) {
        return new Caps(perNumber, perAgent, lower(perOrganization, valid(callsADay)), warmUp, attempts);
    }

    /**
     * Warms up new numbers slowly, so that carriers do not classify them as spam. The first cap applies on a number's
     * first day of service, the second cap on the next day, and so on. The first day of service is {@link
     * PhoneNumber#inServiceSince} if known; otherwise, it is the day of the number's addition. During warm-up, the
     * lower one of the day's cap and {@link #perNumber} applies; afterwards, only {@link #perNumber} applies, if set.
     * If there was a warm-up before, the lower cap of each day applies.
     *
     * @param callsADay the cap of each day, for example 20, 40, 80; none for no warm-up
     * @throws IllegalArgumentException if a cap is negative
     */
    public Caps warmUp(int... callsADay) {
        List<Integer> days = Arrays.stream(callsADay).mapToObj(Caps::valid).toList();
        return new Caps(perNumber, perAgent, perOrganization, lowerDays(warmUp, days), attempts);
    }

    /**
     * Adds limits on the calls to the same number within a time window, for example {@link AttemptLimit#florida}. All
     * of them apply.
     */
    public Caps attemptsPerCallee(AttemptLimit... more) {
        return new Caps(perNumber, perAgent, perOrganization, warmUp, both(attempts, List.of(more)));
    }

    /**
     * Returns the combination of these and other caps: the lower one of each cap that both set, and all attempt limits.
     */
    public Caps and(Caps others) {
        return new Caps(
                lower(perNumber, others.perNumber),
                lower(perAgent, others.perAgent),
                lower(perOrganization, others.perOrganization),
                lowerDays(warmUp, others.warmUp),
                both(attempts, others.attempts));
    }

    private static List<AttemptLimit> both(List<AttemptLimit> some, List<AttemptLimit> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    private static List<Integer> lowerDays(List<Integer> one, List<Integer> other) {
        return IntStream.range(0, Math.max(one.size(), other.size()))
                .mapToObj(day -> Objects.requireNonNull(
                        lower(day < one.size() ? one.get(day) : null, day < other.size() ? other.get(day) : null)))
                .toList();
    }

    private static int valid(int callsADay) {
        if (callsADay < 0) {
            throw new IllegalArgumentException("a cap must be 0 or more calls per day, not " + callsADay);
        }
        return callsADay;
    }

    /** Returns the cap of a number on a day, or empty if there is none. */
    public Optional<Limits.Cap> ofNumber(PhoneNumber number, LocalDate date, ZoneId zone) {
        Integer limit = warmUp.isEmpty() ? perNumber : lower(perNumber, warmUpOf(number, date, zone));
        return limit == null ? Optional.empty() : Optional.of(new Limits.Cap(Counter.ofNumber(number.id()), limit));
    }

    @Nullable
    private Integer warmUpOf(PhoneNumber number, LocalDate date, ZoneId zone) {
        long age = Math.max(0, ChronoUnit.DAYS.between(number.firstDay(zone), date));
        return age < warmUp.size() ? warmUp.get((int) age) : null;
    }

    @Nullable
    private static Integer lower(@Nullable Integer one, @Nullable Integer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }

    /** Returns the cap of an agent, or empty if there is none. */
    public Optional<Limits.Cap> ofAgent(AgentId agent) {
        return perAgent == null ? Optional.empty() : Optional.of(new Limits.Cap(Counter.ofAgent(agent), perAgent));
    }

    /** Returns the cap of the organization, or empty if there is none. */
    public Optional<Limits.Cap> ofOrganization() {
        return perOrganization == null
                ? Optional.empty()
                : Optional.of(new Limits.Cap(Counter.ofOrganization(), perOrganization));
    }

    /** Returns the attempt limits. */
    public List<AttemptLimit> attempts() {
        return attempts;
    }

    /** Returns whether there are no caps and no attempt limits. */
    public boolean isNone() {
        return perNumber == null
                && perAgent == null
                && perOrganization == null
                && warmUp.isEmpty()
                && attempts.isEmpty();
    }

    /** Returns all caps and attempt limits of a call by an agent from a number on a day. */
    public Limits on(PhoneNumber number, AgentId agent, LocalDate date, ZoneId zone) {
        if (isNone()) {
            return Limits.NONE;
        }
        List<Limits.Cap> caps = Stream.of(ofNumber(number, date, zone), ofAgent(agent), ofOrganization())
                .flatMap(Optional::stream)
                .toList();
        return new Limits(caps, attempts);
    }
}
