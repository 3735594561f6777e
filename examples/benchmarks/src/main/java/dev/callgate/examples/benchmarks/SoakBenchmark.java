package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.model.ActorId;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.services.CallGateServices;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Recorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs many simulated days with all features on. Counts must be exact. Memory, connections and rows must not grow. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Simulated days with everything on: exact counts, and flat heap, threads, connections, rows and"
                + " latencies. Exits with 1 if a rule is broken.")
final class SoakBenchmark implements Callable<Integer> {
    private static final int NODES = 2;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    @Option(names = "--database", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SoakServer.Kind database = SoakServer.Kind.POSTGRES;

    @Option(names = "--minutes", description = "Real time of the run in minutes (default: ${DEFAULT-VALUE}).")
    private double minutes = 20;

    @Option(names = "--days", description = "Simulated days, which end before today (default: ${DEFAULT-VALUE}).")
    private int days = 20;

    @Option(names = "--rate", description = "Decisions a second of real time (default: ${DEFAULT-VALUE}).")
    private double rate = 80;

    @Option(names = "--callers", description = "Number of callers (default: ${DEFAULT-VALUE}).")
    private int callers = 8;

    @Option(names = "--samples", description = "Number of samples, 10 or more (default: ${DEFAULT-VALUE}).")
    private int samples = 120;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws SQLException, InterruptedException {
        if (samples < SoakVerdict.TENTHS) {
            throw new ParameterException(command.commandLine(), "--samples must be 10 or more, not " + samples);
        }
        try (SoakServer server = database.start()) {
            String url = server.url();
            try (HikariDataSource one = SoakNode.pool(url);
                    HikariDataSource other = SoakNode.pool(url)) {
                return soak(server, url, List.of(one, other));
            }
        }
    }

    private Duration real() {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    /** The simulated days are over before today: no clock of a host may be ahead of the database's. */
    private SoakClock clock() {
        Instant first = LocalDate.now(ZONE).minusDays(days).atStartOfDay(ZONE).toInstant();
        return new SoakClock(first, Duration.ofDays(days), real());
    }

    private int soak(SoakServer server, String url, List<HikariDataSource> pools)
            throws SQLException, InterruptedException {
        JdbcStorage.on(pools.get(0)).migrate();
        SoakClock clock = clock();
        SoakRun.SoakFaults faults = new SoakRun.SoakFaults();
        List<CallGateServices> services =
                pools.stream().map(pool -> SoakNode.services(pool, clock)).toList();
        Map<OrganizationId, SoakTenant> tenants = tenants(services.get(0), faults);
        List<SoakNode> nodes = new ArrayList<>();
        for (int n = 0; n < pools.size(); n++) {
            nodes.add(SoakNode.start(pools.get(n), services.get(n), tenants, clock));
        }
        SoakRun run =
                new SoakRun(clock, nodes, List.copyOf(tenants.values()), new Recorder(3), new SoakTotals(), faults);
        System.out.println(described(pools.get(0)));
        SoakVerdict verdict = new SoakVerdict(play(run, server, url));
        nodes.forEach(SoakNode::close);
        return printed(run, verdict);
    }

    private static Map<OrganizationId, SoakTenant> tenants(CallGateServices services, SoakRun.SoakFaults faults) {
        CallGateServices setup = services.withActor(new ActorId("setup"));
        Map<OrganizationId, SoakTenant> tenants = new HashMap<>();
        CalleePrivacy hashed =
                CalleePrivacy.hashed("a key of thirty-two bytes or more".getBytes(StandardCharsets.UTF_8));
        for (SoakTenant each : List.of(
                SoakTenant.create("east", ZONE, CalleePrivacy.inFull(), setup, faults::add),
                SoakTenant.create("west", ZoneId.of("America/Los_Angeles"), hashed, setup, faults::add))) {
            tenants.put(each.id, each);
        }
        return tenants;
    }

    private List<SoakSample> play(SoakRun run, SoakServer server, String url)
            throws SQLException, InterruptedException {
        List<SoakAuditor> auditors = run.tenants().stream()
                .map(each -> new SoakAuditor(run, each, run.nodes().get(0).services))
                .toList();
        run.clock().start();
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < callers; n++) {
            threads.add(run.start("caller-" + n, new SoakCaller(n, run, rate / callers)));
        }
        run.tenants().forEach(each -> threads.add(run.start("administrator", new SoakAdministrator(run, each))));
        auditors.forEach(each -> threads.add(run.start("auditor", each)));
        threads.add(run.start("reader", new SoakReader(run)));
        try (SoakProbe probe = SoakProbe.over(url);
                SoakSampler sampler = SoakSampler.over(url, run, server, probe)) {
            threads.add(run.start("probe", () -> probe.run(run.clock())));
            List<SoakSample> taken = sampler.take(samples, real());
            for (Thread each : threads) {
                each.join();
            }
            requireNoneInUse(run);
            auditors.forEach(SoakAuditor::finish);
            return taken;
        }
    }

    private static void requireNoneInUse(SoakRun run) {
        for (SoakNode each : run.nodes()) {
            int inUse = each.pool.getHikariPoolMXBean().getActiveConnections();
            if (inUse > 0) {
                run.fault("%d connections are in use, although nobody calls any more".formatted(inUse));
            }
        }
    }

    private String described(HikariDataSource pool) throws SQLException {
        return String.format(
                Locale.ROOT,
                "%n`-Dbenchmark=\"%s\"`, %s: %d cores, Java %s, %s; %d simulated days in %.1f minutes, %.0f decisions a second"
                        + " by %d callers of %d nodes with %d connections each.%n",
                String.join(" ", command.root().commandLine().getParseResult().originalArgs()),
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Sql.server(pool),
                days,
                minutes,
                rate,
                callers,
                NODES,
                SoakNode.CONNECTIONS);
    }

    private static int printed(SoakRun run, SoakVerdict verdict) {
        SoakTotals totals = run.totals();
        long metered = run.nodes().stream().mapToLong(SoakNode::metered).sum();
        if (metered != totals.decisions.sum()) {
            run.fault("%d decisions were made, the meters have %d".formatted(totals.decisions.sum(), metered));
        }
        System.out.println(verdict.table());
        System.out.println();
        System.out.println(totals);
        System.out.println("Faults: " + run.faults().count());
        return run.faults().count() == 0 && verdict.isFlat() ? 0 : 1;
    }
}
