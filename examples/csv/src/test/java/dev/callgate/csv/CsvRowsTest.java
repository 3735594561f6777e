package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final CsvColumn NUMBER = CsvColumn.required("number", "tel");
    private static final CsvColumn NAME = CsvColumn.optional("name");

    /** A row as this test sees it. */
    private record Seen(
            long line,
            String text,
            String number,
            String name,
            @Nullable String problem) {
        static Seen of(CsvRow row) {
            return new Seen(row.line(), row.text(), row.value(NUMBER), row.value(NAME), row.problem());
        }
    }

    private static CsvRows<Seen> rows(InputStream in) {
        return CsvRows.read(in, List.of(NUMBER, NAME), Seen::of);
    }

    private static List<Seen> read(byte[]... content) {
        List<Seen> all = new ArrayList<>();
        InputStream in = Arrays.stream(content)
                .map(part -> (InputStream) new ByteArrayInputStream(part))
                .reduce(InputStream.nullInputStream(), SequenceInputStream::new);
        try (CsvRows<Seen> rows = rows(in)) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }

    private static List<Seen> read(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static Seen row(long line, String text, String number, String name) {
        return new Seen(line, text, number, name, null);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void assertProblem(String expected, Seen row) {
        assertTrue(String.valueOf(row.problem()).contains(expected), row::toString);
        assertEquals("", row.number());
        assertEquals("", row.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12025550123,Ann", "+12025550123;Ann", "+12025550123\tAnn"})
    @DisplayName("K3 the separator is the comma, semicolon or tab of the first line")
    void findsTheSeparator(String line) {
        assertEquals(List.of(row(1, line, "+12025550123", "Ann")), read(line));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    1;a,b,c,d                | 1          | a,b,c,d
                    1,a;b;c;d                | 1          | a;b;c;d
                    "1,5";a                  | 1,5        | a
                    "1;""x"",5",a            | 1;"x",5    | a
                    " ""1"",5" ;a            | "1",5      | a
                    "1";"a;b"                | 1          | a;b""")
    @DisplayName("K3 the separator is the one that stands first outside quotes, however many of another follow")
    void usesTheFirstSeparator(String line, String number, String name) {
        assertEquals(List.of(row(1, line, number, name)), read(line));
    }

    @Test
    @DisplayName("K3 the first line that has a separator tells it")
    void usesTheFirstLineWithASeparator() {
        assertEquals(
                List.of(
                        row(2, "+12025550123", "+12025550123", ""),
                        row(3, "+12025550124;a,b", "+12025550124", "a,b"),
                        row(4, "1,2;c", "1,2", "c")),
                read("\n+12025550123\n+12025550124;a,b\n1,2;c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    @DisplayName("K3 lines end with LF, CRLF or CR, and the last one may end with the file")
    void readsAllLineEndings(String end) {
        List<Seen> expected = List.of(row(1, "1,a", "1", "a"), row(2, "2,b", "2", "b"), row(4, "3,c", "3", "c"));
        assertEquals(expected, read(String.join(end, "1,a", "2,b", "", "3,c")));
        assertEquals(expected, read(String.join(end, "1,a", "2,b", " ", "3,c", "", "")));
    }

    @Test
    @DisplayName("K3 line numbers are those of an editor, whatever the lines end with")
    void countsLines() {
        assertEquals(
                List.of(1L, 2L, 3L, 5L, 7L, 9L),
                read("1\r2\n3\r\n\n4\n\r5\r\n\r\n6").stream().map(Seen::line).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 65_535, 65_536, 65_537})
    @DisplayName("K3 what is read does not depend on the pieces in which it comes")
    void joinsPartialReads(int piece) {
        String content = "1,é\r\n2,b\r\r\n\n" + "3,💡\r\n".repeat(30_000) + "x".repeat(140_000) + "\r\n4,\"d\"\r\n";
        List<Seen> inPieces = new ArrayList<>();
        for (String mark : List.of("", "\uFEFF")) {
            InputStream in = new ByteArrayInputStream((mark + content).getBytes(StandardCharsets.UTF_8)) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(length, piece));
                }
            };
            inPieces.clear();
            rows(in).forEachRemaining(inPieces::add);
            assertEquals(read(content), inPieces);
        }
        assertEquals(30_006, inPieces.get(inPieces.size() - 1).line());
    }

    @Test
    @DisplayName("K3 the marks of UTF-8 and UTF-16 are taken off, and UTF-16 is decoded")
    void readsByteOrderMarks() {
        String text = "number;name\r\n+12025550123;Zoë 💡\r\n";
        List<Seen> expected = List.of(row(2, "+12025550123;Zoë 💡", "+12025550123", "Zoë 💡"));
        assertEquals(expected, read(bytes(0xEF, 0xBB, 0xBF), text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(expected, read(bytes(0xFF, 0xFE), text.getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(expected, read(bytes(0xFE, 0xFF), text.getBytes(StandardCharsets.UTF_16BE)));
    }

    @Test
    @DisplayName("K3 a long file in UTF-16 is decoded whole, surrogate pairs included")
    void decodesLongUtf16() {
        String text = "1,a💡b\n".repeat(10_007);
        List<Seen> rows = read(bytes(0xFF, 0xFE), text.getBytes(StandardCharsets.UTF_16LE));
        assertEquals(10_007, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.name().equals("a💡b")));
    }

    @Test
    @DisplayName("K3 a line that is no UTF-8 is windows-1252, and the lines around it are what they are")
    void decodesWindows1252() {
        assertEquals(
                List.of(
                        row(1, "1,Zoë", "1", "Zoë"),
                        row(2, "2,Zoë – €", "2", "Zoë – €"),
                        row(3, "3,\uFFFD", "3", "\uFFFD"),
                        row(4, "4,Ann", "4", "Ann")),
                read(
                        "1,Zoë\n".getBytes(StandardCharsets.UTF_8),
                        "2,Zoë – €\n".getBytes(WINDOWS_1252),
                        "3,\uFFFD\n4,Ann\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                List.of(row(1, "1;Müller", "1", "Müller")), read("1;Müller".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    "1","a"            | 1   | a
                    "1,2","a ""b"" c"  | 1,2 | a "b" c
                    "1" , "a,b"        | 1   | a,b
                    1,a"b"             | 1   | a"b"
                    1,"a,b"            | 1   | a,b
                    1,' a '            | 1   | ' a '
                    1,"'"              | 1   | '                """)
    @DisplayName("K3 quotes hold a cell together, and a doubled quote is one")
    void readsQuotes(String line, String number, String name) {
        assertEquals(List.of(row(1, line, number, name)), read(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"a", "\"1,a", "1,\"", "\"", "1,\"a\"\"", "1, \"a,b", "\"1\",\"a"})
    @DisplayName("K3 a quote that is not closed spoils its own line, and no other")
    void reportsOpenQuotes(String line) {
        List<Seen> rows = read("1,a\n" + line + "\n2,b\n" + line + "\n\"3\",\"c\"\n" + line);
        assertEquals(6, rows.size());
        assertEquals(row(1, "1,a", "1", "a"), rows.get(0));
        assertEquals(row(3, "2,b", "2", "b"), rows.get(2));
        assertEquals(row(5, "\"3\",\"c\"", "3", "c"), rows.get(4));
        for (int bad : List.of(1, 3, 5)) {
            assertEquals(line, rows.get(bad).text());
            assertProblem("not closed on the same line", rows.get(bad));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"2,a", "1,\"a\"b", "1,\"a\" b \"c\"", "\"\"1\"\",a"})
    @DisplayName("K3 text behind a closing quote spoils its own line, and no other")
    void reportsTextAfterQuotes(String line) {
        List<Seen> rows = read("1,a\n" + line + "\n2,b\n");
        assertEquals(row(1, "1,a", "1", "a"), rows.get(0));
        assertProblem("closing quote", rows.get(1));
        assertEquals(row(3, "2,b", "2", "b"), rows.get(2));
    }

    @Test
    @DisplayName("K3 a cell in quotes may go on over lines: the row is all of them, and stands where it begins")
    void readsLineBreaksInQuotes() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertEquals(
                    List.of(
                            row(1, "1,\"a␊b\"", "1", "a\nb"),
                            row(3, "2,c", "2", "c"),
                            row(4, "\"3␊␊\",\"d␊\"\"e\"\"\"", "3", "d\n\"e\""),
                            row(8, "4,f", "4", "f")),
                    read(String.join(end, "1,\"a", "b\"", "2,c", "\"3", "", "\",\"d", "\"\"e\"\"\"", "4,f")));
        }
    }

    @Test
    @DisplayName("K3 a quote that is not closed swallows no row below it, though another one stands there")
    void losesNoRowInQuotes() {
        String text = "number,name,remark\n"
                + "+12025550123,\"a,b\n"
                + "+12025550124,c,\"d\"\n"
                + "+12025550125,\"e\n"
                + "+12025550126,f,g\n"
                + "+12025550127,h,\"\n";
        List<Seen> rows = read(text);
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L), rows.stream().map(Seen::line).toList());
        assertEquals(
                List.of("", "+12025550124", "", "+12025550126", ""),
                rows.stream().map(Seen::number).toList());
    }

    @Test
    @DisplayName("K3 a cell goes on over 100 lines at the most, and 65,536 bytes")
    void limitsLinesInQuotes() {
        assertEquals(
                row(1, "1,\"a" + "␊x".repeat(99) + "\"", "1", "a" + "\nx".repeat(99)),
                read("1,\"a" + "\nx".repeat(99) + "\"").get(0));
        assertProblem("not closed", read("1,\"a" + "\nx".repeat(100) + "\"").get(0));
        assertEquals(
                1,
                read("number,name,remark\n1,a,\"" + ("x".repeat(9_999) + "\n").repeat(6) + "\"")
                        .size());
        assertProblem(
                "not closed",
                read("number,name,remark\n1,a,\"" + ("x".repeat(9_999) + "\n").repeat(7) + "\"")
                        .get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number,name",
                "NUMBER , Name",
                "\"number\",\"name\"",
                "Tel,NAME",
                "number,name,,",
                "number,name,remark 2026",
            })
    @DisplayName("K3 a first line that names a column is a header, in any case")
    void findsTheHeader(String header) {
        assertEquals(List.of(row(2, "1,a", "1", "a")), read(header + "\n1,a\n"));
    }

    @Test
    @DisplayName("K3 columns stand where the header says, and others are ignored")
    void readsColumnsInAnyOrder() {
        assertEquals(
                List.of(row(3, "x,a,,+12025550123", "+12025550123", "a"), row(4, "x", "", "")),
                read("\nremark,name,,number\nx,a,,+12025550123\nx\n"));
    }

    @Test
    @DisplayName("K3 of several names of one column, the usual one counts")
    void prefersTheMainName() {
        assertEquals(List.of(row(2, "7,+12025550123", "+12025550123", "")), read("tel,number\n7,+12025550123\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12025550123,name", "name,202 555 0123", "number,1-202-555-0123"})
    @DisplayName("K3 a first line that holds a number is a row, whatever else it says")
    void doesNotMistakeARowForAHeader(String line) {
        assertEquals(1, read(line).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n", "\r\n\r\n", " \n\t\n", "number,name", "number,name\r\n\r\n"})
    @DisplayName("K3 an empty file, and one with a header only, has no rows")
    void readsFilesWithoutRows(String content) {
        assertEquals(List.of(), read(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12", "123", "\uFEFF1"})
    @DisplayName("K3 the shortest files are read")
    void readsTheShortestFiles(String content) {
        String digits = content.replace("\uFEFF", "");
        assertEquals(List.of(row(1, digits, digits, "")), read(content));
    }

    @Test
    @DisplayName("K3 a header without a column that is needed is refused by its text")
    void rejectsAHeaderWithoutNumber() {
        CsvException refused = assertThrows(CsvException.class, () -> read("\nname;remark\na;b\n"));
        assertEquals("the header \"name;remark\" has no column named number or tel", refused.getMessage());
    }

    @Test
    @DisplayName("K3 a header that names a column twice is refused: which one counts is not guessed")
    void rejectsAnAmbiguousHeader() {
        CsvException refused = assertThrows(CsvException.class, () -> read("Number,name,number\n1,a,2\n"));
        assertEquals("the header \"Number,name,number\" has several columns named number", refused.getMessage());
    }

    @Test
    @DisplayName("K3 a header that cannot be taken apart is refused: nothing below it is guessed")
    void rejectsABrokenHeader() {
        CsvException refused = assertThrows(CsvException.class, () -> read("name,\"number\na,+12025550123\n"));
        assertTrue(refused.getMessage().contains("name,\"number"), refused.getMessage());
        assertTrue(refused.getMessage().contains("not closed"), refused.getMessage());
    }

    @Test
    @DisplayName("K3 a row may have fewer cells than there are columns, and empty ones beyond")
    void readsShortRows() {
        assertEquals(
                List.of(row(1, "1", "1", ""), row(2, ",a", "", "a"), row(3, "2,b,, ,", "2", "b")),
                read("1\n,a\n2,b,, ,\n"));
    }

    @Test
    @DisplayName("K3 a row with more cells than columns is reported, since a separator may be missing its quotes")
    void reportsLongRows() {
        List<Seen> rows = read("name,number\nTelnyx, LLC,1\n");
        assertProblem("3 cells for 2 columns", rows.get(0));
        assertEquals("Telnyx, LLC,1", rows.get(0).text());
        assertProblem("3 cells for 2 columns", read("1,a,b").get(0));
    }

    @Test
    @DisplayName("K3 a line of 65,536 bytes is read, a longer one is reported by its beginning and its length")
    void reportsLongLines() {
        assertEquals(
                "a",
                read("number,name,remark\n1,a," + "x".repeat(65_532)).get(0).name());
        for (int more : List.of(1, 2, 65_530, 65_540, 131_072, 1_000_000)) {
            String line = "1,a," + "é".repeat((65_532 + more) / 2) + "x".repeat(more % 2);
            List<Seen> rows = read("number,name,remark\r\n" + line + "\r\n2,b");
            assertEquals(2, rows.size());
            assertEquals(
                    "1,a," + "é".repeat(196) + "… (%d bytes)".formatted(65_536 + more),
                    rows.get(0).text());
            assertProblem("the line has %d bytes; the maximum is 65536".formatted(65_536 + more), rows.get(0));
            assertEquals(row(3, "2,b", "2", "b"), rows.get(1));
        }
    }

    @Test
    @DisplayName("K3 a long line that ends with the file is reported once")
    void reportsALongLastLine() {
        for (int bytes : List.of(65_537, 131_071, 131_072, 131_073, 500_000)) {
            List<Seen> rows = read("7".repeat(bytes));
            assertEquals(1, rows.size());
            assertEquals(
                    "7".repeat(200) + "… (%d bytes)".formatted(bytes),
                    rows.get(0).text());
        }
    }

    @Test
    @DisplayName("K3 of a long line, no character is cut, whatever its encoding")
    void doesNotSplitCharacters() {
        for (int shift = 0; shift < 4; shift++) {
            String start = "x".repeat(shift);
            assertTrue(read(start + "💡".repeat(20_000)).get(0).text().startsWith(start + "💡"));
            assertFalse(read(start + "💡".repeat(20_000)).get(0).text().contains("\uFFFD"));
            assertFalse(read(start + "€".repeat(30_000)).get(0).text().contains("â"));
            assertTrue(read((start + "é".repeat(70_000)).getBytes(WINDOWS_1252))
                    .get(0)
                    .text()
                    .startsWith(start + "é"));
        }
    }

    @Test
    @DisplayName(
            "K3 of a text of more than 2,000 characters the beginning is kept, and its values are read all the same")
    void abbreviatesLongTexts() {
        String line = "1,a," + "x".repeat(1_996);
        assertEquals(line, read("number,name,remark\n" + line).get(0).text());
        Seen longer = read("number,name,remark\n" + line + "x").get(0);
        assertEquals(row(2, "1,a," + "x".repeat(196) + "… (2001 characters)", "1", "a"), longer);
    }

    @Test
    @DisplayName("K3 a value of more than 2,000 characters is reported")
    void reportsLongValues() {
        assertEquals("x".repeat(2_000), read("1," + "x".repeat(2_000)).get(0).name());
        assertProblem(
                "name has 2001 characters; the maximum is 2000",
                read("1," + "x".repeat(2_001)).get(0));
    }

    @Test
    @DisplayName("K3 control characters are shown as pictures, and values have them as they are")
    void showsControlCharacters() {
        assertEquals(
                List.of(row(1, "1,a␀b␛[31m␡\uFFFDc", "1", "a\0b\u001B[31m\u007F\u0085c")),
                read("1,a\0b\u001B[31m\u007F\u0085c"));
        assertEquals(List.of(row(1, "1\ta", "1", "a")), read("1\ta"));
    }

    @Test
    @DisplayName("K3 a value whose apostrophe keeps it from being a formula is read without it")
    void removesApostrophes() {
        assertEquals(List.of(row(1, "'+1,'=a", "+1", "=a"), row(2, "'1,''", "'1", "''")), read("'+1,'=a\n'1,''"));
    }

    @Test
    @DisplayName("K3 noise of any kind becomes rows, and comes to an end")
    void readsRandomBytes() {
        for (int seed = 0; seed < 50; seed++) {
            try (CsvRows<Seen> rows = rows(Bytes.random(seed, 100_000))) {
                long last = 0;
                while (rows.hasNext()) {
                    Seen row = rows.next();
                    assertTrue(row.line() > last, row::toString);
                    assertTrue(row.text().chars().noneMatch(c -> Character.isISOControl(c) && c != '\t'), row::text);
                    last = row.line();
                }
            }
        }
    }

    @Test
    @DisplayName("Input that breaks is an exception, behind the rows that were read")
    void propagatesExceptions() {
        InputStream breaking = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the cable");
            }
        };
        InputStream in =
                new SequenceInputStream(new ByteArrayInputStream("1,a\n2".getBytes(StandardCharsets.UTF_8)), breaking);
        CsvRows<Seen> rows = rows(in);
        assertEquals(row(1, "1,a", "1", "a"), rows.next());
        assertEquals(
                "the cable",
                assertThrows(UncheckedIOException.class, rows::hasNext).getMessage());
    }

    @Test
    void closesOnlyTheInput() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream("1,a".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        try (CsvRows<Seen> rows = rows(in)) {
            rows.next();
            assertFalse(rows.hasNext());
            assertThrows(NoSuchElementException.class, rows::next);
            assertFalse(closed.get());
        }
        assertTrue(closed.get());
    }

    @Test
    void readsLazily() {
        InputStream never = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nobody asked");
            }
        };
        rows(never).close();
    }

    @Test
    void rejectsUnknownColumns() {
        CsvRows<String> rows = CsvRows.read(
                new ByteArrayInputStream("1".getBytes(StandardCharsets.UTF_8)),
                List.of(NUMBER),
                row -> row.value(NAME));
        assertThrows(IllegalArgumentException.class, rows::next);
        assertThrows(IllegalArgumentException.class, () -> new CsvColumn(List.of(), true));
    }
}
