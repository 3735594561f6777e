package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.callgate.examples.console.login.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.callgate.examples.console";

    /** From the bottom up: a package uses only those before it. */
    private static final List<String> ORDER =
            List.of("", ".organization", ".audit", ".login", ".request", ".policy", ".api", ".web", ".demo");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    /** Returns the package behind the root's name, or the whole name of a package that is not the console's. */
    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    @Test
    @DisplayName("architecture: the rules see the classes of every package, and no test")
    void rulesSeeTheClasses() {
        Set<String> seen = classes.stream().map(ArchitectureTest::name).collect(Collectors.toSet());
        assertTrue(Set.copyOf(ORDER).equals(seen), seen::toString);
        assertTrue(classes.contain(Role.class));
        assertFalse(classes.contain(ArchitectureTest.class));
    }

    @Test
    @DisplayName("architecture: the packages of the console have no cycles")
    void noCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    @DisplayName("architecture: each package uses only those below it")
    void order() {
        for (JavaClass each : classes) {
            int above = ORDER.indexOf(name(each));
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                assertTrue(ORDER.indexOf(name(dependency.getTargetClass())) <= above, dependency::getDescription);
            }
        }
    }

    @Test
    @DisplayName("architecture: the pages use nothing of the API, nor the API of the pages")
    void apiAndPages() {
        for (List<String> each : List.of(List.of(".api", ".web"), List.of(".web", ".api"))) {
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage(ROOT + each.get(0))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + each.get(1))
                    .check(classes);
        }
    }
}
