package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.host.Database;
import dev.callgate.host.Login;
import dev.callgate.host.Passwords;
import dev.callgate.host.Program;
import dev.callgate.host.UserException;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.asteriskjava.fastagi.AgiScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A host of the library: a FastAGI server that dial plans of Asterisk ask before each outbound call. */
@Command(
        name = "asterisk-agi",
        description = "Answers dial plans of Asterisk: agi://HOST/decide before a call, agi://HOST/complete when its"
                + " channel is hung up. Runs until it is stopped.",
        version = "CallGate for Asterisk",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class AsteriskAgi implements Callable<Integer> {
    private final PrintWriter out;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on. FastAGI knows no passwords: whoever reaches it can make and end"
                    + " calls in anybody's name. Default: 127.0.0.1.")
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(
            names = "--allow",
            paramLabel = "ADDRESS",
            description =
                    "Address of an Asterisk, or a network such as 10.0.0.0/24; may be given more than once. Others"
                            + " are hung up on at once. Needed where --bind is not a loopback address. Default: whoever reaches"
                            + " the loopback address.")
    private List<String> allow = List.of();

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on. Default: 4573.")
    private int port = 4573;

    @Nullable
    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description =
                    "Database that everything is in; the drivers of H2, PostgreSQL, MariaDB and SQLite are here. Default: H2 in a file below target.")
    private String url;

    @Mixin
    private Login login = new Login();

    @Nullable
    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "Whose calls they are where the dial plan does not say. Default: it has to.")
    private String organization;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone whose midnight begins the organizations' day. Default: UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    @Nullable
    @Option(
            names = "--region",
            paramLabel = "CODE",
            description = "Numbers are understood as people there dial them: in national form too. ISO 3166-1 code."
                    + " Default: international form only.")
    private String region;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description =
                    "Sessions at the same time at most. Beyond that, a session whose peer keeps the server waiting"
                            + " is hung up on, or, where the server is working for all of them, the new one. Default: 200.")
    private int sessions = Bounds.USUAL_SESSIONS;

    @Option(names = "--sessions-per-address", paramLabel = "N", description = "The same, of one address. Default: 150.")
    private int sessionsPerAddress = Bounds.USUAL_SESSIONS_PER_ADDRESS;

    @Option(
            names = "--session-timeout",
            paramLabel = "PERIOD",
            description = "How long a session may last, with what the database takes, before it is hung up on, by ISO"
                    + " 8601. Default: PT30S.")
    private Duration sessionTimeout = Bounds.USUAL_SESSION;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections to the database at most. Default: 10.")
    private int connections = 10;

    @Option(
            names = "--connection-timeout",
            paramLabel = "PERIOD",
            description = "How long a call waits for a connection, by ISO 8601: what callers hear of a database that"
                    + " is gone is so much silence, and then a refusal. Default: PT2S.")
    private Duration connectionTimeout = Duration.ofSeconds(2);

    private AsteriskAgi(PrintWriter out) {
        this.out = out;
    }

    /** Runs the program, until it is told to stop. */
    public static void main(String[] args) {
        Program.main(AsteriskAgi::run, args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.of(new AsteriskAgi(out), out, err).execute(args);
    }

    /** The scripts by the path of their URL. */
    static Map<String, AgiScript> scripts(CallGate gate, @Nullable OrganizationId usual) {
        return Map.of("decide", new DecideScript(gate, usual), "complete", new CompleteScript(gate, usual));
    }

    @Override
    public Integer call() throws InterruptedException {
        CallPolicy policy = checked(this::policy);
        OrganizationId usual = usual();
        AllowedPeers allowed = checked(() -> AllowedPeers.of(bind, allow));
        Bounds bounds = checked(() -> Bounds.of(sessions, sessionsPerAddress).session(sessionTimeout));
        Clock clock = Clock.systemUTC();
        String database = url == null ? Database.embeddedUrl("asterisk-agi") : url;
        try (Database opened = checked(() -> login.open(database, connections, connectionTimeout))) {
            CallGate gate =
                    CallGate.over(opened.migrated()).clock(clock).policy(policy).build();
            try (FastAgiServer server =
                    checked(() -> FastAgiServer.start(bind, port, allowed, bounds, clock, scripts(gate, usual)))) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, opened)));
                tell(database);
                server.awaitClose();
            }
        }
        return 0;
    }

    @Nullable
    private OrganizationId usual() {
        String named = organization;
        return named == null ? null : checked(() -> new OrganizationId(named));
    }

    private CallPolicy policy() {
        CallPolicy days = CallPolicy.in(zone);
        return region == null ? days : days.region(region);
    }

    private void tell(String database) {
        out.println("CallGate for Asterisk");
        out.println("  database   " + Passwords.hide(database));
        out.println("  listening  on %s port %d".formatted(bind.getHostAddress(), port));
        if (!bind.isLoopbackAddress()) {
            out.println("  allowed    " + String.join(", ", allow));
            out.println("  FastAGI knows no passwords: let nobody but Asterisk reach this port");
        }
    }

    private void stop(FastAgiServer server, Database opened) {
        server.close();
        opened.close();
        out.println("  stopped");
    }

    /** What the library says about a value is said about an option here. */
    private static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }
}
