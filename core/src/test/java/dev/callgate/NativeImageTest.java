package dev.callgate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Native images have what the code finds by name: the metadata in META-INF/native-image names it. */
class NativeImageTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path METADATA = CLASSES.resolve("META-INF/native-image/dev.callgate/callgate-core");
    private static final Pattern RESOURCE = Pattern.compile("\"pattern\": \"([^\"]+)\"");
    private static final Pattern DYNAMIC = Pattern.compile("java\\.lang\\.(reflect|invoke)\\..*"
            + "|java\\.lang\\.Class\\.(forName|getResource|get(Declared)?(Method|Field|Constructor|Classes)).*"
            + "|java\\.lang\\.Class(Loader)?\\.(getResource|getSystemResource|loadClass|newInstance).*"
            + "|java\\.util\\.(ServiceLoader|ResourceBundle)\\..*"
            + "|java\\.io\\.Object(In|Out)putStream\\..*");

    @Test
    @DisplayName("Native image: only the table of places is found by name")
    void namesAreKnown() {
        JavaClasses classes = new ClassFileImporter().importPath(CLASSES);
        Set<String> uses = classes.stream()
                .flatMap(each -> each.getAccessesFromSelf().stream())
                .filter(each -> DYNAMIC.matcher(nameOf(each)).matches())
                .map(each -> each.getOriginOwner().getName() + " uses " + nameOf(each))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of("dev.callgate.model.Places uses java.lang.Class.getResourceAsStream"),
                uses,
                "name what is found in the files of " + METADATA);
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    @Test
    @DisplayName("Native image: every resource is named, and nothing else")
    void resourcesAreNamed() throws IOException {
        List<Pattern> patterns = RESOURCE.matcher(Files.readString(METADATA.resolve("resource-config.json")))
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
