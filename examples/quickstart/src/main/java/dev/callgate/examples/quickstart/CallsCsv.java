package dev.callgate.examples.quickstart;

import dev.callgate.examples.quickstart.CsvTable.Column;
import dev.callgate.examples.quickstart.CsvTable.Row;
import dev.callgate.id.AgentId;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The rows of a file of calls: agent, destination, and how often, which is once where it is not said. */
final class CallsCsv implements Iterator<Call>, AutoCloseable {
    private static final List<Column> COLUMNS = List.of(
            new Column(true, Set.of("agent")), new Column(true, Set.of("to")), new Column(false, Set.of("times")));

    private final CsvTable table;

    private CallsCsv(CsvTable table) {
        this.table = table;
    }

    static CallsCsv open(@Nullable Path file) {
        return new CallsCsv(CsvTable.open(file, "calls.csv", COLUMNS));
    }

    String name() {
        return table.name();
    }

    @Override
    public boolean hasNext() {
        return table.hasNext();
    }

    @Override
    public Call next() {
        Row row = table.next();
        return new Call(agent(row), row.fields().get(1), times(row));
    }

    private AgentId agent(Row row) {
        try {
            return new AgentId(row.fields().get(0));
        } catch (IllegalArgumentException e) {
            throw table.wrong(row, String.valueOf(e.getMessage()));
        }
    }

    private int times(Row row) {
        String times = row.fields().get(2);
        if (times.isEmpty()) {
            return 1;
        }
        try {
            int parsed = Integer.parseInt(times);
            if (parsed >= 1) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            // The same answer as for 0 follows.
        }
        throw table.wrong(row, "times has to be a whole number from 1, not \"%s\"".formatted(times));
    }

    @Override
    public void close() {
        table.close();
    }
}
