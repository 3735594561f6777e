import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Prints where the time of tests goes, by module and by class, from the reports of Surefire and Failsafe that were written since a
 * time: {@code java .ci/Times.java SECONDS_SINCE_1970}. The times of modules that ran side by side overlap.
 */
class Times {
    private static final int SLOWEST = 15;

    private record Report(String module, String name, double seconds) {}

    public static void main(String[] args) throws IOException {
        long since = Long.parseLong(args[0]) * 1_000;
        List<Report> reports = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            for (Path file : files.filter(Times::isReport).toList()) {
                if (Files.getLastModifiedTime(file).toMillis() >= since) {
                    reports.add(read(file));
                }
            }
        }
        System.out.println("== time of tests, in seconds");
        reports.stream()
                .collect(Collectors.groupingBy(Report::module, TreeMap::new, Collectors.toList()))
                .forEach((module, all) -> print(
                        all.stream().mapToDouble(Report::seconds).sum(), module));
        System.out.println("== the slowest classes");
        reports.stream()
                .sorted(Comparator.comparingDouble(Report::seconds).reversed())
                .limit(SLOWEST)
                .forEach(each -> print(each.seconds(), each.name()));
    }

    private static void print(double seconds, String what) {
        System.out.printf(Locale.ROOT, "%7.0f  %s%n", seconds, what);
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-")
                && name.endsWith(".xml")
                && file.getParent().getFileName().toString().endsWith("-reports");
    }

    private static Report read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            xml.nextTag();
            String module = Path.of(".").relativize(file.getParent().getParent().getParent()).toString();
            // Surefire groups the digits.
            double seconds = Double.parseDouble(xml.getAttributeValue(null, "time").replace(",", ""));
            return new Report(
                    module,
                    xml.getAttributeValue(null, "name"),
                    seconds);
        } catch (XMLStreamException | RuntimeException e) {
            return new Report("reports that cannot be read", file.toString(), 0);
        }
    }
}
