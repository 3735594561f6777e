package dev.callgate.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.PolicyDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** The policy in the properties. */
class PolicyPropertiesTest {
    private static final Map<String, Object> FIELDS = Map.ofEntries(
            Map.entry("zone", "America/New_York"),
            Map.entry("region", "US"),
            Map.entry("callees", "hashed"),
            Map.entry("journalEveryCall", true),
            Map.entry("longestCallSeconds", 3600),
            Map.entry("reportBy", List.of("campaign")),
            Map.entry(
                    "limits",
                    List.of(
                            Map.of("calls", 60, "per", "number", "in", "day", "warmUp", List.of(20, 40)),
                            Map.of("calls", 1, "per", "agent", "in", "at_once"),
                            Map.ofEntries(
                                    Map.entry("calls", 3),
                                    Map.entry("per", "callee"),
                                    Map.entry("in", "window"),
                                    Map.entry("windowSeconds", 86400),
                                    Map.entry("places", List.of("US-FL", "US-OK")),
                                    Map.entry("name", "florida")))),
            Map.entry(
                    "callingHours",
                    Map.of(
                            "hours",
                            List.of(Map.of("from", "08:00", "to", "21:00", "days", List.of("monday", "tuesday"))),
                            "holidays",
                            List.of(Map.of("preset", "united_states")))),
            Map.entry("tollRestriction", Map.of("blockedPrefixes", List.of("+1876"))),
            Map.entry("rotation", List.of("local_presence", "least_used")));

    /** Text only, as in a file of properties. */
    private static final String[] PROPERTIES = {
        "callgate.callee-key=a2V5IG9mIDMyIGJ5dGVzIHRoYXQgaXMgbm90IHNlY3JldA==",
        "callgate.policy.callees=hashed",
        "callgate.policy.journalEveryCall=true",
        "callgate.policy.longest-call-seconds=3600",
        "callgate.policy.report-by[0]=campaign",
        "callgate.policy.limits[0].calls=60",
        "callgate.policy.limits[0].per=number",
        "callgate.policy.limits[0].in=day",
        "callgate.policy.limits[0].warm-up[0]=20",
        "callgate.policy.limits[0].warm-up[1]=40",
        "callgate.policy.limits[1].calls=1",
        "callgate.policy.limits[1].per=agent",
        "callgate.policy.limits[1].in=at_once",
        "callgate.policy.limits[2].calls=3",
        "callgate.policy.limits[2].per=callee",
        "callgate.policy.limits[2].in=window",
        "callgate.policy.limits[2].windowSeconds=86400",
        "callgate.policy.limits[2].places[0]=US-FL",
        "callgate.policy.limits[2].places[1]=US-OK",
        "callgate.policy.limits[2].name=florida",
        "callgate.policy.calling-hours.hours[0].from=08:00",
        "callgate.policy.calling-hours.hours[0].to=21:00",
        "callgate.policy.calling-hours.hours[0].days[0]=monday",
        "callgate.policy.calling-hours.hours[0].days[1]=tuesday",
        "callgate.policy.calling-hours.holidays[0].preset=united_states",
        "callgate.policy.toll-restriction.blocked-prefixes[0]=+1876",
        "callgate.policy.rotation[0]=local_presence",
        "callgate.policy.rotation[1]=least_used",
        "callgate.policy.rest-periods="
    };

    private static PolicyDocument document(ApplicationContextRunner runner) {
        PolicyDocument[] document = new PolicyDocument[1];
        runner.run(host -> document[0] = host.getBean(PolicyDocument.class));
        return document[0];
    }

