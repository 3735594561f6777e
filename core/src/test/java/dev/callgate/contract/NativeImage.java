package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the classes of a module find by name, and its metadata for native images, which has to name that. */
public record NativeImage(String artifact) {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern RESOURCE = Pattern.compile("\"pattern\": \"([^\"]+)\"");
    private static final Pattern DYNAMIC =
            Pattern.compile("java\\.lang\\.(reflect|invoke)\\.(?!InvocationTargetException).*"
                    + "|java\\.lang\\.Class\\.(forName|getResource|get(Declared)?(Method|Field|Constructor|Classes)).*"
                    + "|java\\.lang\\.Class(Loader)?\\.(getResource|getSystemResource|loadClass|newInstance).*"
                    + "|java\\.util\\.(ServiceLoader|ResourceBundle)\\..*"
                    + "|java\\.io\\.Object(In|Out)putStream\\..*");

    /** Returns the folder of the metadata. */
    public Path metadata() {
        return CLASSES.resolve("META-INF/native-image/dev.callgate").resolve(artifact);
    }

    /** Requires that the classes use nothing else that finds by name. */
    public void assertUses(String... known) {
        Set<String> uses = new ClassFileImporter()
                .importPath(CLASSES).stream()
                        .flatMap(each -> each.getAccessesFromSelf().stream())
                        .filter(each -> DYNAMIC.matcher(nameOf(each)).matches())
                        .map(each -> each.getOriginOwner().getName() + " uses " + nameOf(each))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(List.of(known)), uses, "name what is found in the files of " + metadata());
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    /** Requires that each resource has a pattern, and each pattern a resource. */
    public void assertResourcesAreNamed() throws IOException {
        List<Pattern> patterns = RESOURCE.matcher(Files.readString(metadata().resolve("resource-config.json")))
                .results()
                .map(each -> Pattern.compile(each.group(1).replace("\\\\", "\\")))
                .toList();
        Set<String> resources = resources();
        assertEquals(
                Set.of(),
                resources.stream()
                        .filter(each -> patterns.stream()
                                .noneMatch(pattern -> pattern.matcher(each).matches()))
                        .collect(Collectors.toSet()),
                "resources that no pattern names");
        assertEquals(
                List.of(),
                patterns.stream()
                        .filter(pattern -> resources.stream()
                                .noneMatch(each -> pattern.matcher(each).matches()))
                        .toList(),
                "patterns of no resource");
    }

    private static Set<String> resources() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(Files::isRegularFile)
                    .map(each -> CLASSES.relativize(each).toString().replace('\\', '/'))
                    .filter(each -> !each.endsWith(".class") && !each.startsWith("META-INF/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
