package dev.callgate.examples.quickstart;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One run of the program, and what it printed. */
record Run(int status, List<String> out, List<String> err) {
    /** The title, the database and the organization: the only lines that may differ between two runs. */
    private static final int FIRST_LINES = 3;

    static Run of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Quickstart.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Run(
                status, out.toString().lines().toList(), err.toString().lines().toList());
    }

    List<String> story() {
        return out.subList(FIRST_LINES, out.size());
    }

    /** Returns the printed text with each run of spaces as one, so that tests need not know the columns' widths. */
    String text() {
        return String.join("\n", out).replaceAll(" +", " ");
    }
}
