package dev.callgate.csv;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.model.ActorId;
import dev.callgate.model.Assignment;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.storage.memory.InMemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An organization with an empty store, whose files are kept in memory. */
final class Acme {
    static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123456Z");

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final OrganizationId organization = new OrganizationId("acme");
    final InMemoryStorage storage = InMemoryStorage.create(CLOCK);
    final NumberInventory inventory = NumberInventory.over(storage).withClock(CLOCK);
    final Assignments assignments = Assignments.over(storage).withClock(CLOCK);
    final List<RejectedRow> rejections = new ArrayList<>();

    List<PhoneNumber> numbers() {
        return inventory.stream(NumberQuery.of(organization)).toList();
    }

    List<Assignment> assigned() {
        return assignments.stream(organization).toList();
    }

    void add(List<PhoneNumber> numbers) {
        storage.addMissing(organization, numbers, new ChangeContext(ActorId.SYSTEM, NOW));
    }

    String exportNumbers() {
        return written(out -> NumbersCsv.write(numbers().stream(), out));
    }

    String exportAssignments() {
        return written(out -> AssignmentsCsv.write(assigned().stream(), out));
    }

    private static String written(Consumer<OutputStream> writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.accept(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    ImportReport importNumbers(String csv) {
        try (CsvRows<ImportRow> rows = NumbersCsv.read(bytes(csv))) {
            return inventory.importRows(organization, rows, rejections::add);
        }
    }

    ImportReport importAssignments(String csv) {
        try (CsvRows<AssignmentRow> rows = AssignmentsCsv.read(bytes(csv))) {
            return assignments.importRows(inventory, organization, rows, rejections::add, ImportOptions.defaults());
        }
    }

    static ByteArrayInputStream bytes(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }
}
