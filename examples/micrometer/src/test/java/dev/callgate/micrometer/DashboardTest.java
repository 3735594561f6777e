package dev.callgate.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.testing.TestGate;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard and the alert rules ask for meters, tags and values that exist. */
class DashboardTest {
    private static final Pattern METER = Pattern.compile("callgate_[a-z_]+");
    private static final Pattern BY = Pattern.compile("by \\(([a-z, ]+)\\)");
    private static final Pattern SELECTED = Pattern.compile("\\b(result|reason|scope)=~?\\\\?\"([a-z_|]+)");

    /** What Prometheus adds to each meter. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance");

    /** Results and reasons that need a store that fails or a list that is too old; CallMeters documents them. */
    private static final Set<String> NOT_PLAYED =
            Set.of("outcome_unknown", "permanent", "error", "not_applied", "do_not_call_list_too_old");

    /** Plays calls, and returns what Prometheus would read. */
    private static String scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        TestGate test = TestGate.at("2026-03-02T12:00Z");
        test.assign("agent-7", "+12025550123", Terms.dailyLimit(100).countries("US"));
        CallGate gate = test.services()
                .withCallListener(CallMeters.to(registry))
                .gate(CallPolicy.in(ZoneOffset.UTC)
                        .limits(Limit.calls(2).perOrganization().aDay()));
        for (String id : List.of("answered", "released", "refused")) {
            gate.decide(CallRequest.by(
                            test.organization(),
                            test.request("agent-7", "+12125550142").agent())
                    .to("+12125550142")
                    .callId(id));
        }
        gate.complete(test.organization(), new CallId("answered"), CallOutcome.answered(Duration.ofSeconds(42)));
        gate.release(test.organization(), new CallId("released"));
        return registry.scrape();
    }

    private static Set<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult each) -> each.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({"grafana.json, 10", "alerts.yml, 3"})
    @DisplayName("Operations: each meter, tag and value of the dashboard and the alerts is one that Prometheus reads")
    void asksForWhatThereIs(Path file, int leastMeters) throws IOException {
        String text = Files.readString(file);
        String scraped = scrape();
        Set<String> asked = found(METER, 0, text);
        assertTrue(asked.size() >= leastMeters - 2, asked::toString);
        Set<String> there = found(Pattern.compile("(?m)^(callgate_[a-z_]+)[{ ]"), 1, scraped);
        assertEquals(Set.of(), without(asked, there));

        Set<String> tags = new TreeSet<>();
        found(BY, 1, text).forEach(each -> tags.addAll(List.of(each.split(", "))));
        tags.removeAll(OF_PROMETHEUS);
        assertEquals(Set.of(), without(tags, found(Pattern.compile("([a-z]+)=\""), 1, scraped)));

        Set<String> values = new TreeSet<>();
        found(SELECTED, 2, text).forEach(each -> values.addAll(List.of(each.split("\\|"))));
        values.removeAll(NOT_PLAYED);
        assertTrue(values.contains("allowed"), values::toString);
        assertEquals(Set.of(), without(values, found(Pattern.compile("=\"([a-z_]+)\""), 1, scraped)));
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
