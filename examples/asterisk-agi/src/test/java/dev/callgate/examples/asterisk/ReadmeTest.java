package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dial plan of the README asks what the server answers, and reads what it sets. */
@Timeout(60)
class ReadmeTest {
    private static final Pattern SCRIPT = Pattern.compile("AGI\\(agi://127\\.0\\.0\\.1:4573/(.*)\\)");
    private static final Pattern ARGUMENT = Pattern.compile("\\$\\{URIENCODE\\(\\$\\{ARG(\\d)}\\)}");
    private static final List<String> ARGUMENTS = List.of("acme", "agent-1", Acme.CALLEE);

    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    /** Returns the paths of the scripts that the dial plan runs, with what Asterisk would put into them. */
    private List<String> scripts() {
        return SCRIPT.matcher(readme)
                .results()
                .map(each -> ARGUMENT.matcher(each.group(1)).replaceAll(ReadmeTest::encoded))
                .toList();
    }

    private static String encoded(MatchResult argument) {
        return Matcher.quoteReplacement(Acme.encoded(ARGUMENTS.get(Integer.parseInt(argument.group(1)) - 1)));
    }

    @Test
    void dialPlanPlacesACallAndCompletesIt() throws IOException {
        assertEquals(2, scripts().size(), () -> "" + scripts());
        try (Database database = Database.inMemory();
                Acme acme = Acme.on(database, 100)) {
            Channel channel = new Channel("1.1").agi(acme.port(), scripts().get(0));
            assertEquals("1", channel.allowed(), channel::toString);
            channel.with("DIALSTATUS", "BUSY").agi(acme.port(), scripts().get(1));
            assertEquals("busy", channel.variable("CALLGATE_OUTCOME"), channel::toString);
        }
    }

    @Test
    void namesAllVariables() throws IOException {
        try (Database database = Database.inMemory();
                Acme acme = Acme.on(database, 100)) {
            Channel channel = acme.decide(new Channel("1.1"), Acme.CALLEE);
            assertNamed(channel);
            assertNamed(acme.complete(channel));
            assertNamed(channel.agi(acme.port(), "decide"));
        }
    }

    private void assertNamed(Channel channel) {
        channel.commands().stream()
                .map(each -> each.get(2))
                .filter(each -> !each.equals("AJ_AGISTATUS"))
                .forEach(each -> assertTrue(readme.contains(each), each));
    }
}
