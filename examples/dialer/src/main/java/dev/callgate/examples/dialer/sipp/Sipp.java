package dev.callgate.examples.dialer.sipp;

import dev.callgate.examples.dialer.sip.Trunk;
import dev.callgate.host.UserException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A SIPp process on this machine as the far end: answers calls by a scenario and logs those that it receives. */
public final class Sipp implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int MILLIS_FOR_REFUSAL = 100;
    private static final byte[] KEEP_ALIVE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Longer than an INVITE is retransmitted, so that a retransmission does not begin another call. */
    private static final String KNOWN_FOR_MILLIS = "60000";

    /** SIPp ends by itself after this time, even if the dialer was killed. */
    private static final String MAX_SECONDS = "7200";

    private final Process process;
    private final Path folder;
    private final int port;
    private final int controlPort;

    private Sipp(Process process, Path folder, int port, int controlPort) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.controlPort = controlPort;
    }

    public static boolean isInstalled() {
        return onPath("sipp").isPresent();
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(each -> Path.of(each, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts SIPp and waits until it listens.
     *
     * @param scenario name of a resource beside this class
     * @param folder an empty folder for its files
     */
    public static Sipp start(String scenario, Path folder) {
        try (InputStream in = Sipp.class.getResourceAsStream(scenario)) {
            if (in == null) {
                throw new IllegalArgumentException("no such scenario: " + scenario);
            }
            Files.copy(in, folder.resolve(scenario));
            int port = freePort();
            int controlPort = freePort();
            Process process = new ProcessBuilder(command(folder, scenario, port, controlPort))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("screen.txt").toFile())
                    .start();
            Sipp sipp = new Sipp(process, folder, port, controlPort);
            sipp.awaitListening();
            return sipp;
        } catch (IOException e) {
            throw new UserException("cannot start SIPp: " + e.getMessage(), e);
        }
    }

    /** Runs SIPp in its own session, so that Ctrl-C stops the dialer first and the dialer can still end its calls. */
    private static List<String> command(Path folder, String scenario, int port, int controlPort) {
        List<String> command = new ArrayList<>();
        onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of("sipp", "-sf", scenario, "-nostdin"));
        command.addAll(List.of("-i", LOOPBACK.getHostAddress(), "-bind_local", "-p", Integer.toString(port)));
        command.addAll(List.of("-ci", LOOPBACK.getHostAddress(), "-cp", Integer.toString(controlPort)));
        command.addAll(List.of("-deadcall_wait", KNOWN_FOR_MILLIS, "-timeout", MAX_SECONDS));
        command.addAll(List.of("-trace_logs", "-log_file", log(folder).toString()));
        command.addAll(
                List.of("-trace_stat", "-fd", "1", "-stf", statistics(folder).toString()));
        command.addAll(List.of("-trace_msg", "-message_file", messages(folder).toString()));
        command.addAll(List.of(
                "-trace_err", "-error_file", folder.resolve("errors.txt").toString()));
        return command;
    }

    private static Path log(Path folder) {
        return folder.resolve("log.txt").toAbsolutePath();
    }

    private static Path messages(Path folder) {
        return folder.resolve("messages.txt").toAbsolutePath();
    }

    private static Path statistics(Path folder) {
        return folder.resolve("statistics.csv").toAbsolutePath();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && !isListening()) {
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new UserException("SIPp did not listen within %d seconds".formatted(START.toSeconds()));
            }
        }
        if (!process.isAlive()) {
            throw new UserException("SIPp exited at once: " + Files.readString(folder.resolve("screen.txt")));
        }
    }

    /** Sends a keep-alive (RFC 5626, section 3.5.1): if no process listens, the system reports the port as unreachable. */
    private boolean isListening() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            socket.connect(LOOPBACK, port);
            socket.setSoTimeout(MILLIS_FOR_REFUSAL);
            socket.send(new DatagramPacket(KEEP_ALIVE, KEEP_ALIVE.length));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (PortUnreachableException e) {
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    public Trunk trunk() {
        return new Trunk(LOOPBACK.getHostAddress(), port);
    }

    /** Ends SIPp when its calls are over. Returns its log. */
    public SippLog stop() {
        try {
            control("q");
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                control("Q");
                process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
            }
            return received();
        } catch (IOException e) {
            throw new UserException("cannot read the log of SIPp: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while SIPp was ending", e);
        } finally {
            close();
        }
    }

    /** Returns the log so far; its statistics and messages may lag behind. */
    public SippLog received() throws IOException {
        return SippLog.read(log(folder), statistics(folder), messages(folder));
    }

    /** Sends a key of SIPp's keyboard control. */
    private void control(String key) throws IOException {
        byte[] pressed = key.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            socket.send(new DatagramPacket(pressed, pressed.length, LOOPBACK, controlPort));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
