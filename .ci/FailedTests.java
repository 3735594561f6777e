import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Prints the tests that failed, each with the first lines of its message, from the reports of Surefire and Failsafe that
 * were written since a time: {@code java .ci/FailedTests.java SECONDS_SINCE_1970 [FOLDER]}.
 */
class FailedTests extends SimpleFileVisitor<Path> {
    private static final int MOST = 60;
    private static final int LINES = 8;
    private static final int LONGEST_LINE = 300;
    private static final Set<String> REPORTS = Set.of("surefire-reports", "failsafe-reports");

    private final long since;
    private final Set<String> failed = new TreeSet<>();
    private final List<String> dumps = new ArrayList<>();

    private FailedTests(long since) {
        this.since = since;
    }

    public static void main(String[] args) throws IOException {
        var tests = new FailedTests(Long.parseLong(args[0]));
        Files.walkFileTree(Path.of(args.length > 1 ? args[1] : "."), tests);
        tests.print();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        String name = folder.getFileName().toString();
        boolean other = name.equals("src") || name.length() > 1 && name.startsWith(".");
        return other ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!REPORTS.contains(file.getParent().getFileName().toString())
                || attributes.lastModifiedTime().toMillis() < since * 1000) {
            return FileVisitResult.CONTINUE;
        }
        String name = file.getFileName().toString();
        if (name.startsWith("TEST-") && name.endsWith(".xml")) {
            read(file);
        } else if (name.endsWith(".dump") || name.endsWith(".dumpstream")) {
            dumps.add(file.toString());
        }
        return FileVisitResult.CONTINUE;
    }

    private void read(Path report) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String test = "";
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "testcase" -> test = xml.getAttributeValue(null, "classname") + "."
                            + xml.getAttributeValue(null, "name");
                    case "failure", "error" -> failed.add(test + "\n    " + firstLines(xml));
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            failed.add(report + "\n    is not a whole report: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static String firstLines(XMLStreamReader failure) {
        String message = failure.getAttributeValue(null, "message");
        String text = failure.getAttributeValue(null, "type") + (message == null ? "" : ": " + message.strip());
        return text.lines()
                .filter(line -> !line.isBlank())
                .limit(LINES)
                .map(line -> line.substring(0, Math.min(LONGEST_LINE, line.length())))
                .collect(Collectors.joining("\n    "));
    }

    private void print() {
        if (failed.isEmpty()) {
            System.out.println("== no report of a failed test: the error is above");
        } else {
            System.out.println("== failed tests: " + failed.size());
            failed.stream().limit(MOST).forEach(System.out::println);
            if (failed.size() > MOST) {
                System.out.println("and " + (failed.size() - MOST) + " more");
            }
        }
        dumps.forEach(dump -> System.out.println("the JVM of tests left " + dump));
    }
}
