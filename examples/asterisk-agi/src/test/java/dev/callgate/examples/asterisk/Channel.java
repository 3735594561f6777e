package dev.callgate.examples.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A channel of Asterisk, which runs FastAGI scripts as {@code AGI()} does: it sends its environment, and answers commands until
 * the server hangs up. Functions are variables whose names end in parentheses.
 */
final class Channel {
    private static final int MAX_MILLIS = 60_000;
    private static final Runnable NOTHING = () -> {};

    private final String uniqueId;
    private final Map<String, String> variables = new HashMap<>();
    private final List<List<String>> commands = new ArrayList<>();
    private String extension = "s";
    private boolean hungUp;
    private Runnable beforeFirstReply = NOTHING;
    private int mostReplies = Integer.MAX_VALUE;

    Channel(String uniqueId) {
        this.uniqueId = uniqueId;
    }

    Channel extension(String dialed) {
        extension = dialed;
        return this;
    }

    Channel with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Asterisk then says so in the midst of the script, and answers it all the same. */
    Channel hungUp() {
        hungUp = true;
        return this;
    }

    /** Does something when the next script is running. */
    Channel beforeFirstResponse(Runnable action) {
        beforeFirstReply = action;
        return this;
    }

    /** Loses the connection after so many replies. */
    Channel disconnectedAfter(int replies) {
        mostReplies = replies;
        return this;
    }

    /** Runs a script, until the server or the channel closes the connection. */
    Channel agi(int port, String script) throws IOException {
        commands.clear();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MAX_MILLIS);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
            send(out, environment(script));
            answer(in, out);
        } catch (SocketException e) {
            // the server is gone, or would not have us: Asterisk takes that for the end of the script
        }
        return this;
    }

    private String environment(String script) {
        return """
                agi_network: yes
                agi_network_script: %s
                agi_request: agi://127.0.0.1/%s
                agi_channel: PJSIP/phone-00000001
                agi_language: en
                agi_type: PJSIP
                agi_uniqueid: %s
                agi_version: 20.9.2
                agi_callerid: 205
                agi_calleridname: Anna
                agi_callingpres: 0
                agi_dnid: %s
                agi_rdnis: unknown
                agi_context: outbound
                agi_extension: %s
                agi_priority: 3
                agi_enhanced: 0.0
                agi_accountcode:\s
                agi_threadid: 1

                """.formatted(script, script, uniqueId, extension, extension);
    }

    private void answer(BufferedReader in, Writer out) throws IOException {
        for (String line = in.readLine(); line != null && commands.size() < mostReplies; line = in.readLine()) {
            if (commands.isEmpty()) {
                beforeFirstReply.run();
                beforeFirstReply = NOTHING;
                send(out, hungUp ? "HANGUP\n" : "");
            }
            List<String> command = arguments(line);
            commands.add(command);
            send(out, reply(command) + "\n");
        }
    }

    private static void send(Writer out, String text) throws IOException {
        out.write(text);
        out.flush();
    }

    private String reply(List<String> command) {
        if (command.size() == 4 && isVariable("SET", command)) {
            variables.put(command.get(2), command.get(3));
            return "200 result=1";
        } else if (command.size() == 3 && isVariable("GET", command)) {
            String value = variables.get(command.get(2));
            return value == null ? "200 result=0" : "200 result=1 (" + value + ")";
        } else if (command.get(0).equals("VERBOSE")) {
            return "200 result=1";
        }
        return "510 Invalid or unknown command";
    }

    private static boolean isVariable(String verb, List<String> command) {
        return command.get(0).equals(verb) && command.get(1).equals("VARIABLE");
    }

    /** Splits a command as {@code parse_args} of {@code res_agi} does: at spaces, with quotes, and with backslashes before both. */
    private static List<String> arguments(String line) {
        List<String> arguments = new ArrayList<>();
        StringBuilder current = null;
        boolean quoted = false;
        boolean escaped = false;
        for (char each : line.toCharArray()) {
            if (!escaped && each == '\\') {
                escaped = true;
            } else if (!escaped && each == '"') {
                quoted = !quoted;
                current = current == null ? new StringBuilder() : current;
            } else if (!escaped && !quoted && each == ' ') {
                if (current != null) {
                    arguments.add(current.toString());
                }
                current = null;
            } else {
                current = current == null ? new StringBuilder() : current;
                current.append(each);
                escaped = false;
            }
        }
        if (current != null) {
            arguments.add(current.toString());
        }
        return arguments;
    }

    /** Returns a variable as the dial plan reads it: empty where it was never set. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    String allowed() {
        return variable("CALLGATE_ALLOWED");
    }

    String reason() {
        return variable("CALLGATE_REASON");
    }

    /** Returns the commands of the last script, each as it was split. */
    List<List<String>> commands() {
        return List.copyOf(commands);
    }

    @Override
    public String toString() {
        return uniqueId + " " + variables + " after " + commands;
    }
}
