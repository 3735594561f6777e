package dev.callgate.examples.console.api;

import dev.callgate.call.LimitUsage;
import java.util.List;

/**
 * How much of a limit is used.
 *
 * @param limit in words
 * @param most the most calls, or seconds of talk time
 */
record LimitJson(String limit, long most, long used, long remaining) {
    static List<LimitJson> listOf(List<LimitUsage> limits) {
        return limits.stream()
                .map(each -> new LimitJson(each.limit(), each.most(), each.used(), each.remaining()))
                .toList();
    }
}
