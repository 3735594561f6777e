package dev.callgate.storage.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.Limit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A dialer's process: says "ready", waits for a line, asks for so many calls from so many threads, and prints how many
 * were allowed.
 */
public final class DialerProcess {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T15:00:00Z"), ZoneOffset.UTC);
    static final String DESTINATION = "+12025550199";

    private DialerProcess() {}

    /** Takes the URL, the organization, the agent, the number of threads, how many calls each asks for, and the organization's daily limit. */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[3]);
        int wishes = Integer.parseInt(args[4]);
        try (HikariDataSource pool = Databases.pool(args[0], 8)) {
            CallGate gate = args.length == 5
                    ? Acme.gate(Databases.open(pool))
                    : Acme.gate(
                            Databases.open(pool),
                            Limit.calls(Integer.parseInt(args[5]))
                                    .perOrganization()
                                    .aDay());
            CallRequest request = CallRequest.by(new OrganizationId(args[1]), new AgentId(args[2]))
                    .to(DESTINATION);
            System.out.println("ready");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            List<Integer> allowed = Together.run(threads, thread -> () -> {
                int counted = 0;
                for (int wish = 0; wish < wishes; wish++) {
                    counted += gate.decide(request).isAllowed() ? 1 : 0;
                }
                return counted;
            });
            System.out.println(allowed.stream().mapToInt(Integer::intValue).sum());
        }
    }

    /** Starts such a process. */
    static Process start(String... args) throws IOException {
        return start(DialerProcess.class, args);
    }

    static Process start(Class<?> main, String... args) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        ProcessBuilder builder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), main.getName());
        builder.command().addAll(List.of(args));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
