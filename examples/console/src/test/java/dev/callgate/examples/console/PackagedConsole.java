package dev.callgate.examples.console;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.model.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The console's jar, started as it is for people: a process of its own, with little memory and its own folder for temporary files. */
final class PackagedConsole implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int PAUSE_MILLIS = 250;
    private static final int TOOL_SECONDS = 30;
    private static final int NUMBERS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path folder;
    private final Path jar;
    private final String url;
    private final String user;
    private final String heap;
    private Process process;
    private int port;

    private PackagedConsole(Path folder, Path jar, String url, String user, String heap) {
        this.folder = folder;
        this.jar = jar;
        this.url = url;
        this.user = user;
        this.heap = heap;
    }

    /** Makes an organization on a database, with an agent who may call as often as wanted, and a token. */
    static Company seed(String url, String user) {
        try (RunningConsole console = RunningConsole.on(url, user)) {
            Company company = console.company("flood");
            for (int i = 0; i < NUMBERS; i++) {
                console.bean(Assignments.class)
                        .assign(
                                console.bean(NumberInventory.class)
                                        .add(NewNumber.of(company.organization().id(), "+1202555010" + i)),
                                company.agent(),
                                Terms.dailyLimit(1_000_000).countries("US"));
            }
            return company;
        }
    }

    static PackagedConsole start(Path folder, Path jar, String url, String user, String heap)
            throws IOException, InterruptedException {
        PackagedConsole console = new PackagedConsole(folder, jar, url, user, heap);
        console.start();
        return console;
    }

    private void start() throws IOException, InterruptedException {
        port = freePort();
        Files.createDirectories(temporary());
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-Djava.io.tmpdir=" + temporary(),
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "--server.port=" + port,
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + user)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        if (!answersWithin(TIMEOUT)) {
            throw new IllegalStateException("the console did not start; see " + log());
        }
    }

    /** Returns a port below those of outgoing connections (Linux: from 32768), so that no client takes it before the console listens. */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // In use: another one.
            }
        }
    }

    /** Ends the process, however it is, and starts another. */
    void restart() throws IOException, InterruptedException {
        close();
        start();
    }

    /** Returns whether it says that it works, now or within some time. */
    boolean answersWithin(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        do {
            if (isHealthy()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } while (process.isAlive() && System.nanoTime() < end);
        return false;
    }

    private boolean isHealthy() throws InterruptedException {
        try {
            HttpRequest health = HttpRequest.newBuilder(at("/actuator/health"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(health, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    private Path log() {
        return folder.resolve("console.log");
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    /**
     * What the process holds.
     *
     * @param heapKilobytes what is left of the heap after a collection; -1 where it does not answer
     * @param threads how many; -1 where it does not answer
     */
    record Held(long heapKilobytes, int threads, long temporaryFiles, long temporaryBytes) {
        @Override
        public String toString() {
            return heapKilobytes < 0
                    ? "does not answer"
                    : String.format(
                            Locale.ROOT,
                            "%,.1f MB, %d threads, %d files",
                            heapKilobytes / 1024.0,
                            threads,
                            temporaryFiles);
        }
    }

    /** Returns what it holds after a collection of garbage. */
    Held held() throws IOException, InterruptedException {
        tool("jcmd", process.pid() + "", "GC.run");
        String threads = tool("jcmd", process.pid() + "", "Thread.print", "-l=false");
        List<Path> files = temporaryFiles();
        long bytes = 0;
        for (Path each : files) {
            bytes += Files.exists(each) ? Files.size(each) : 0;
        }
        int count = (int) threads.lines().filter(each -> each.startsWith("\"")).count();
        return new Held(heapKilobytes(), count == 0 ? -1 : count, files.size(), bytes);
    }

    /** By the columns of jstat: what both survivor spaces, Eden and the old generation hold. */
    private long heapKilobytes() throws IOException, InterruptedException {
        List<String> lines = tool("jstat", "-gc", process.pid() + "").lines().toList();
        if (lines.size() < 2) {
            return -1;
        }
        List<String> names = List.of(lines.get(0).strip().split("\\s+"));
        String[] values = lines.get(1).strip().split("\\s+");
        return (long) Stream.of("S0U", "S1U", "EU", "OU")
                .mapToDouble(each -> Double.parseDouble(values[names.indexOf(each)]))
                .sum();
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> all = Files.walk(temporary())) {
            // The JVM's own, by which jcmd and jstat find it.
            return all.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().contains("hsperfdata"))
                    .toList();
        } catch (UncheckedIOException e) {
            // One was removed in the meantime.
            return List.of();
        }
    }

    /** Returns how many bytes its temporary files have. */
    long temporaryBytes() throws IOException {
        long bytes = 0;
        for (Path each : temporaryFiles()) {
            bytes += each.toFile().length();
        }
        return bytes;
    }

    /** Returns how often it said that there is no memory left. */
    long outOfMemory() throws IOException {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(each -> each.contains("OutOfMemoryError")).count();
        }
    }

    private static String tool(String name, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".txt");
        try {
            Path executable = Path.of(System.getProperty("java.home"), "bin", name);
            Process tool = new ProcessBuilder(Stream.concat(Stream.of(executable.toString()), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)) {
                tool.destroyForcibly().waitFor();
                return "";
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
