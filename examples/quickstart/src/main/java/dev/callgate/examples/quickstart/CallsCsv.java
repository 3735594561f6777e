package dev.callgate.examples.quickstart;

import dev.callgate.csv.CsvColumn;
import dev.callgate.csv.CsvRow;
import dev.callgate.csv.CsvRows;
import dev.callgate.model.AgentId;
import java.io.InputStream;
import java.util.List;

/** The rows of a file of calls: agent, destination, and how often, which is once where it is not said. */
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
            // The same answer as for 0 follows.
        }
        throw wrong(row, "times has to be a whole number from 1, not \"%s\"".formatted(times));
    }

    private static IllegalArgumentException wrong(CsvRow row, String problem) {
        return new IllegalArgumentException("line %d: %s".formatted(row.line(), problem));
    }
}
