package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.host.Database;
import dev.callgate.host.HostOptions;
import dev.callgate.host.OptionValue;
import dev.callgate.host.Program;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.asteriskjava.fastagi.AgiScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An example host: a FastAGI server that Asterisk dial plans ask before each outbound call. */
@Command(
        name = "asterisk-agi",
        description =
                "Answers Asterisk dial plans: agi://HOST/decide before a call, agi://HOST/complete when its channel"
                        + " hangs up. Runs until it is stopped.",
        version = "CallGate for Asterisk",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class AsteriskAgi implements Callable<Integer> {
    private static final String CALLS_PER_AGENT = "--calls-per-agent";

    private final PrintWriter out;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen on. FastAGI has no authentication: any peer that can connect can have calls"
                            + " counted and completed for any organization. Default: 127.0.0.1.")
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(
            names = "--allow",
            paramLabel = "ADDRESS",
            description =
                    "Address of an Asterisk server, or a network such as 10.0.0.0/24. Can be repeated. Connections from"
                            + " other addresses are closed at once. Required if --bind is not a loopback address. Default: every"
                            + " peer that can connect to the loopback address.")
    private List<String> allow = List.of();

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on. Default: 4573.")
    private int port = 4573;

    @Mixin
    private HostOptions host = HostOptions.of("asterisk-agi", ZoneOffset.UTC);

    @Nullable
    @Option(
            names = "--organization",
            paramLabel = "ID",
            description =
                    "Organization of calls for which the dial plan names none. Default: the dial plan must name one.")
    private String organization;

    @Nullable
    @Option(
            names = CALLS_PER_AGENT,
            paramLabel = "N",
            description =
                    "Maximum number of concurrent calls of each agent. A call ends when its channel hangs up. Default: no"
                            + " limit.")
    private Integer callsPerAgent;

    @Option(
            names = "--longest-call",
            paramLabel = "PERIOD",
            description =
                    "How long a call whose end was not reported counts as in progress, in ISO 8601 form. Default: PT4H.")
    private Duration longestCall = CallPolicy.DEFAULT_LONGEST_CALL;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description =
                    "Maximum number of concurrent sessions. At the maximum, a new session replaces one whose peer keeps"
                            + " the server waiting; if there is none, the new session is closed. Default: 200.")
    private int sessions = Bounds.DEFAULT_SESSIONS;

    @Option(names = "--sessions-per-address", paramLabel = "N", description = "The same for one address. Default: 150.")
    private int sessionsPerAddress = Bounds.DEFAULT_SESSIONS_PER_ADDRESS;

    @Option(
            names = "--session-timeout",
            paramLabel = "PERIOD",
            description =
                    "Maximum duration of a session, including the database's part, in ISO 8601 form. Default: PT30S.")
    private Duration sessionTimeout = Bounds.DEFAULT_SESSION;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Maximum number of database connections. Default: 10.")
    private int connections = 10;

    @Option(
            names = "--connection-timeout",
            paramLabel = "PERIOD",
            description =
                    "How long a call waits for a database connection, in ISO 8601 form. If the database is down, callers"
                            + " hear silence for this long, then the call is refused. Default: PT2S.")
    private Duration connectionTimeout = Duration.ofSeconds(2);

    private AsteriskAgi(PrintWriter out) {
        this.out = out;
    }

    /** Runs the program, until it is stopped. */
    public static void main(String[] args) {
        Program.main(AsteriskAgi::run, args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.of(new AsteriskAgi(out), out, err).execute(args);
    }

    /** The scripts by the path of their URL. */
    static Map<String, AgiScript> scripts(CallGate gate, @Nullable OrganizationId organization) {
        return Map.of(
                "decide", new DecideScript(gate, organization), "complete", new CompleteScript(gate, organization));
    }

    @Override
    public Integer call() throws InterruptedException {
        CallPolicy policy = OptionValue.check(this::policy);
        OrganizationId defaultOrganization = defaultOrganization();
        AllowedPeers allowed = OptionValue.check(() -> AllowedPeers.of(bind, allow));
        Bounds bounds =
                OptionValue.check(() -> Bounds.of(sessions, sessionsPerAddress).session(sessionTimeout));
        Clock clock = Clock.systemUTC();
        try (Database opened = OptionValue.check(() -> host.open(connections, connectionTimeout))) {
            CallGate gate =
                    CallGate.over(opened.migrated()).clock(clock).policy(policy).build();
            try (FastAgiServer server = OptionValue.check(() ->
                    FastAgiServer.start(bind, port, allowed, bounds, clock, scripts(gate, defaultOrganization)))) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, opened)));
                printHead();
                server.awaitClose();
            }
        }
        return 0;
    }

    @Nullable
    private OrganizationId defaultOrganization() {
        String named = organization;
        return named == null ? null : OptionValue.check(() -> new OrganizationId(named));
    }

    private CallPolicy policy() {
        CallPolicy policy = CallPolicy.in(host.zone()).longestCall(longestCall);
        if (callsPerAgent != null) {
            policy = policy.limits(OptionValue.convert(CALLS_PER_AGENT, callsPerAgent, AsteriskAgi::callsOfAnAgent));
        }
        String region = host.region();
        return region == null ? policy : policy.region(region);
    }

    static Limit callsOfAnAgent(int most) {
        return Limit.calls(most).perAgent().atOnce();
    }

    private void printHead() {
        out.println("CallGate for Asterisk");
        out.println("  database   " + host.printableUrl());
        out.println("  listening  on %s port %d".formatted(bind.getHostAddress(), port));
        if (!bind.isLoopbackAddress()) {
            out.println("  allowed    " + String.join(", ", allow));
            out.println("  FastAGI has no authentication: let only Asterisk connect to this port");
        }
    }

    private void stop(FastAgiServer server, Database opened) {
        server.close();
        opened.close();
        out.println("  stopped");
    }
}
