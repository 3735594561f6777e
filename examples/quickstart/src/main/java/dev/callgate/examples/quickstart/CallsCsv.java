package dev.callgate.examples.quickstart;

import dev.callgate.csv.CsvColumn;
import dev.callgate.csv.CsvRow;
import dev.callgate.csv.CsvRows;
import dev.callgate.model.AgentId;
import java.io.InputStream;
import java.util.List;

/** Reads files of calls: agent, destination, and an optional number of times (default 1). */
final class CallsCsv {
    private static final CsvColumn AGENT = CsvColumn.required("agent");
    private static final CsvColumn TO = CsvColumn.required("to");
    private static final CsvColumn TIMES = CsvColumn.optional("times");

    private CallsCsv() {}

    static CsvRows<Call> read(InputStream in) {
        return CsvRows.read(in, List.of(AGENT, TO, TIMES), CallsCsv::call);
    }

    private static Call call(CsvRow row) {
        if (row.problem() != null) {
            throw wrong(row, row.problem());
        }
        return new Call(agent(row), row.value(TO), times(row));
    }

    private static AgentId agent(CsvRow row) {
        try {
            return new AgentId(row.value(AGENT));
        } catch (IllegalArgumentException e) {
            throw wrong(row, String.valueOf(e.getMessage()));
        }
    }

    private static int times(CsvRow row) {
        String times = row.value(TIMES);
        if (times.isEmpty()) {
            return 1;
        }
        try {
            int parsed = Integer.parseInt(times);
            if (parsed >= 1) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw wrong(row, "times must be an integer of 1 or more, not \"%s\"".formatted(times));
    }

    private static IllegalArgumentException wrong(CsvRow row, String problem) {
        return new IllegalArgumentException("line %d: %s".formatted(row.line(), problem));
    }
}
