package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command-line options for who calls, and what. */
final class CallerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--virtual", description = "Callers are virtual threads, which need Java 21 or later.")
    private boolean virtual;

    @Option(
            names = "--only",
            split = ",",
            description = "Measures only candidates whose names contain one of these texts, such as floor,gate.")
    private List<String> only = List.of("");

    /** Returns so many callers, who share a pool. */
    Callers callers(int count, HikariDataSource pool) {
        return new Callers(count, virtual ? virtualThreads() : Executors.defaultThreadFactory(), List.of(pool));
    }

    /** Returns those of the candidates that are to be measured. */
    List<Candidate> chosen(List<Candidate> all) {
        List<Candidate> chosen = all.stream()
                .filter(each -> only.stream().anyMatch(each.name()::contains))
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--only %s matches none of: %s"
                            .formatted(
                                    String.join(",", only),
                                    all.stream().map(Candidate::name).collect(Collectors.joining("; "))));
        }
        return chosen;
    }

    /** Returns what kind of threads the callers are. */
    String threads() {
        return virtual ? "virtual threads" : "platform threads";
    }

    /** Calls by reflection what the Java version that this is compiled for does not have. */
    private ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--virtual needs Java 21 or later, but this is Java %s. Set JAVA_HOME to a later version"
                            .formatted(Runtime.version()),
                    e);
        }
    }
}
