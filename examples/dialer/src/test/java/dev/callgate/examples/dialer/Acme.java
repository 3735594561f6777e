package dev.callgate.examples.dialer;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An organization with one agent and some numbers. */
public record Acme(JdbcStorage storage, int numbers, int limit) {
    public static final OrganizationId ACME = new OrganizationId("acme");
    private static final List<String> AREAS =
            List.of("202", "212", "303", "305", "312", "404", "415", "602", "713", "718");

    public static final AgentId AGENT = new AgentId("agent-1");

    public void setUp() {
        for (int n = 0; n < numbers; n++) {
            NumberInventory inventory = NumberInventory.over(storage);
            Assignments.over(storage)
                    .assign(
                            inventory.add(NewNumber.of(ACME, "+1416555%04d".formatted(100 + n))),
                            AGENT,
                            Terms.dailyLimit(limit).countries("US"));
        }
    }

    /** Writes a list of leads whose numbers end in each of these digits in turn; no two are the same. */
    static Path leads(Path file, int count, String... ends) throws IOException {
        List<String> lines = new ArrayList<>(List.of("agent,to"));
        for (int i = 0; i < count; i++) {
            // Of the numbers for fiction, 555-0100 to 555-0199, an area has ten or one with each end.
            String end = ends[i % ends.length];
            int round = i / ends.length;
            String number = end.length() == 1
                    ? "+1%s55501%d%s".formatted(AREAS.get(round / 10), round % 10, end)
                    : "+1%s55501%s".formatted(AREAS.get(round), end);
            lines.add(AGENT + "," + number);
        }
        return Files.write(file, lines);
    }

    Map<String, Integer> calls() {
        return Assignments.over(storage).stream(ACME)
                .collect(Collectors.toMap(
                        each -> each.number().e164().toString(),
                        Assignment::callsMadeToday,
                        Integer::sum,
                        TreeMap::new));
    }

    int allCalls() {
        return calls().values().stream().mapToInt(Integer::intValue).sum();
    }

    Optional<CallRecord> find(String callId) {
        return CallJournal.over(storage).find(ACME, new CallId(callId));
    }
}