    private static ApplicationContextRunner withYaml(ApplicationContextRunner runner) {
        return runner.withInitializer(context -> {
            try {
                new YamlPropertySourceLoader()
                        .load("policy", new ClassPathResource("policy.yaml"))
                        .forEach(context.getEnvironment().getPropertySources()::addLast);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void readsYaml() {
        assertThat(document(withYaml(Hosts.withDatabase()))).isEqualTo(PolicyDocument.of(FIELDS));
    }

    @Test
    void readsText() {
        assertThat(document(Hosts.withDatabase().withPropertyValues(PROPERTIES)))
                .isEqualTo(PolicyDocument.of(FIELDS));
    }

    private static ApplicationContextRunner withEnvironment(
            ApplicationContextRunner runner, Map<String, Object> variables) {
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
    }

    @Test
    void aListIsTakenFromOneSource() {
        Map<String, Object> variables = Map.of(
                "CALLGATE_POLICY_LIMITS_0_CALLS", "30",
                "CALLGATE_POLICY_LIMITS_0_PER", "organization",
                "CALLGATE_POLICY_LIMITS_0_IN", "at_once");
        Map<String, Object> fields = document(withEnvironment(withYaml(Hosts.withDatabase()), variables))
                .asMap();
        assertThat(fields.get("limits"))
                .isEqualTo(List.of(Map.of("calls", 30, "per", "organization", "in", "at_once")));
        assertThat(fields.get("longestCallSeconds")).isEqualTo(3600);
    }

    @Test
    void zoneAndRegionMayBeInThePolicy() {
        PolicyDocument document = document(Hosts.withoutZone()
                .withPropertyValues("callgate.policy.zone=Europe/Paris", "callgate.policy.region=FR"));
        assertThat(document).isEqualTo(PolicyDocument.of(Map.of("zone", "Europe/Paris", "region", "FR")));
    }

    /** Returns what an application prints that does not start, by the analyzer that Spring Boot finds. */
    private static String description(ApplicationContextRunner runner) {
        FailureAnalyzer analyzer =
                SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, cause) -> {})
                        .stream()
                        .filter(InvalidCallGatePropertiesAnalyzer.class::isInstance)
                        .findFirst()
                        .orElseThrow();
        String[] description = new String[1];
        runner.run(host -> {
            assertThat(host).hasFailed();
            FailureAnalysis analysis = analyzer.analyze(host.getStartupFailure());
            assertThat(analysis).isNotNull();
            description[0] = analysis.getDescription();
        });
        return description[0];
    }

    @Test
    void missingZoneIsExplained() {
        assertThat(description(Hosts.withoutZone())).isEqualTo("""
                        Properties of CallGate are not valid:

                            callgate.zone: is missing: set it to the time zone in which the organization's day begins, such as America/New_York, or define a bean of type CallPolicy""");
    }

    @Test
    void wrongValuesAreReportedByPath() {
        assertThat(description(Hosts.withDatabase()
                        .withPropertyValues(
                                "callgate.region=USA",
                                "callgate.policy.zone=UTC",
                                "callgate.policy.limits[0].calls=many",
                                "callgate.policy.limits[0].per=agent",
                                "callgate.policy.limits[0].in=day",
                                "callgate.policy.calling-hours.hours[0].from=25:00",
                                "callgate.policy.calling-hours.hours[0].to=21:00",
                                "callgate.policy.longestcallseconds=60")))
                .contains("callgate.policy.zone: is also set as callgate.zone: remove one of them")
                .contains("    callgate.region: ")
                .contains("callgate.policy.limits[0].calls: must be a number, not the text \"many\"")
                .contains("callgate.policy.callingHours.hours[0].from: ")
                .contains("callgate.policy.longestcallseconds: does not belong here");
    }

    @Test
    void gapsInAListAreRefused() {
        Hosts.withDatabase()
                .withPropertyValues(
                        "callgate.policy.limits[0].calls=1",
                        "callgate.policy.limits[0].per=agent",
                        "callgate.policy.limits[0].in=day",
                        "callgate.policy.limits[2].calls=1")
                .run(host -> assertThat(host.getStartupFailure()).hasStackTraceContaining("callgate.policy.limits"));
    }
}
