import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Checks that a folder to which a release was deployed has, for every module that is released and for no other, what a
 * public repository asks for: {@code java .ci/ReleasedFiles.java FOLDER}. Prints all faults. Without a folder, prints the modules that are released,
 * as Maven's option -pl takes them.
 */
class ReleasedFiles {
    private static final List<String> ELEMENTS = List.of(
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");
    private static final List<String> FOREIGN_ELEMENTS =
            List.of("parent", "repositories", "pluginRepositories", "distributionManagement", ".//dependency[scope='system']");
    private static final List<String> OF_JARS =
            List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `[^|]+:[^|]+` \\|.*$");

    private static final Pattern EXPORTS = Pattern.compile("(?m)^ *exports ([\\w.]+);");
    private static final Pattern PACKAGE = Pattern.compile("\\bdev\\.callgate[\\w.]*");

    private final Path root;
    private final Map<String, Path> folders;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> licenses = new TreeMap<>();
    private final Map<String, Set<String>> users = new TreeMap<>();

    private ReleasedFiles(Path root, Map<String, Path> folders) {
        this.root = root;
        this.folders = folders;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Xml> modules = new TreeMap<>();
        Map<String, Path> folders = new TreeMap<>();
        collect(Path.of(""), "false", modules, folders);
        if (args.length == 0) {
            System.out.println(folders.values().stream().map(Path::toString).collect(Collectors.joining(",")));
            return;
        }
        var files = new ReleasedFiles(Path.of(args[0]), folders);
        files.check(modules);
        if (!files.faults.isEmpty()) {
            files.faults.forEach(each -> System.out.println("not fit for a release: " + each));
            System.exit(1);
        }
        System.out.println("fit for a release: " + modules.keySet());
    }

    /** An element, whose descendants are named by XPath. */
    private record Xml(Node node) {
        static Xml read(Path file) throws Exception {
            return new Xml(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
        }

        List<Xml> all(String path) throws Exception {
            NodeList found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, node, XPathConstants.NODESET);
            return IntStream.range(0, found.getLength()).mapToObj(each -> new Xml(found.item(each))).toList();
        }

        String text(String path, String otherwise) throws Exception {
            List<Xml> found = all(path);
            return found.isEmpty() ? otherwise : found.get(0).node().getTextContent().strip();
        }
    }

    /** Collects the modules that are released. The POM of a parent is not, because the others' stand alone. */
    private static void collect(Path folder, String skippedByParent, Map<String, Xml> modules, Map<String, Path> folders)
            throws Exception {
        Xml pom = Xml.read(folder.resolve("pom.xml"));
        String skipped = pom.text("properties/maven.deploy.skip", skippedByParent);
        List<Xml> children = pom.all("modules/module");
        if (skipped.equals("false") && children.isEmpty()) {
            modules.put(pom.text("artifactId", ""), pom);
            folders.put(pom.text("artifactId", ""), folder);
        }
        for (Xml child : children) {
            collect(folder.resolve(child.node().getTextContent()), skipped, modules, folders);
        }
    }

    private void check(Map<String, Xml> modules) throws Exception {
        Path group = root.resolve("dev/callgate");
        Set<String> deployed = namesIn(group);
        deployed.removeIf(each -> !Files.isDirectory(group.resolve(each)));
        if (!deployed.equals(modules.keySet())) {
            faults.add("deployed are " + deployed + ", and the released modules are " + modules.keySet());
        }
        for (var module : modules.entrySet()) {
            if (deployed.contains(module.getKey())) {
                checkModule(group.resolve(module.getKey()), module.getValue());
            }
        }
        checkThirdParties();
    }

    private static Set<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void checkModule(Path folder, Xml source) throws Exception {
        String artifact = folder.getFileName().toString();
        for (String version : namesIn(folder)) {
            Path files = folder.resolve(version);
            if (!Files.isDirectory(files)) {
                continue;
            }
            Optional<String> pom = namesIn(files).stream().filter(each -> each.endsWith(".pom")).findFirst();
            if (pom.isEmpty()) {
                faults.add(artifact + " has no POM");
                continue;
            }
            String base = pom.get().replaceAll("\\.pom$", "");
            checkPom(files.resolve(pom.get()), artifact, version);
            checkFile(files, base + ".pom");
            if (source.text("packaging", "jar").equals("jar")) {
                checkJars(files, base, source);
                checkApi(folders.get(artifact), source);
            }
        }
    }

    /** A module has a record of its public API, of the packages that its module-info exports, as its bundle does. */
    private void checkApi(Path module, Xml source) throws Exception {
        if (!Files.exists(module.resolve("src/api/signatures.txt"))) {
            faults.add(module + " has no record of its public API: name its packages in api.packages, and run .ci/api " + module);
            return;
        }
        Path moduleInfo = module.resolve("src/main/java/module-info.java");
        if (Files.exists(moduleInfo)) {
            Set<String> exported = EXPORTS.matcher(Files.readString(moduleInfo)).results()
                    .map(each -> each.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> recorded = new TreeSet<>(List.of(source.text("properties/api.packages", "").split(",", -1)));
            if (!recorded.equals(exported)) {
                faults.add(module + " exports " + exported + ", and api.packages of its POM are " + recorded);
            }
            Path bundle = module.resolve("bnd.bnd");
            if (Files.exists(bundle)) {
                Set<String> packages = PACKAGE.matcher(Files.readString(bundle).replaceAll("(?m)^(#|Bundle-).*$", "")).results()
                        .map(each -> each.group())
                        .collect(Collectors.toCollection(TreeSet::new));
                if (!packages.equals(exported)) {
                    faults.add(module + " exports " + exported + ", and its bundle " + packages);
                }
            }
        }
    }

    private void checkJars(Path files, String base, Xml source) throws Exception {
        List<String> expected = new ArrayList<>(OF_JARS);
        if (!source.all("build/plugins//goal[.='test-jar']").isEmpty()) {
            expected.add("-tests.jar");
        }
        for (String suffix : expected) {
            checkFile(files, base + suffix);
        }
        Set<String> main = entries(files.resolve(base + ".jar"));
        for (String each : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
            if (!main.contains(each)) {
                faults.add(base + ".jar has no " + each);
            }
        }
        Set<String> sources = entries(files.resolve(base + "-sources.jar"));
        main.stream()
                .filter(each -> each.matches("[^$]+\\.class"))
                .map(each -> each.replaceAll("class$", "java"))
                .filter(each -> !sources.contains(each))
                .forEach(each -> faults.add(base + "-sources.jar has no " + each));
        if (!entries(files.resolve(base + "-javadoc.jar")).contains("index.html")) {
            faults.add(base + "-javadoc.jar has no index.html");
        }
        readComponents(files.resolve(base + "-cyclonedx.xml"), base.replaceAll("-\\d+\\.\\d.*", ""));
    }

    private static Set<String> entries(Path jar) throws IOException {
        if (!Files.exists(jar)) {
            return Set.of();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void checkFile(Path files, String name) throws Exception {
        Path file = files.resolve(name);
        if (!Files.exists(file)) {
            faults.add(name + " is missing");
            return;
        }
        Path signature = files.resolve(name + ".asc");
        if (!Files.exists(signature) || !Files.readString(signature).startsWith("-----BEGIN PGP SIGNATURE-----")) {
            faults.add(name + " is not signed");
        }
        for (var algorithm : Map.of("md5", "MD5", "sha1", "SHA-1").entrySet()) {
            Path sum = files.resolve(name + "." + algorithm.getKey());
            if (!Files.exists(sum)) {
                faults.add(sum.getFileName() + " is missing");
            } else if (!Files.readString(sum).strip().equals(digest(file, algorithm.getValue()))) {
                faults.add(sum.getFileName() + " is not that of the file");
            }
        }
    }

    private static String digest(Path file, String algorithm) throws Exception {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
        }
        return String.format("%0" + 2 * digest.getDigestLength() + "x", new BigInteger(1, digest.digest()));
    }

    private void checkPom(Path file, String artifact, String version) throws Exception {
        Xml pom = Xml.read(file);
        String name = file.getFileName().toString();
        for (String element : ELEMENTS) {
            if (pom.text(element, "").isEmpty()) {
                faults.add(name + " has no " + element);
            }
        }
        for (String element : FOREIGN_ELEMENTS) {
            if (!pom.all(element).isEmpty()) {
                faults.add(name + " has " + element);
            }
        }
        if (!pom.text("artifactId", "").equals(artifact) || !pom.text("version", "").equals(version)) {
            faults.add(name + " is the POM of another artifact");
        }
        Matcher open = Pattern.compile("\\$\\{[^}]*}").matcher(Files.readString(file));
        if (open.find()) {
            faults.add(name + " has " + open.group() + ", which a reader cannot resolve");
        }
        for (Xml each : pom.all(".//dependency/version")) {
            if (each.node().getTextContent().endsWith("-SNAPSHOT") && !version.endsWith("-SNAPSHOT")) {
                faults.add(name + " depends on a snapshot");
            }
        }
    }

    private void readComponents(Path sbom, String module) throws Exception {
        if (!Files.exists(sbom)) {
            return;
        }
        for (Xml each : Xml.read(sbom).all("components/component")) {
            String group = each.text("group", "");
            if (!group.equals("dev.callgate")) {
                String library = group + ":" + each.text("name", "");
                List<String> names = new ArrayList<>();
                for (Xml license : each.all("licenses/license/id | licenses/license/name | licenses/expression")) {
                    names.add(license.node().getTextContent().strip());
                }
                licenses.put(library, String.join(" or ", names));
                users.computeIfAbsent(library, any -> new TreeSet<>()).add(module.replaceFirst("callgate-", ""));
            }
        }
    }

    /** Compares the components of the SBOMs with the rows of the table of libraries in THIRD-PARTY.md. */
    private void checkThirdParties() throws IOException {
        Set<String> documented = ROW.matcher(Files.readString(Path.of("THIRD-PARTY.md")))
                .results()
                .map(each -> each.group())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = new TreeSet<>();
        licenses.forEach((library, license) ->
                found.add("| `%s` | %s | %s |".formatted(library, license, String.join(", ", users.get(library)))));
        found.stream()
                .filter(each -> !documented.contains(each))
                .forEach(each -> faults.add("THIRD-PARTY.md does not have the row " + each));
        documented.stream()
                .filter(each -> !found.contains(each))
                .forEach(each -> faults.add("THIRD-PARTY.md has a row that the SBOMs do not confirm: " + each));
    }
}
