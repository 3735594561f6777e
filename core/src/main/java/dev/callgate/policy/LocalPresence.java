package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders by distance to the callee, nearest first. */
final class LocalPresence implements Rotation {
    @Override
    public List<Assignment> order(List<Assignment> candidates, CallFacts call) {
        if (candidates.size() < 2) {
            return candidates;
        }
        NumberGeography callee = NumberGeography.of(call.to());
        List<Assignment> ordered = new ArrayList<>(candidates);
        ordered.sort(
                Comparator.comparingInt(each -> callee.distanceTo(each.number().e164())));
        return ordered;
    }
}
