package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which the registries publish their lists. */
class ListFormsTest {
    private static final String AREA_416 =
            "<list type='full' level='ac' val='416'>\n<ac val='416'>\n<ph val='1234567'/><ph val='1234568' />\n</ac>\n</list>";

    @TempDir
    Path folder;

    private Lists lists;

    @BeforeEach
    void setUp() {
        lists = new Lists(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "416,1234567\n905,0000000\n",
                "4161234567\n9050000000",
                "416,1234567\r\n905,0000000\r\n",
                "\uFEFF416,1234567\n\n  9050000000 \t\n\n"
            })
    @DisplayName("K3 a full list in text has a number a line, with a comma or without, and any line ends")
    void readsText(String text) throws IOException {
        ImportSummary summary = lists.load(lists.text(text));
        assertEquals(new ImportSummary(Lists.DATE, 2, 2, 2, 0, 0, 0), summary);
        assertAll(
                () -> assertTrue(lists.has("+14161234567")),
                () -> assertTrue(lists.has("+19050000000")),
                () -> assertFalse(lists.has("+14161234568")),
                () -> assertFalse(lists.has("+19051234567")),
                () -> assertFalse(lists.has("+12121234567")));
    }

    @Test
    @DisplayName("K3 a full list in XML, of one area code and of all")
    void readsXml() throws IOException {
        assertEquals(2, lists.load(lists.text(AREA_416)).numbers());
        assertTrue(lists.has("+14161234568"));
        ImportSummary all = lists.load(
                lists.text(
                        "\uFEFF<?xml version='1.0'?>\n<!-- all -->"
                                + "<list type='full' level='all' val=''><ac val='905'><ph val='9999999'/></ac><ac val='416'><ph val='0000000'/></ac></list>"));
        assertEquals(2, all.areaCodes());
        assertTrue(lists.has("+19059999999"));
        assertTrue(lists.has("+14160000000"));
        assertFalse(lists.has("+14161234568"));
    }

