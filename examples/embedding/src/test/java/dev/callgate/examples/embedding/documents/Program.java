package dev.callgate.examples.embedding.documents;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.callgate.CallGate;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.storage.memory.InMemoryStorage;
import jakarta.annotation.Nullable;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** A program of a document, pasted into an empty project with Maven's layout and a dependency on the store in memory. */
final class Program {
    private static final Pattern NAME = Pattern.compile("public class (\\w+)");

    private final String code;
    private final Path project;

    Program(String code, Path project) {
        this.code = code;
        this.project = project;
    }

    /** Compiles and runs it with the JDK's own tools, and returns what it prints. */
    String run() throws IOException, InterruptedException {
        Matcher matcher = NAME.matcher(code);
        if (!matcher.find()) {
            throw new AssertionError("a program has a public class");
        }
        Path source = Files.createDirectories(project.resolve("src/main/java")).resolve(matcher.group(1) + ".java");
        Files.writeString(source, code);
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        tool(
                "javac",
                "-Xlint:all,-options",
                "-Werror",
                "-cp",
                dependencies(),
                "-d",
                classes.toString(),
                source.toString());
        return tool("java", "-cp", classes + File.pathSeparator + dependencies(), matcher.group(1));
    }

    /** What {@code callgate-storage-memory} brings along, and {@code callgate-csv} if the program imports from it. */
    private String dependencies() {
        Stream<Class<?>> storage =
                Stream.of(CallGate.class, InMemoryStorage.class, PhoneNumberUtil.class, Logger.class, Nullable.class);
        Stream<Class<?>> csv = code.contains("import dev.callgate.csv.")
                ? Stream.of(NumbersCsv.class, CsvWriter.class)
                : Stream.empty();
        return Stream.concat(storage, csv).map(Program::location).collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where is " + type + "?", e);
        }
    }

    private String tool(String name, String... arguments) throws IOException, InterruptedException {
        Path out = project.resolve(name + ".out");
        Path err = project.resolve(name + ".err");
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", name)
                                .toString()),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(name + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    "%s ends with %d:%n%s".formatted(name, process.exitValue(), Files.readString(err)));
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
