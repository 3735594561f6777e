package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is no list leaves the current one as it is. */
@Timeout(120)
class WrongFilesTest {
    @TempDir
    Path folder;

    private Lists lists;
    private byte[] before;

    @BeforeEach
    void setUp() throws IOException {
        lists = new Lists(folder);
        lists.load(lists.text("416,1234567\n905,5550100\n"));
        before = Files.readAllBytes(lists.file);
    }

    private interface Import {
        void run() throws IOException;
    }

    private void assertRefused(String message, Import work) throws IOException {
        DoNotCallException e = assertThrows(DoNotCallException.class, work::run);
        assertTrue(e.getMessage().contains(message), e::getMessage);
        assertArrayEquals(before, Files.readAllBytes(lists.file));
        assertEquals(List.of("us.dnc", "us.dnc.lock"), lists.leftOvers());
    }

    @ParameterizedTest(name = "K3 no list: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                        | none of its lines has a number
            areacode,phone                            | none of its lines has a number
            name,phone#Anna,4161234567#Ben,9055550100 | none of its lines has a number
            +14161234567#+14161234568                 | none of its lines has a number
            416,1234567#a#b                           | 2 of its first 3 lines have no number
            <html><body>Sign in</body></html>         | line 1: this is no do-not-call list: it begins with <html>
            <list><ac val='416'/></list>              | line 1: this is no do-not-call list: it begins with <list>
            <list type='full'/>                       | none of its lines has a number
            <list type='full' level='ac' val='416' /> <ac val='416'> | line 1: this is no XML that ends properly
            <list type='full'><ac val='416'><ph val='1234567'/><x:ph/></ac></list> | this is no XML that ends properly
            <list type='full'><ac val='416'><ph val='1234567'/> | this is no XML that ends properly
            <list type='full'><ac val='416'><ph val='1234567'><ph val='1'/></ph></ac></list> | a list has no element <ph> here
            <?xml version='1.0' encoding='moon'?><list type='full'/> | this is no XML that ends properly
            <!DOCTYPE list [\u0001]><list type='full'/> | this is no XML that ends properly
            """)
    @DisplayName("K3 a file that is no list is refused, and the current list stays")
    void refusesOtherFiles(String content, String message) throws IOException {
        Path file = lists.text(content.replace('#', '\n'));
        assertRefused(message, () -> lists.load(file));
        assertRefused(message, () -> lists.load(lists.zip(Map.of("entry", content.replace('#', '\n')))));
    }

    @Test
    @DisplayName("K3 noise, zeros and a line without an end are refused before they are read to their end")
    void refusesBinaryFiles() throws IOException {
        byte[] noise = new byte[1 << 21];
        new Random(1).nextBytes(noise);
        Path noisy = lists.bytes("noise", noise);
        assertRefused("lines have no number", () -> lists.load(noisy));
        Path zeros = lists.bytes("zeros", new byte[3 << 20]);
        assertRefused(
                "line 1: this is no do-not-call list: the line has more than a million bytes", () -> lists.load(zeros));
        Path tag = lists.bytes("tag", ("<list type='" + "x".repeat(3 << 20)).getBytes(StandardCharsets.UTF_8));
        assertRefused("a tag has more than 65,536 bytes", () -> lists.load(tag));
        assertTrue(lists.badLines.size() < 1_100, () -> lists.badLines.size() + " bad lines");
    }

    @Test
    @DisplayName("K3 a change list is not loaded as a full list, nor a full list applied as changes")
    void refusesTheOtherKind() throws IOException {
        Path changes = lists.text("416,1234567,2026-03-03,A\n");
        assertRefused("line 1: this is a change list, and a full list is expected", () -> lists.load(changes));
        Path late =
                lists.bytes("late.txt", "416,1234567\n416,1234568\n416,1234569,D\n".getBytes(StandardCharsets.UTF_8));
        assertRefused("line 3: this is a change list, and a full list is expected", () -> lists.load(late));
        assertRefused("line 1: this is a full list, and a change list is expected", () -> lists.apply(late));
        Path xml = lists.bytes(
                "c.xml",
                "<list type='change'><ac val='416'><ph val='1234567' t='A'/></ac></list>"
                        .getBytes(StandardCharsets.UTF_8));
        assertRefused("this is a change list, and a full list is expected", () -> lists.load(xml));
        Path full = lists.bytes(
                "f.xml",
                "<list type='full'><ac val='416'><ph val='1234567'/></ac></list>".getBytes(StandardCharsets.UTF_8));
        assertRefused("this is a full list, and a change list is expected", () -> lists.apply(full));
    }

    @Test
    @DisplayName("K3 a zip file that is cut off anywhere, or damaged, is refused")
    void refusesDamagedZipFiles() throws IOException {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(2_000, 0, Nanp.NUMBERS).forEach(each -> text.append("416,%07d\n".formatted(each)));
        byte[] whole = Files.readAllBytes(lists.zip(Map.of("416.txt", text.toString())));
        for (int length :
                List.of(4, 30, 60, whole.length / 2, whole.length - 100, whole.length - 22, whole.length - 1)) {
            Path cut = lists.bytes("cut.zip", Arrays.copyOf(whole, length));
            assertRefused("cut.zip cannot be unzipped", () -> lists.load(cut));
        }
        int crcInTable = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("PK\1\2") + 16;
        byte[] damaged = whole.clone();
        damaged[crcInTable] ^= 1;
        Path wrong = lists.bytes("wrong.zip", damaged);
        assertRefused("wrong.zip cannot be unzipped (the checksum of 416.txt does not match)", () -> lists.load(wrong));
        Path empty = lists.zip(Map.of());
        assertRefused("the zip file is empty", () -> lists.load(empty));
    }

    @Test
    @DisplayName("K3 a zip file that unzips to a hundred times its size and more is not read to its end")
    void refusesZipBombs() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        byte[] lines = "416,1234567\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(bomb);
                ZipOutputStream zipped = new ZipOutputStream(out)) {
            zipped.putNextEntry(new ZipEntry("416.txt"));
            for (int i = 0; i < 10; i++) {
                zipped.write(lines);
            }
        }
        assertRefused("bomb.zip!416.txt is not a do-not-call list: it unzips to more than", () -> lists.load(bomb));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <!DOCTYPE list><list type='full'><ac val='416'><ph val='1234567'/></ac></list>
            <!DOCTYPE list SYSTEM 'file:///etc/passwd'><list type='full'><ac val='416'><ph val='1234567'/></ac></list>
            <!DOCTYPE list [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><list type='full'><ac val='416'><ph val='1234567'/>&a;</ac></list>
            <!DOCTYPE list [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><list type='&b;'/>
            """)
    @DisplayName("K3 a list with a document type is refused, so that no entity and no other file is read")
    void refusesDocumentTypes(String content) throws IOException {
        Path file = lists.text(content);
        assertRefused("a list has no document type", () -> lists.load(file));
    }

