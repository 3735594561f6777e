package dev.callgate.examples.reports;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Random properties of calls, the same in each run. Not thread-safe. */
final class SeededRandom {
    private static final long SEED = 20_260_301;

    private static final double ANSWERED_BY_MACHINE = 0.15;
    private static final double HUNG_UP_AT_ONCE = 0.06;
    private static final int SECONDS_OF_TALK = 100;
    private static final int NUMBERS_OF_A_PLACE = 100;

    /** SIP statuses of ten unanswered calls. */
    private static final List<Integer> UNANSWERED = List.of(480, 480, 480, 480, 480, 487, 486, 486, 603, 503);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> places;

    /** Takes the patterns of destinations; a repeated pattern is used more often. */
    SeededRandom(List<String> places) {
        this.places = List.copyOf(places);
    }

    /** Returns true with a probability. */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns an integer within a quarter of a mean. */
    int around(int mean) {
        int spread = mean / 4;
        return mean - spread + random.nextInt(2 * spread + 1);
    }

    /** Returns a random duration shorter than another. */
    Duration within(Duration time) {
        return Duration.ofMillis((long) (random.nextDouble() * time.toMillis()));
    }

    /** Returns a number to call. */
    String callee() {
        String place = places.get(random.nextInt(places.size()));
        return String.format(Locale.ROOT, place, random.nextInt(NUMBERS_OF_A_PLACE));
    }

    /** Returns the outcome of a call that is answered with a probability. */
    CallOutcome outcome(double answerRate) {
        if (!happens(answerRate)) {
            return CallOutcome.ofSipStatus(UNANSWERED.get(random.nextInt(UNANSWERED.size())));
        }
        if (happens(ANSWERED_BY_MACHINE)) {
            return CallOutcome.answered(within(Duration.ofSeconds(30))).by(AnsweredBy.MACHINE);
        }
        Duration talk = happens(HUNG_UP_AT_ONCE) ? within(CallOutcome.SHORT) : exponential(SECONDS_OF_TALK);
        return CallOutcome.answered(talk).by(AnsweredBy.PERSON);
    }

    private Duration exponential(int meanSeconds) {
        double seconds = -meanSeconds * Math.log(1 - random.nextDouble());
        return Duration.ofMillis(Math.round(1_000 * seconds));
    }
}
