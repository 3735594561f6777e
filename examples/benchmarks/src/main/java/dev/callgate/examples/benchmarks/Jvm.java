package dev.callgate.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another JVM with the same class path. */
final class Jvm {
    private Jvm() {}

    /**
     * What it printed.
     *
     * @param text without the line's end
     * @param nanos from the start of the process to the line
     */
    record Line(String text, long nanos) {}

    /** Runs a class that prints one line, and waits for its end. */
    static Line run(List<String> options, Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String text = out.readLine();
            long nanos = System.nanoTime() - start;
            if (process.waitFor() != 0 || text == null) {
                throw new IllegalStateException("%s ended with %d".formatted(main.getName(), process.exitValue()));
            }
            return new Line(text, nanos);
        }
    }
}
