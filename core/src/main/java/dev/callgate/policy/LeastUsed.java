package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Orders by the number of calls on the day, fewest first, then by E.164. */
final class LeastUsed implements Rotation {
    static final LeastUsed INSTANCE = new LeastUsed();

    private LeastUsed() {}

    @Override
    public List<Assignment> order(List<Assignment> candidates, CallFacts call) {
        if (candidates.size() < 2) {
            return candidates;
        }
        LocalDate day = call.day().date();
        List<Assignment> ordered = new ArrayList<>(candidates);
        ordered.sort((one, other) -> compare(one, other, day));
        return ordered;
    }

    private static int compare(Assignment one, Assignment other, LocalDate day) {
        int byCalls = Integer.compare(one.callsOn(day), other.callsOn(day));
        return byCalls != 0
                ? byCalls
                : one.number().e164().compareTo(other.number().e164());
    }
}
