package dev.callgate.examples.reports;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What nobody can foresee of a call, and yet the same in each run. Not safe for use by many threads. */
final class Chance {
    private static final long SEED = 20_260_301;

    private static final double ANSWERED_BY_MACHINE = 0.15;
    private static final double HUNG_UP_AT_ONCE = 0.06;
    private static final int SECONDS_OF_TALK = 100;
    private static final int NUMBERS_OF_A_PLACE = 100;

    /** Of each ten calls that are not answered, how they end: by SIP status. */
    private static final List<Integer> UNANSWERED = List.of(480, 480, 480, 480, 480, 487, 486, 486, 603, 503);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> places;

    /** Calls go to these places, each as often as it is listed: all of a number but two digits. */
    Chance(List<String> places) {
        this.places = List.copyOf(places);
    }

    /** Tells whether something happens that does so with a probability. */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns a whole number around a mean, no further from it than a quarter. */
    int around(int mean) {
        int spread = mean / 4;
        return mean - spread + random.nextInt(2 * spread + 1);
    }

    /** Returns a time shorter than another. */
    Duration within(Duration time) {
        return Duration.ofMillis((long) (random.nextDouble() * time.toMillis()));
    }

    /** Returns a number to call. */
    String callee() {
        String place = places.get(random.nextInt(places.size()));
        return String.format(Locale.ROOT, place, random.nextInt(NUMBERS_OF_A_PLACE));
    }

    /** Returns how a call goes that is answered with a probability. */
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
