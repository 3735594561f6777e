package dev.callgate.host;

import dev.callgate.store.StoreException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** A program with a command line. */
public final class Program {
    private Program() {}

    /**
     * Prepares a picocli command that tells of wrong options and of what its user has to put right in one line each, without
     * passwords: exit status 2 for wrong options, 1 for a {@link UserException} or a {@link StoreException}.
     */
    public static CommandLine of(Object command, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(command);
        return line.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, given) -> {
                    complain(line, Passwords.hide(String.valueOf(e.getMessage())) + "; see --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, executed, parsed) -> {
                    if (e instanceof UserException || e instanceof StoreException) {
                        complain(line, String.valueOf(e.getMessage()));
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw e;
                });
    }

    private static void complain(CommandLine line, String problem) {
        line.getErr().println(line.getCommandName() + ": " + Text.oneLine(problem));
    }
}