    @Test
    @DisplayName("K3 a list with less than half the numbers is refused unless it may have fewer")
    void refusesFarFewerNumbers() throws IOException {
        lists.load(lists.text("416,1234561\n416,1234562\n416,1234563\n416,1234564\n416,1234565\n"));
        before = Files.readAllBytes(lists.file);
        Path one = lists.text("416,1234561\n");
        assertRefused("the list has 1 of the 5 numbers of the one that it would replace", () -> lists.load(one));
        lists.importing().allowingFewerNumbers().load(Lists.DATE, List.of(one));
        assertEquals(1, lists.open().numbers());
    }

    @Test
    @DisplayName(
            "K3 a date in the future, changes older than the list, no lists and a file that is missing are refused")
    void refusesWrongArguments() throws IOException {
        Path list = lists.text("416,1234567\n");
        Path changes = lists.bytes("changes.txt", "416,1234567,D\n".getBytes(StandardCharsets.UTF_8));
        assertWrong(
                "2026-03-22, is in the future", () -> lists.importing().load(Lists.DATE.plusDays(20), List.of(list)));
        assertWrong(
                "the change list of 2026-03-01 is older than the list that it changes, which is of 2026-03-02",
                () -> lists.importing().apply(Lists.DATE.minusDays(1), List.of(changes)));
        assertWrong("an import needs at least one list", () -> lists.importing().load(Lists.DATE, List.of()));
        assertThrows(NoSuchFileException.class, () -> lists.load(folder.resolve("none")));
        Lists other = new Lists(Files.createDirectory(folder.resolve("other")));
        assertThrows(NoSuchFileException.class, () -> other.apply(changes));
        assertArrayEquals(before, Files.readAllBytes(lists.file));
    }

    private static void assertWrong(String message, Import work) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, work::run);
        assertTrue(String.valueOf(e.getMessage()).contains(message), e::getMessage);
    }
}
