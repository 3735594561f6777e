package dev.callgate.spring.boot;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print which properties are wrong, instead of a stack trace. */
final class InvalidCallGatePropertiesAnalyzer extends AbstractFailureAnalyzer<InvalidCallGatePropertiesException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidCallGatePropertiesException cause) {
        return new FailureAnalysis(
                cause.problems().stream()
                        .map("    "::concat)
                        .collect(Collectors.joining("\n", "Properties of CallGate are not valid:\n\n", "")),
                "Correct these properties. Indexes count from 0.",
                cause);
    }
}
