package dev.callgate.host;

import dev.callgate.model.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A program with a command line. */
public final class Program {
    private Program() {}

    /** Runs a program with the arguments of a command line. */
    @FunctionalInterface
    public interface Run {
        /** Returns the exit status. */
        int run(PrintWriter out, PrintWriter err, String... args);
    }

    /** Runs a program on the terminal, in UTF-8; ends the process with its exit status, unless that is 0. */
    public static void main(Run program, String... args) {
        int status = program.run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Prepares a picocli command that reports an error in one line, without passwords: exit status 2 for invalid options, 1 for a
     * {@link UserException} or a {@link StoreException}.
     */
    public static CommandLine of(Object command, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(command);
        return line.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, given) -> {
                    printProblem(line, Passwords.hide(String.valueOf(e.getMessage())) + "; see --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, executed, parsed) -> {
                    if (e instanceof UserException || e instanceof StoreException) {
                        printProblem(line, String.valueOf(e.getMessage()));
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw e;
                });
    }

    private static void printProblem(CommandLine line, String problem) {
        line.getErr().println(line.getCommandName() + ": " + Text.oneLine(problem));
    }
}
