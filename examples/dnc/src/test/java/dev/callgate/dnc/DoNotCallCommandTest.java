package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoNotCallCommandTest {
    private record Run(int status, String out, String err) {}

    @TempDir
    Path folder;

    private static Run run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int status = DoNotCallCommand.run(Lists.CLOCK, new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Run(status, out.toString(), err.toString());
    }

    @Test
    @DisplayName("K3 the command loads a list, applies changes, and tells whether a number is listed")
    void loadsAppliesAndChecks() throws IOException {
        Lists lists = new Lists(folder);
        Path file = lists.file;
        Path zip = lists.zip(Map.of("list.txt", "212,5550100\n212,5550101\nphone\n"));
        Path changes = lists.bytes("changes.txt", "212,5550100,x,D\n".getBytes(StandardCharsets.UTF_8));
        Run load = run("load", "--file", file, "--date", "2026-03-02", zip);
        Run listed = run("check", "--file", file, "(212) 555-0100");
        Run apply = run("apply", "--file", file, "--date", "2026-03-03", changes);
        Run free = run("check", "--file", file, "+12125550100");
        assertAll(
                () -> assertEquals(0, load.status()),
                () -> assertEquals(
                        "2 numbers of 2026-03-02 in 1 area code: 2 added, 0 deleted, 0 unchanged, 1 bad line\n",
                        load.out()),
                () -> assertEquals(
                        zip
                                + "!list.txt, line 3: \"phone\": there is no number: an area code of 3 digits, a comma or nothing,"
                                + " and 7 digits\n",
                        load.err()),
                () -> assertEquals(3, listed.status()),
                () -> assertEquals("+12125550100 is on the list of 2026-03-02, which has 2 numbers\n", listed.out()),
                () -> assertEquals(
                        "1 number of 2026-03-03 in 1 area code: 0 added, 1 deleted, 0 unchanged, 0 bad lines\n",
                        apply.out()),
                () -> assertEquals(0, free.status()),
                () -> assertEquals("+12125550100 is not on the list of 2026-03-03, which has 1 number\n", free.out()));
    }

    @Test
    @DisplayName("K3 the command says in one line what is wrong")
    void tellsWhatIsWrong() throws IOException {
        Lists lists = new Lists(folder);
        Path wrong = lists.text("name,phone\n");
        assertAll(
                () -> assertFails(
                        "dnc: " + wrong + " is not a do-not-call list: none of its lines has a number",
                        run("load", "--file", lists.file, "--date", "2026-03-02", wrong)),
                () -> assertFails(
                        "dnc: the date of the list, 2027-03-02, is in the future",
                        run("load", "--file", lists.file, "--date", "2027-03-02", wrong)),
                () -> assertFails(
                        "dnc: " + folder.resolve("none") + ": no such file",
                        run("load", "--file", lists.file, "--date", "2026-03-02", folder.resolve("none"))),
                () -> assertFails(
                        "dnc: " + lists.file + ": no such file", run("check", "--file", lists.file, "2125550100")),
                () -> assertEquals(2, run("load", "--file", lists.file, wrong).status()),
                () -> assertEquals(2, run().status()));
        lists.load(lists.text("212,5550100\n212,5550101\n212,5550102\n212,5550103\n"));
        Path one = lists.text("212,5550100\n");
        assertFails(
                "dnc: the list has 1 of the 4 numbers of the one that it would replace",
                run("load", "--file", lists.file, "--date", "2026-03-02", one));
        assertEquals(
                0,
                run("load", "--allow-fewer", "--file", lists.file, "--date", "2026-03-02", one)
                        .status());
        assertFails("dnc: ", run("check", "--file", lists.file, "12"));
    }

    private static void assertFails(String message, Run run) {
        assertEquals(1, run.status(), run::toString);
        String printed = run.err().lines().reduce((first, last) -> last).orElse("");
        assertTrue(printed.startsWith(message), run::toString);
    }
}
