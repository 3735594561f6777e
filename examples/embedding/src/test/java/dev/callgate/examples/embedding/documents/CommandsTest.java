package dev.callgate.examples.embedding.documents;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents' commands name modules, profiles, properties and options that exist. The tests of each example run its program
 * with the options that the documents show.
 */
class CommandsTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^mvn (?:.*\\\\\n)*.*$|`mvn [^`]+`");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern OPTION = Pattern.compile("(?<=[\\s=]|^)--[a-z][a-z-]*");
    private static final Pattern MAIN_CLASS = Pattern.compile("<mainClass>([\\w.]+)</mainClass>");
    private static final Set<String> GOALS = Set.of(
            "test", "verify", "install", "package", "process-classes", "test-compile", "clean", "spotless:apply");
    private static final Set<String> PROPERTIES_OF_PLUGINS = Set.of("exec.args", "nvdApiKey", "skipTests");

    /** A command, as words of which quotes are taken away. */
    record Command(String document, List<String> words) {
        Optional<String> valueOf(String option) {
            int at = words.indexOf(option);
            return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
        }

        Path module() {
            return Document.PROJECT.resolve(valueOf("-pl").orElse(""));
        }

        List<String> startingWith(String prefix) {
            return words.stream()
                    .filter(each -> each.startsWith(prefix))
                    .map(each -> each.substring(prefix.length()))
                    .toList();
        }

        @Override
        public String toString() {
            return document + ": " + String.join(" ", words);
        }
    }

    static List<Command> commands() throws IOException {
        return Document.all().stream().flatMap(CommandsTest::commandsOf).toList();
    }

    private static Stream<Command> commandsOf(Document document) {
        return COMMAND.matcher(document.text())
                .results()
                .map(each -> each.group().replace("`", "").replace("\\\n", " ").replaceAll("\\s+#.*", ""))
                .map(each -> new Command(document.name(), words(each)));
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(each -> each.group().replace("\"", "").replace("'", ""))
                .toList();
    }

    @ParameterizedTest(name = "Documents: {0} names what exists")
    @MethodSource("commands")
    void commandsNameExistingFiles(Command command) throws IOException {
        Path pom = command.module().resolve("pom.xml");
        assertTrue(Files.exists(pom), () -> "no module: " + pom);
        String project = Files.readString(pom);
        String sources = sourcesOf(command.module());
        assertAll(
                () -> assertEquals(List.of(), unknownGoals(command)),
                () -> command.startingWith("-P").forEach(each -> assertProfile(each, project, sources)),
                () -> command.startingWith("-D").forEach(each -> assertProperty(each, project, sources)));
    }

    private static List<String> unknownGoals(Command command) {
        return command.words().stream()
                .skip(1)
                .filter(each -> !each.startsWith("-"))
                .filter(each -> !command.valueOf("-pl").equals(Optional.of(each)))
                .filter(each -> !GOALS.contains(each))
                .toList();
    }

    private static void assertProfile(String profile, String project, String sources) {
        int start = project.indexOf("<id>" + profile + "</id>");
        assertTrue(start >= 0, () -> "no profile: " + profile);
        String rest = project.substring(start, project.indexOf("</profile>", start));
        MAIN_CLASS.matcher(rest).results().map(each -> each.group(1)).forEach(each -> {
            String type = each.substring(each.lastIndexOf('.') + 1);
            assertTrue(sources.contains("class " + type + " "), () -> "no main class: " + each);
        });
    }

    private static void assertProperty(String property, String project, String sources) {
        String name = property.split("=", 2)[0];
        assertTrue(
                PROPERTIES_OF_PLUGINS.contains(name) || project.contains("${" + name + "}"),
                () -> "no property: " + name);
        List<String> unknown = OPTION.matcher(property)
                .results()
                .map(each -> each.group())
                .filter(each -> !each.equals("--help"))
                .filter(each -> !sources.contains("\"" + each + "\""))
                .toList();
        assertEquals(List.of(), unknown, property);
    }

    /** Returns the sources of a module, and those of the module that gives hosts their options. */
    private static String sourcesOf(Path module) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path root : List.of(module.resolve("src"), Document.PROJECT.resolve("examples/host/src"))) {
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                            .toList()) {
                        all.append(Files.readString(file));
                    }
                }
            }
        }
        return all.toString();
    }

    @Test
    @DisplayName("Documents: the first two commands of the README are the main job and all tests")
    void readmeShowsTwoCommands() {
        Document readme = Document.of("README.md");
        List<String> inBlocks = readme.blocks().stream()
                .flatMap(each -> each.code().lines())
                .filter(each -> each.startsWith("mvn "))
                .toList();
        assertEquals(
                List.of("mvn -q -pl examples/quickstart -am -Pquickstart process-classes", "mvn verify"),
                inBlocks.subList(0, 2));
    }

    @Test
    @DisplayName("Documents: the README's dependency names a module and the version of the project")
    void readmeNamesTheVersion() throws IOException {
        String project = Files.readString(Document.PROJECT.resolve("pom.xml"));
        String version = project.substring(project.indexOf("<version>"), project.indexOf("</version>"));
        String dependency = Document.of("README.md").blocks().stream()
                .filter(each -> each.language().equals("xml"))
                .findFirst()
                .orElseThrow()
                .code();
        assertTrue(dependency.contains(version), () -> version + " is not in\n" + dependency);
        assertTrue(dependency.contains("<artifactId>callgate-storage-jdbc</artifactId>"), dependency);
    }

    @Test
    @DisplayName("Documents: a command of a profile that does not exist is found")
    void detectsUnknownProfiles() throws IOException {
        Document document = new Document(
                Document.PROJECT.resolve("BAD.md"),
                "```sh\nmvn -q -pl examples/reports -am \\\n    -Pweekly verify\n```\n");
        Command command = commandsOf(document).findFirst().orElseThrow();
        assertEquals(List.of("weekly"), command.startingWith("-P"));
        assertFalse(Files.readString(command.module().resolve("pom.xml")).contains("<id>weekly</id>"));
    }
}
