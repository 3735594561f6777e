package dev.callgate.examples.console.web;

import java.util.List;

/**
 * What happens now in an organization.
 *
 * @param calls in progress
 * @param more whether there are more calls in progress than these
 * @param limits of which a large share is used, the largest share first
 * @param allowed how many calls were allowed in the last hour
 * @param refusals the refused calls of the last hour by cause, the most frequent cause first
 * @param today the decisions of the day by their time
 */
record LiveModel(
        List<CallRow> calls, boolean more, List<FillingLimit> limits, long allowed, List<Cause> refusals, Chart today) {
    private static final int WHOLE = 100;

    /** Refused calls of one cause. */
    record Cause(String code, long calls) {
        public String words() {
            return Chart.words(code);
        }
    }

    /**
     * A limit of which a large share is used.
     *
     * @param limit in words
     * @param whose the agent, the number or the attribute; empty for the organization
     * @param unit what is counted, in words
     */
    record FillingLimit(String limit, String whose, long used, long most, String unit) {
        /** Returns the used share in per cent, at most 100. */
        public int percent() {
            return most == 0 ? WHOLE : (int) Math.min(WHOLE, used * WHOLE / most);
        }
    }

    /** Returns how many calls were refused in the last hour. */
    public long refused() {
        return refusals.stream().mapToLong(Cause::calls).sum();
    }

    /** Returns whether there were no decisions today. */
    public boolean isQuiet() {
        return today.series().stream().flatMap(each -> each.values().stream()).allMatch(each -> each == 0);
    }
}