    @Test
    @DisplayName("K3 a zip file has any number of lists, in text and in XML, and several files are one list")
    void readsZipFiles() throws IOException {
        Path zip = lists.zip(new TreeMap<>(Map.of("212/2026.txt", "212,5550100\n212,5550100\n", "416.xml", AREA_416)));
        ImportSummary summary = lists.load(zip, lists.text("9055550100\n"));
        assertEquals(new ImportSummary(Lists.DATE, 4, 3, 4, 0, 1, 0), summary);
        assertTrue(lists.has("+12125550100"));
        assertTrue(lists.has("+14161234567"));
        assertTrue(lists.has("+19055550100"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "416,1234567,2026-03-03T00:10:00,D\n905,5550100,2026-03-03T00:11:00,A\n416,1234599,x,D\n416,1234568,x,A\n",
                "4161234567,D,2026-03-03\n9055550100,A,2026-03-03\n4161234599,D,\n4161234568,a,\n",
                "<list type='change' level='all' val=''><ac val='416'><ph val='1234567' type='D' date='2026-03-03'/></ac>"
                        + "<ac val='905'><ph chg='A' val='5550100'/></ac>"
                        + "<ac val='416'><ph val='1234599' t='d'/><ph val='1234568' t='A'/></ac></list>"
            })
    @DisplayName("K3 a change list has numbers that were added and deleted, in text and in XML, zipped or not")
    void appliesChanges(String changes) throws IOException {
        lists.load(lists.text(AREA_416));
        ImportSummary summary = lists.apply(lists.zip(Map.of("changes", changes)));
        assertEquals(new ImportSummary(Lists.DATE.plusDays(1), 2, 2, 1, 1, 2, 0), summary);
        assertFalse(lists.has("+14161234567"));
        assertTrue(lists.has("+14161234568"));
        assertTrue(lists.has("+19055550100"));
        lists.load(lists.text(AREA_416));
        assertEquals(summary, lists.apply(lists.text(changes)));
        assertEquals(0, lists.apply(lists.text(changes)).deleted());
        assertTrue(lists.has("+19055550100"));
    }

    @Test
    @DisplayName("K3 changes hold in their order, and an XML change list without changes makes the list newer")
    void appliesInOrder() throws IOException {
        lists.load(lists.text("416,1234567\n"));
        lists.apply(lists.text("416,1234567,D\n416,1234567,A\n416,5550100,A\n416,5550100,D\n"));
        assertTrue(lists.has("+14161234567"));
        assertFalse(lists.has("+14165550100"));
        lists.apply(lists.text("<list type='change' level='all' val=''></list>"));
        assertEquals(Lists.DATE.plusDays(1), lists.open().date());
        assertEquals(1, lists.open().numbers());
    }

    @Test
    @DisplayName("K3 each bad line is reported with its number, its text and what is wrong, and the others are read")
    void reportsBadLines() throws IOException {
        String good = "416,1234567\n".repeat(12);
        String text = good + "416,123456\n116,1234567\n416;1234567\n" + "9".repeat(5_000) + "\n\n416,12345678\n"
                + "(416) 123-4567\nphone";
        Path file = lists.text(text);
        ImportSummary summary = lists.load(file);
        assertEquals(7, summary.badLines());
        String form = "there is no number: an area code of 3 digits, a comma or nothing, and 7 digits";
        assertAll(
                () -> assertEquals(new BadLine(file.toString(), 13, "416,123456", form), lists.badLines.get(0)),
                () -> assertEquals(
                        new BadLine(file.toString(), 14, "116,1234567", "an area code begins with 2 to 9"),
                        lists.badLines.get(1)),
                () -> assertEquals(new BadLine(file.toString(), 15, "416;1234567", form), lists.badLines.get(2)),
                () -> assertEquals(
                        new BadLine(file.toString(), 16, "9".repeat(BadLine.MAX_TEXT), "the line is too long"),
                        lists.badLines.get(3)),
                () -> assertEquals(18, lists.badLines.get(4).line()),
                () -> assertEquals("(416) 123-4567", lists.badLines.get(5).text()),
                () -> assertEquals("phone", lists.badLines.get(6).text()));
        assertEquals(1, summary.numbers());
    }

    @Test
    @DisplayName("K3 each bad line of a change list, and each bad element of XML, is reported")
    void reportsBadChanges() throws IOException {
        lists.load(lists.text("416,1234567\n"));
        lists.apply(lists.text("416,1,A\n416,5550101,A\n416,5550102,A\n416,5550103,A,D\n416,5550104\n416,5550105,A\n"));
        assertEquals(3, lists.badLines.size());
        assertEquals(1, lists.badLines.get(0).line());
        assertEquals("416,5550103,A,D", lists.badLines.get(1).text());
        assertEquals(5, lists.badLines.get(2).line());

        lists.badLines.clear();
        lists.load(
                lists.text(
                        "<list type='full' level='all' val=''>\n<ac val='416'><ph val='1234567'/>\n<ph val='12'/><hp/>\n"
                                + "<ph val='1234568'/><ph val='1234569'/><ph val='1234570'/><ph val='1234571'/>\n</ac><ac val='4'>\n<ph val='1234569'/></ac></list>"));
        assertEquals(5, lists.open().numbers());
        assertAll(
                () -> assertEquals("<ph val='12'>", lists.badLines.get(0).text()),
                () -> assertEquals(3, lists.badLines.get(0).line()),
                () -> assertEquals("<hp>", lists.badLines.get(1).text()),
                () -> assertEquals("<ac val='4'>", lists.badLines.get(2).text()),
                () -> assertEquals(
                        "the number is in no area code", lists.badLines.get(3).problem()));
    }

    @Test
    @DisplayName("K3 a text is read to its end however it is cut into pieces")
    void readsAcrossBuffers() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(i % 2 == 0 ? "416,%07d\n".formatted(i) : "416%07d\r\n".formatted(i));
        }
        assertEquals(20_000, lists.load(lists.text(text.toString())).numbers());
        assertTrue(lists.has("+14160019999"));
        assertEquals(0, new String(new MadeUpList(0).readAllBytes(), StandardCharsets.US_ASCII).length());
    }
}
