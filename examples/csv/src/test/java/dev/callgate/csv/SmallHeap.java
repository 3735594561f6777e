package dev.callgate.csv;

import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.memory.InMemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process of its own that reads, or imports, more than fits into its heap. */
public final class SmallHeap {
    private static final int MILLION = 1_000_000;

    private SmallHeap() {}

    /** Takes what to do, and prints what came of it. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        String result =
                switch (args[0]) {
                    case "read good lines" -> read(Bytes.repeated("+12025550123,telnyx,US\r\n", MILLION));
                    case "read quoted lines" -> read(Bytes.repeated("\"+12025550123\";\"Telnyx, LLC\";US\n", MILLION));
                    case "import bad lines" -> imported(Bytes.repeated("+1202555O123,telnyx,US\n", MILLION));
                    case "import open quotes" -> imported(Bytes.repeated("+12025550123,\"telnyx,US\n", MILLION));
                    case "read text behind quotes" -> read(Bytes.repeated("\"+1202\"5550123,\"t\",US\n", MILLION / 5));
                    case "read Latin-1" ->
                        read(Bytes.repeated("+12025550123,t\u00e9lnyx,US\n", MILLION, StandardCharsets.ISO_8859_1));
                    case "import long bad lines" -> imported(Bytes.repeated("x".repeat(60_000) + "\n", 3_000));
                    case "import long bad cells" ->
                        imported(Bytes.repeated(("y".repeat(1_999) + ",").repeat(7) + "y\n", 20_000));
                    case "import one long line" -> imported(followedByAValidLine(Bytes.repeated("0", 100 * MILLION)));
                    case "import noise" -> imported(Bytes.random(1, 20 * MILLION));
                    case "import zeros" -> imported(followedByAValidLine(Bytes.repeated("\0", 100 * MILLION)));
                    default -> throw new IllegalArgumentException(args[0]);
                };
        System.out.println(result);
        System.err.printf("%-28s %s, %d ms%n", args[0], result, (System.nanoTime() - start) / MILLION);
    }

    private static InputStream followedByAValidLine(InputStream line) {
        byte[] good = "\n+12025550123,telnyx,US\n".getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(line, new ByteArrayInputStream(good));
    }

    private static String read(InputStream in) {
        long rows = 0;
        try (CsvRows<ImportRow> numbers = NumbersCsv.read(in)) {
            while (numbers.hasNext()) {
                ImportRow row = numbers.next();
                rows += row.problem() == null && row.values().size() == 3 ? 1 : 0;
            }
        }
        return "%d good rows".formatted(rows);
    }

    private static String imported(InputStream in) {
        Counter written = new Counter();
        try (CsvRows<ImportRow> numbers = NumbersCsv.read(in);
                RejectionsCsv rejections = RejectionsCsv.to(written)) {
            ImportReport report = NumberInventory.over(InMemoryStorage.create())
                    .importRows(new OrganizationId("acme"), numbers, rejections);
            rejections.close();
            return "%d added, %d rejected, %d lines written"
                    .formatted(report.added(), report.rejectedRows(), written.lines);
        }
    }

    private static final class Counter extends OutputStream {
        private long lines;

        @Override
        public void write(int b) {
            lines += b == '\n' ? 1 : 0;
        }
    }

    /** Starts such a process. */
    static Process start(String what) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        String path = System.getProperty("java.class.path");
        return new ProcessBuilder(List.of(java, "-Xmx64m", "-cp", path, SmallHeap.class.getName(), what))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
