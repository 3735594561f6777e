package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Native images need no metadata: the code finds nothing by name. */
class NativeImageTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern DYNAMIC = Pattern.compile("java\\.lang\\.(reflect|invoke)\\..*"
            + "|java\\.lang\\.Class\\.(forName|getResource|get(Declared)?(Method|Field|Constructor|Classes)).*"
            + "|java\\.lang\\.Class(Loader)?\\.(getResource|getSystemResource|loadClass|newInstance).*"
            + "|java\\.util\\.(ServiceLoader|ResourceBundle)\\..*"
            + "|java\\.io\\.Object(In|Out)putStream\\..*");

    @Test
    @DisplayName("Native image: nothing of the library is found by name")
    void namesAreKnown() {
        JavaClasses classes = new ClassFileImporter().importPath(CLASSES);
        Set<String> uses = classes.stream()
                .flatMap(each -> each.getAccessesFromSelf().stream())
                .filter(each -> DYNAMIC.matcher(nameOf(each)).matches())
                .map(each -> each.getOriginOwner().getName() + " uses " + nameOf(each))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                // the parameter is one that JUnit has found
                Set.of("dev.callgate.testing.GateResolver uses java.lang.reflect.Parameter.getType"),
                uses,
                "name what is found in META-INF/native-image/dev.callgate/callgate-storage-memory");
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }
}
