package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.E164;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replacement that is interrupted leaves the file as it was. */
@Timeout(120)
class ReplacementTest {
    @TempDir
    Path folder;

    private Lists lists;
    private byte[] before;

    @BeforeEach
    void setUp() throws IOException {
        lists = new Lists(folder);
        lists.load(lists.text("212,5550100\n416,5550100\n"));
        before = Files.readAllBytes(lists.file);
    }

    /** A process that loads a list without an end. */
    public static final class EndlessImport {
        private EndlessImport() {}

        public static void main(String[] args) throws IOException {
            DoNotCallImport.into(Path.of(args[0]))
                    .load(Lists.DATE, reader -> reader.read(new EndlessList(), "endless"));
        }
    }

    private static final class EndlessList extends InputStream {
        private long position;

        @Override
        public int read() {
            return "416,1234567\n".charAt((int) (position++ % 12));
        }
    }

    @Test
    @DisplayName("K4 a process that is killed while it writes a list leaves the former one, and the next import works")
    void survivesAKilledImport() throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessImport.class.getName(),
                        lists.file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path written = folder.resolve("us.dnc.tmp");
        while (!Files.exists(written) || Files.size(written) <= Header.SIZE) {
            assertTrue(process.isAlive(), "the import ended");
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThrows(DoNotCallException.class, () -> lists.load(lists.text("212,5550100\n416,5550100\n")));
        process.destroyForcibly().waitFor();

        assertEquals(List.of("us.dnc", "us.dnc.lock", "us.dnc.tmp"), lists.leftOvers());
        assertArrayEquals(before, Files.readAllBytes(lists.file));
        assertThrows(DoNotCallException.class, () -> BitmapFile.open(written));
        lists.load(lists.text("212,5550107\n"));
        assertEquals(1, lists.open().numbers());
        assertTrue(lists.has("+12125550107"));
        assertEquals(List.of("us.dnc", "us.dnc.lock"), lists.leftOvers());
    }

    @Test
    @DisplayName("K4 an import that fails, and one whose reporting fails, leaves the former list and nothing else")
    void survivesAFailedImport() throws IOException {
        IOException failure = new IOException("the network is down");
        IOException thrown = assertThrows(
                IOException.class, () -> lists.importing().load(Lists.DATE, (DoNotCallImport.Source) reader -> {
                    reader.read(new MadeUpList(1_000_000), "first");
                    throw failure;
                }));
        assertSame(failure, thrown);
        assertThrows(IllegalStateException.class, () -> lists.importing()
                .reportingTo(line -> {
                    throw new IllegalStateException(line.text());
                })
                .load(Lists.DATE, List.of(lists.text("416,5550100\nphone\n"))));
        assertArrayEquals(before, Files.readAllBytes(lists.file));
        assertEquals(List.of("us.dnc", "us.dnc.lock"), lists.leftOvers());
    }

    @Test
    @DisplayName("K4 while an import into a file runs, another one is refused")
    void refusesASecondImport() throws IOException {
        Path list = lists.text("212,5550101\n416,5550101\n");
        lists.importing().load(Lists.DATE, (DoNotCallImport.Source) reader -> {
            DoNotCallException busy = assertThrows(DoNotCallException.class, () -> lists.load(list));
            assertTrue(busy.getMessage().startsWith("another import into "), busy::getMessage);
            reader.read(new MadeUpList(10), "ten");
        });
        assertEquals(10, lists.open().numbers());
        assertEquals(
                2,
                lists.importing()
                        .allowingFewerNumbers()
                        .load(Lists.DATE, List.of(list))
                        .numbers());
    }

    @Test
    @DisplayName("D10 a former list is readable after it was replaced, and until nobody has it any more")
    void keepsAFormerList() throws IOException {
        BitmapFile former = BitmapFile.open(lists.file);
        DoNotCallFile rule = lists.open();
        for (int i = 0; i < 5; i++) {
            lists.load(lists.text("212,%07d\n303,5550100\n".formatted(i)));
            assertTrue(rule.reload());
            System.gc();
            assertTrue(former.contains(212, 5550100));
            assertFalse(former.contains(303, 5550100));
            assertTrue(rule.contains(E164.of("+1212%07d".formatted(i))));
            assertFalse(rule.contains(E164.of("+12125550100")));
        }
    }
}
