package dev.callgate.examples.console;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many requests of a flood were sent, and how they were answered. Used by one thread. */
final class FloodCounts {
    private final Map<String, Long> answers = new TreeMap<>();
    private long sent;

    /** Returns how many requests were begun before this one. */
    long begin() {
        return sent++;
    }

    void end(String how) {
        answers.merge(how, 1L, Long::sum);
    }

    long sent() {
        return sent;
    }

    @Override
    public String toString() {
        return answers.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
