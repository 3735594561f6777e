package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KilledImportIT {
    private static final int ROUNDS = 4;
    private static final int LEAST = 300_000;

    @TempDir
    Path folder;

    /** A process that replaces one list by another, again and again, and prints a line after each. */
    public static final class Replacing {
        private Replacing() {}

        public static void main(String[] args) throws IOException {
            DoNotCallImport into = DoNotCallImport.into(Path.of(args[0]));
            for (int i = 0; ; i++) {
                int numbers = LEAST + i % 2;
                into.load(
                        Lists.DATE, (DoNotCallImport.Source) reader -> reader.read(new MadeUpList(numbers), "made-up"));
                System.out.println(numbers);
            }
        }
    }

    @Test
    @DisplayName("K4 a process that is killed at any moment of many replacements leaves a whole list")
    void leavesAWholeList() throws Exception {
        Lists lists = new Lists(folder);
        for (int round = 0; round < ROUNDS; round++) {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Replacing.class.getName(),
                            lists.file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader printed = process.inputReader();
            for (int i = 0; i <= round; i++) {
                assertTrue(printed.readLine() != null, "the process ended");
            }
            // Not a wait for anything: the moment at which it is killed differs.
            TimeUnit.MILLISECONDS.sleep(round * 7L);
            process.destroyForcibly().waitFor();

            long found = BitmapFile.open(lists.file).numbers();
            assertTrue(found == LEAST || found == LEAST + 1, () -> found + " numbers");
            assertTrue(lists.leftOvers().containsAll(List.of("us.dnc", "us.dnc.lock")), lists.leftOvers()::toString);
        }
        lists.importing().allowingFewerNumbers().load(Lists.DATE, List.of(lists.text("212,5550100\n")));
        assertEquals(1, lists.open().numbers());
    }
}
