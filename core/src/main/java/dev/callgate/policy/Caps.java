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
 * How often an organization may call, besides the limits of its assignments; all of it is optional. A call is counted
 * on everything that is capped, or on nothing. Immutable.
 *
 * <p>Calls are counted on what is capped when they are made: a cap that is new knows nothing of the calls before.
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

    /** Caps nothing: only the limits of the assignments hold. */
    public static Caps none() {
        return NONE;
    }

    /**
     * Caps the calls that a number makes in a day, whichever agents it is assigned to. Where it was capped before, the
     * lower cap holds.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Caps perNumber(int callsADay) {
        return new Caps(lower(perNumber, valid(callsADay)), perAgent, perOrganization, warmUp, attempts);
    }

    /**
     * Caps the calls that each agent makes in a day, from all numbers together. Where they were capped before, the
     * lower cap holds.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Caps perAgent(int callsADay) {
        return new Caps(perNumber, lower(perAgent, valid(callsADay)), perOrganization, warmUp, attempts);
    }

    /**
     * Caps the calls that the organization makes in a day. All its calls are then counted in one place, one after the
     * other. Where they were capped before, the lower cap holds.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Caps perOrganization(int callsADay) {
        return new Caps(perNumber, perAgent, lower(perOrganization, valid(callsADay)), warmUp, attempts);
    }

    /**
     * Lets new numbers begin slowly, so that carriers do not take them for a spammer's: on its first day of service,
     * which is the one when it was added to the inventory unless {@link PhoneNumber#inServiceSince} says another, a
     * number makes as many calls as are named first, on the next day as many as are named second, and so on; after the
     * last day, {@link #perNumber} holds, if anything. Until then, the lower one of both. Where there was a warm-up
     * before, the lower cap of each day holds.
     *
     * @param callsADay for instance 20, 40, 80; none for no warm-up
     * @throws IllegalArgumentException if one is negative
     */
    public Caps warmUp(int... callsADay) {
        List<Integer> days = Arrays.stream(callsADay).mapToObj(Caps::valid).toList();
        return new Caps(perNumber, perAgent, perOrganization, lowerDays(warmUp, days), attempts);
    }

    /**
     * Adds limits on how often the same number is called within a time, for instance {@link AttemptLimit#florida}; all
     * of them hold.
     */
    public Caps attemptsPerCallee(AttemptLimit... more) {
        return new Caps(perNumber, perAgent, perOrganization, warmUp, both(attempts, List.of(more)));
    }

    /**
     * Returns caps that hold both these and others: the lower one where both name a cap, and all limits on attempts.
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

    /** Returns the cap on a number on a day, if there is one. */
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

    /** Returns the cap on an agent, if there is one. */
    public Optional<Limits.Cap> ofAgent(AgentId agent) {
        return perAgent == null ? Optional.empty() : Optional.of(new Limits.Cap(Counter.ofAgent(agent), perAgent));
    }

    /** Returns the cap on the organization, if there is one. */
    public Optional<Limits.Cap> ofOrganization() {
        return perOrganization == null
                ? Optional.empty()
                : Optional.of(new Limits.Cap(Counter.ofOrganization(), perOrganization));
    }

    /** Returns the limits of attempts. */
    public List<AttemptLimit> attempts() {
        return attempts;
    }

    /** Tells whether nothing is capped. */
    public boolean isNone() {
        return perNumber == null
                && perAgent == null
                && perOrganization == null
                && warmUp.isEmpty()
                && attempts.isEmpty();
    }

    /** Returns all that a call by an agent from a number has to stay within on a day. */
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
