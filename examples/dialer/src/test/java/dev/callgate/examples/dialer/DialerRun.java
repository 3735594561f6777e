package dev.callgate.examples.dialer;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One run of the program, and what it printed. */
record DialerRun(int status, String out, List<String> err) {
    static DialerRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Dialer.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new DialerRun(
                status,
                out.toString().replaceAll(" +", " "),
                err.toString().lines().toList());
    }
}
