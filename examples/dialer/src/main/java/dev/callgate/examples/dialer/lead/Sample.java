package dev.callgate.examples.dialer.lead;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.csv.AssignmentsCsv;
import dev.callgate.csv.CsvRows;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.model.ActorId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** A sample of leads in eight countries, and of agents with numbers. */
public final class Sample {
    static final String LIST = "sample";

    private static final ActorId DIALER = new ActorId("dialer");

    private Sample() {}

    public static List<Lead> leads() {
        return LeadList.read(resource("leads.csv"), "the sample of leads", LIST);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Sample.class.getResourceAsStream(name), name);
    }

    /**
     * Assigns numbers to the agents, unless the organization has assignments.
     *
     * @param dailyLimit daily limit of each number; null for the sample's limits
     */
    public static void setUp(JdbcStorage storage, OrganizationId organization, @Nullable Integer dailyLimit) {
        Assignments assignments = Assignments.over(storage).withActor(DIALER);
        if (assignments.stream(organization).findAny().isPresent()) {
            return;
        }
        NumberInventory inventory = NumberInventory.over(storage).withActor(DIALER);
        try (CsvRows<ImportRow> numbers = NumbersCsv.read(resource("numbers.csv"));
                CsvRows<AssignmentRow> rows = AssignmentsCsv.read(resource("assignments.csv"))) {
            inventory.importRows(organization, numbers, Sample::wrong);
            assignments.importRows(inventory, organization, rows, Sample::wrong, ImportOptions.defaults());
        }
        if (dailyLimit != null) {
            assignments.stream(organization)
                    .toList()
                    .forEach(each -> assignments.changeTerms(
                            each.number(),
                            new Terms(
                                    dailyLimit,
                                    each.terms().countries(),
                                    each.terms().classes())));
        }
    }

    private static void wrong(RejectedRow row) {
        throw new IllegalStateException("the sample has an invalid line: " + row);
    }
}
