package dev.callgate.examples.dialer.lead;

import dev.callgate.csv.CsvColumn;
import dev.callgate.csv.CsvException;
import dev.callgate.csv.CsvRow;
import dev.callgate.csv.CsvRows;
import dev.callgate.host.UserException;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads files of leads: agent, number to call, and an optional ID. A file is read completely before the first call, so that a list
 * with an invalid line places no calls.
 */
public final class LeadList {
    private static final CsvColumn AGENT = CsvColumn.required("agent", "agent_id");
    private static final CsvColumn TO = CsvColumn.required("to", "phone_number", "phone", "number");
    private static final CsvColumn ID = CsvColumn.optional("id", "lead_id");

    private LeadList() {}

    /** Reads a file. */
    public static List<Lead> read(Path file, String list) {
        try {
            return read(Files.newInputStream(file), file.toString(), list);
        } catch (IOException e) {
            throw new UserException("cannot read %s: %s".formatted(file, e), e);
        }
    }

    /** Reads leads. Their call IDs begin with the list's name. */
    public static List<Lead> read(InputStream in, String source, String list) {
        List<Lead> leads = new ArrayList<>();
        try (CsvRows<Lead> rows = CsvRows.read(in, List.of(AGENT, TO, ID), row -> lead(row, list))) {
            rows.forEachRemaining(leads::add);
        } catch (CsvException | UncheckedIOException | IllegalArgumentException e) {
            throw new UserException("cannot read %s: %s".formatted(source, e.getMessage()), e);
        }
        requireDistinct(leads, source);
        return leads;
    }

    private static Lead lead(CsvRow row, String list) {
        try {
            if (row.problem() != null) {
                throw new IllegalArgumentException(row.problem());
            }
            String id = row.value(ID).isEmpty() ? Long.toString(row.line()) : row.value(ID);
            Lead lead = new Lead(row.line(), new AgentId(row.value(AGENT)), row.value(TO), list + ":" + id);
            CallId unused = new CallId(lead.callId(Integer.MAX_VALUE));
            return lead;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line %d: %s".formatted(row.line(), e.getMessage()), e);
        }
    }

    /** Two lines with the same ID would share one call. */
    private static void requireDistinct(List<Lead> leads, String source) {
        Set<String> names = new HashSet<>();
        for (Lead lead : leads) {
            if (!names.add(lead.name())) {
                throw new UserException(
                        "cannot read %s: line %d: an earlier line has the same id; give each lead an id of its own"
                                .formatted(source, lead.line()));
            }
        }
    }
}
