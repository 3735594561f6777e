package dev.callgate.examples.embedding.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The bill of materials manages the artifacts that are deployed. */
class BillOfMaterialsTest {
    private Xml parent;
    private Xml bom;

    /** An element of a POM, whose descendants are named by XPath. */
    record Xml(Node node) {
        static Xml parse(String text) throws Exception {
            return new Xml(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement());
        }

        static Xml pomOf(Path module) {
            try {
                return parse(Files.readString(module.resolve("pom.xml")));
            } catch (Exception e) {
                throw new IllegalStateException("cannot read the pom.xml of " + module, e);
            }
        }

        List<Xml> all(String path) {
            try {
                NodeList found =
                        (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, node, XPathConstants.NODESET);
                return IntStream.range(0, found.getLength())
                        .mapToObj(each -> new Xml(found.item(each)))
                        .toList();
            } catch (XPathExpressionException e) {
                throw new IllegalArgumentException(path, e);
            }
        }

        boolean has(String path) {
            return !all(path).isEmpty();
        }

        String text(String path, String otherwise) {
            return all(path).stream()
                    .findFirst()
                    .map(each -> each.node().getTextContent().strip())
                    .orElse(otherwise);
        }

        String text(String path) {
            return text(path, "");
        }

        /** Returns the key by which Maven finds the version of a dependency. */
        String key() {
            return text("groupId") + ":" + text("artifactId") + ":" + text("type", "jar");
        }
    }

    @BeforeEach
    void read() {
        parent = Xml.pomOf(Document.PROJECT);
        bom = Xml.pomOf(Document.PROJECT.resolve("core/bom"));
    }

    @Test
    @DisplayName("Bill of materials: its version is the project's")
    void hasTheVersionOfTheProject() {
        assertEquals(parent.text("groupId"), bom.text("groupId"));
        assertEquals(parent.text("version"), bom.text("version"));
    }

    @Test
    @DisplayName("Bill of materials: it manages the artifacts that are deployed, and nothing else")
    void managesWhatIsDeployed() {
        String version = parent.text("version");
        Map<String, String> expected = new TreeMap<>();
        deployed(Document.PROJECT, false).forEach(each -> expected.put(each, version));
        assertTrue(expected.containsKey("dev.callgate:callgate-core:test-jar"), expected::toString);
        assertEquals(expected, managed(bom));
    }

    @Test
    @DisplayName("Bill of materials: a host inherits nothing of the parent, and no scope")
    void standsAlone() {
        assertTrue(managed(parent).containsKey("org.postgresql:postgresql:jar"), "what an import of the parent brings");
        assertFalse(bom.has("parent"));
        assertFalse(bom.has(".//scope"));
    }

    @Test
    @DisplayName("Bill of materials: its plugins have the parent's versions")
    void pluginsHaveTheVersionsOfTheParent() {
        Map<String, String> plugins = plugins(bom);
        assertTrue(
                plugins.keySet()
                        .containsAll(Set.of(
                                "maven-clean-plugin",
                                "maven-deploy-plugin",
                                "maven-install-plugin",
                                "maven-site-plugin")),
                plugins::toString);
        Map<String, String> expected = plugins(parent);
        expected.keySet().retainAll(plugins.keySet());
        assertEquals(expected, plugins);
    }

    @Test
    @DisplayName("Documents: the README imports the bill of materials, and its dependencies need no version")
    void readmeNeedsNoVersions() throws Exception {
        String code = Document.of("README.md").blocks().stream()
                .filter(each -> each.language().equals("xml"))
                .findFirst()
                .orElseThrow()
                .code();
        List<Xml> dependencies =
                Xml.parse("<dependencies>" + code + "</dependencies>").all("dependency");
        Xml imported = dependencies.get(0);
        assertEquals("dev.callgate:callgate-bom:pom", imported.key());
        assertEquals(bom.text("version"), imported.text("version"));
        assertEquals("import", imported.text("scope"));
        List<Xml> others = dependencies.subList(1, dependencies.size());
        assertFalse(others.isEmpty());
        others.forEach(each -> assertFalse(each.has("version"), each::key));
        others.forEach(each -> assertTrue(managed(bom).containsKey(each.key()), each::key));
    }

    /** Returns the artifacts of a module and of its modules, without those that are not deployed. */
    private static Set<String> deployed(Path module, boolean skippedByParent) {
        Xml pom = Xml.pomOf(module);
        boolean skipped =
                Boolean.parseBoolean(pom.text("properties/maven.deploy.skip", String.valueOf(skippedByParent)));
        Set<String> artifacts = new TreeSet<>(skipped ? Set.of() : artifacts(pom));
        pom.all("modules/module")
                .forEach(each ->
                        artifacts.addAll(deployed(module.resolve(each.node().getTextContent()), skipped)));
        return artifacts;
    }

    private static Set<String> artifacts(Xml pom) {
        String name = pom.text("groupId", pom.text("parent/groupId")) + ":" + pom.text("artifactId") + ":";
        Stream<String> main = Stream.of(pom.text("packaging", "jar")).filter(each -> !each.equals("pom"));
        Stream<String> tests = pom.has("build/plugins//goal[.='test-jar']") ? Stream.of("test-jar") : Stream.of();
        return Stream.concat(main, tests).map(each -> name + each).collect(Collectors.toSet());
    }

    private static Map<String, String> managed(Xml pom) {
        Map<String, String> versions = new TreeMap<>();
        pom.all("dependencyManagement/dependencies/dependency")
                .forEach(each -> versions.put(each.key(), valueOf(each.text("version"), pom)));
        return versions;
    }

    /** Returns a version, which may be that of the project or a property. */
    private static String valueOf(String version, Xml pom) {
        if (version.equals("${project.version}")) {
            return pom.text("version");
        }
        return version.startsWith("${")
                ? pom.text("properties/" + version.substring(2, version.length() - 1), version)
                : version;
    }

    private static Map<String, String> plugins(Xml pom) {
        Map<String, String> versions = new TreeMap<>();
        pom.all("build//plugin[version]").forEach(each -> versions.put(each.text("artifactId"), each.text("version")));
        return versions;
    }
}
