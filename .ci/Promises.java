import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Compares the promises of core/PROMISES.md with the tests that ran, by the reports of Surefire and Failsafe: the name of a test begins
 * with the promises that it proves. Fails if a promise has no test that passed, or a test names a promise that does not exist. With the
 * argument {@code write}, it also writes the table of proofs into the document.
 */
class Promises {
    private static final Path DOCUMENT = Path.of("core/PROMISES.md");
    private static final String BEGIN = "<!-- proofs: written by .ci/Promises.java -->\n";
    private static final String END = "<!-- end of proofs -->\n";
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| ([DKT]\\d+) \\|");
    private static final Pattern NAMED = Pattern.compile("^(?:[DKT]\\d+ )+");
    private static final Pattern INVOCATION = Pattern.compile("\\[\\d+\\].*", Pattern.DOTALL);
    private static final int MOST_CLASSES = 8;

    /** The tests of a promise: their names, the classes that have them with their cases, and those that did not pass. */
    private static final class Proof {
        final Set<String> tests = new TreeSet<>();
        final Map<String, Integer> casesByClass = new TreeMap<>();

        int cases() {
            return casesByClass.values().stream().mapToInt(each -> each).sum();
        }

        String classes() {
            List<String> most = casesByClass.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                    .map(each -> "`" + each.getKey() + "`")
                    .toList();
            return most.stream().limit(MOST_CLASSES).collect(Collectors.joining(", "))
                    + (most.size() > MOST_CLASSES ? " and %d more".formatted(most.size() - MOST_CLASSES) : "");
        }
    }

    private final Map<String, Proof> proofs = new TreeMap<>(
            (one, other) -> one.charAt(0) != other.charAt(0)
                    ? Character.compare(one.charAt(0), other.charAt(0))
                    : Integer.compare(number(one), number(other)));
    private final Set<String> unknown = new TreeSet<>();

    private static int number(String promise) {
        return Integer.parseInt(promise.substring(1));
    }

    public static void main(String[] args) throws Exception {
        Promises promises = new Promises();
        String document = Files.readString(DOCUMENT);
        Matcher promise = PROMISE.matcher(document.replaceAll("(?s)" + Pattern.quote(BEGIN) + ".*", ""));
        while (promise.find()) {
            promises.proofs.put(promise.group(1), new Proof());
        }
        for (Path report : reports()) {
            promises.read(report);
        }
        if (args.length > 0 && args[0].equals("write")) {
            Files.writeString(DOCUMENT, promises.written(document));
        }
        System.exit(promises.print() ? 0 : 1);
    }

    private static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.find(Path.of("."), 8, (path, attributes) -> path.toString()
                .matches(".*/target/(surefire|failsafe)-reports/TEST-[^/]*\\.xml"))) {
            return files.sorted().toList();
        }
    }

    private void read(Path report) throws IOException, XMLStreamException {
        try (InputStream in = Files.newInputStream(report)) {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String name = null;
            String inClass = null;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("testcase")) {
                    name = xml.getAttributeValue(null, "name");
                    inClass = xml.getAttributeValue(null, "classname");
                } else if (event == XMLStreamConstants.START_ELEMENT
                        && Set.of("failure", "error", "skipped").contains(xml.getLocalName())) {
                    name = null;
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("testcase")
                        && name != null) {
                    passed(name, inClass);
                }
            }
        }
    }

    private void passed(String name, String inClass) {
        Matcher named = NAMED.matcher(name);
        if (!named.find()) {
            return;
        }
        for (String promise : new HashSet<>(List.of(named.group().strip().split(" ")))) {
            Proof proof = proofs.get(promise);
            if (proof == null) {
                unknown.add(promise + " in " + inClass);
                continue;
            }
            proof.tests.add(INVOCATION.matcher(name).replaceAll(""));
            proof.casesByClass.merge(inClass.replaceFirst(".*\\.", "").replace('$', '.'), 1, Integer::sum);
        }
    }

    private String written(String document) {
        StringBuilder table = new StringBuilder(BEGIN).append("\n| promise | tests | cases | most of them in |\n|---|---|---|---|\n");
        proofs.forEach((promise, proof) -> table.append(String.format(
                Locale.ROOT, "| %s | %d | %,d | %s |%n", promise, proof.tests.size(), proof.cases(), proof.classes())));
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("%s has no place for the proofs: %s".formatted(DOCUMENT, BEGIN.strip()));
        }
        return document.substring(0, begin) + table + "\n" + document.substring(end);
    }

    private boolean print() {
        List<String> unproven = new ArrayList<>();
        proofs.forEach((promise, proof) -> {
            if (proof.tests.isEmpty()) {
                unproven.add(promise);
            }
        });
        System.out.printf(
                Locale.ROOT,
                "== %d promises, %,d cases that passed%n",
                proofs.size(),
                proofs.values().stream().mapToInt(Proof::cases).sum());
        unproven.forEach(each -> System.out.println("no test that passed begins with " + each));
        unknown.forEach(each -> System.out.println("there is no promise " + each));
        return unproven.isEmpty() && unknown.isEmpty();
    }
}
