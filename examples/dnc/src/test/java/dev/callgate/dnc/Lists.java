package dev.callgate.dnc;

import dev.callgate.model.E164;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder with lists and the file that is made from them. */
final class Lists {
    static final LocalDate DATE = LocalDate.of(2026, 3, 2);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-20T12:00:00Z"), ZoneOffset.UTC);

    final Path folder;
    final Path file;
    final List<BadLine> badLines = new ArrayList<>();

    Lists(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("us.dnc");
    }

    DoNotCallImport importing() {
        return DoNotCallImport.into(file).clock(CLOCK).reportingTo(badLines::add);
    }

    Path text(String content) throws IOException {
        return bytes("list.txt", content.getBytes(StandardCharsets.UTF_8));
    }

    Path bytes(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    Path zip(Map<String, String> entries) throws IOException {
        Path zip = folder.resolve("list.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream zipped = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> each : entries.entrySet()) {
                zipped.putNextEntry(new ZipEntry(each.getKey()));
                zipped.write(each.getValue().getBytes(StandardCharsets.UTF_8));
                zipped.closeEntry();
            }
        }
        return zip;
    }

    ImportSummary load(Path... lists) throws IOException {
        return importing().load(DATE, List.of(lists));
    }

    ImportSummary apply(Path... lists) throws IOException {
        return importing().apply(DATE.plusDays(1), List.of(lists));
    }

    DoNotCallFile open() throws IOException {
        return DoNotCallFile.open(file, DoNotCallTerms.unitedStates());
    }

    boolean has(String number) throws IOException {
        return open().contains(E164.of(number));
    }

    /** Returns the names of all files in the folder but the lists themselves, in order. */
    List<String> leftOvers() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith("us.dnc"))
                    .sorted()
                    .toList();
        }
    }
}
