package dev.callgate.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.call.CallRequest;
import dev.callgate.csv.AssignmentsCsv;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organization that is exported, emptied and imported again, on real databases. */
class ExportIT {
    private static final int NUMBERS = 1_200;
    private static final int ASSIGNED = 100;

    private final OrganizationId organization = new OrganizationId("acme");
    private final List<AgentId> agents = List.of(new AgentId("anna"), new AgentId("bert"));

    @TempDir
    Path dir;

    @Test
    @DisplayName("K3 on PostgreSQL: exported, deleted and imported again, numbers and assignments are the same")
    void onPostgres() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(5))
                .start()) {
            exportEmptyImport(server.getJdbcUrl("postgres", "postgres"));
        }
    }

    @Test
    @DisplayName("K3 on H2 in a file: exported, deleted and imported again, numbers and assignments are the same")
    void onH2() {
        exportEmptyImport("jdbc:h2:file:" + dir.resolve("h2"));
    }

    @Test
    @DisplayName("K3 on SQLite: exported, deleted and imported again, numbers and assignments are the same")
    void onSqlite() {
        exportEmptyImport("jdbc:sqlite:" + dir.resolve("sqlite.db") + "?journal_mode=WAL&busy_timeout=60000");
    }

    private void exportEmptyImport(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcStorage storage = JdbcStorage.on(pool);
            storage.migrate();
            exportEmptyImport(storage);
        }
    }

    private void exportEmptyImport(JdbcStorage storage) {
        NumberInventory inventory = NumberInventory.over(storage);
        Assignments assignments = Assignments.over(storage);
        fill(inventory, assignments);
        CallGate.over(storage)
                .build()
                .decide(CallRequest.by(organization, agents.get(0)).to("+12025550199"));
        List<PhoneNumber> numbersBefore = numbers(inventory);
        List<Assignment> assignmentsBefore = assignments.stream(organization).toList();
        assertEquals(
                1,
                assignmentsBefore.stream().mapToInt(Assignment::callsMadeToday).sum());
        byte[] numbersCsv = written(out -> NumbersCsv.write(inventory.stream(all()), out));
        byte[] assignmentsCsv = written(out -> AssignmentsCsv.write(assignments.stream(organization), out));

        numbers(inventory).stream()
                .filter(number -> number.assignedTo() == null)
                .forEach(number -> inventory.delete(organization, number.id()));
        assertEquals(ASSIGNED, numbers(inventory).size());
        assertEquals(NUMBERS - ASSIGNED, importNumbers(inventory, numbersCsv).added());
        assertEquals(numbersBefore, numbers(inventory));

        agents.forEach(agent -> assignments.unassignAll(organization, agent));
        numbers(inventory).forEach(number -> inventory.delete(organization, number.id()));
        assertEquals(List.of(), numbers(inventory));
        assertEquals(NUMBERS, importNumbers(inventory, numbersCsv).added());
        assertEquals(
                ASSIGNED,
                assignments
                        .importRows(
                                inventory,
                                organization,
                                AssignmentsCsv.read(new ByteArrayInputStream(assignmentsCsv)),
                                rejected -> {},
                                ImportOptions.defaults())
                        .added());
        assertEquals(
                assignmentsBefore.stream().map(ExportIT::withoutTimes).toList(),
                assignments.stream(organization).map(ExportIT::withoutTimes).toList());
    }

    /** Numbers with all that a number can have; the first are assigned. */
    private void fill(NumberInventory inventory, Assignments assignments) {
        List<PhoneNumber> added = new ArrayList<>();
        for (int n = 0; n < NUMBERS; n++) {
            NewNumber number = NewNumber.of(organization, "+1202555" + (1_000 + n));
            added.add(inventory.add(n % 3 == 0 ? number : number.provider("Telnyx, \"LLC\" " + n % 5)));
        }
        for (PhoneNumber number : added.subList(NUMBERS - 30, NUMBERS)) {
            inventory.deactivate(organization, number.id());
            inventory.quarantine(organization, number.id(), LocalDate.of(2027, 1, 2));
            inventory.update(
                    organization,
                    number.id(),
                    NumberUpdate.create().capabilities(Set.of(Capability.SMS, Capability.FAX)));
        }
        assignments.distribute(
                added.subList(0, ASSIGNED), agents, Terms.dailyLimit(250).countries("US", "CA"));
    }

    private interface Writing {
        void to(ByteArrayOutputStream out);
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toByteArray();
    }

    private ImportReport importNumbers(NumberInventory inventory, byte[] csv) {
        return inventory.importRows(organization, NumbersCsv.read(new ByteArrayInputStream(csv)), rejected -> {});
    }

    private NumberQuery all() {
        return NumberQuery.of(organization);
    }

    private List<PhoneNumber> numbers(NumberInventory inventory) {
        return inventory.stream(all()).toList();
    }

    /** An assignment that is made anew is changed now, and so is its number; all else is as it was. */
    private static List<Object> withoutTimes(Assignment assignment) {
        return List.of(
                assignment.id(),
                assignment.agent(),
                assignment.number().e164(),
                assignment.terms(),
                assignment.callsMadeToday(),
                String.valueOf(assignment.lastResetDate()));
    }
}
