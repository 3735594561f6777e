package dev.callgate.storage.jdbc;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.callgate.storage.jdbc.count.SingleCount;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.table.AssignmentTable;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "dev.callgate.storage.jdbc";

    private static final Path SOURCES = Path.of("src", "main", "java", ROOT.replace('.', '/'));

    private static final int MIN_CLASSES = 40;

    /** Each top-level class is a slice, together with all that is nested in it. */
    private static final SliceAssignment TOP_LEVEL_CLASSES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(javaClass.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "top-level classes of " + ROOT;
        }
    };

    @ArchTest
    static final ArchRule classesHaveNoCycles =
            slices().assignedFrom(TOP_LEVEL_CLASSES).should().beFreeOfCycles();

    /** From the bottom up: a package uses only those before it. */
    private static final List<String> ORDER = List.of(".sql", ".table", ".count", "");

    @ArchTest
    static void packagesUseOnlyThoseBelow(JavaClasses seen) {
        for (JavaClass each : seen) {
            int above = ORDER.indexOf(name(each));
            assertTrue(above >= 0, () -> "%s is in a package without a place in the order".formatted(each.getName()));
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                int below = ORDER.indexOf(name(dependency.getTargetClass()));
                assertTrue(below <= above, dependency::getDescription);
            }
        }
    }

    @ArchTest
    static void hostsMeetFourTypes(JavaClasses seen) {
        assertEquals(
                Set.of("JdbcStorage", "Database", "GroupCommit", "MigrationReport"),
                seen.stream()
                        .filter(each -> each.isTopLevelClass()
                                && each.getModifiers().contains(JavaModifier.PUBLIC)
                                && each.getPackageName().equals(ROOT))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet()));
    }

    /** MariaDB's driver reports a batch as done that a Galera cluster has rolled back. */
    @ArchTest
    static final ArchRule noBatches =
            noClasses().should().callMethodWhere(target(nameMatching("addBatch|execute(Large)?Batch")));

    /** Returns the package behind the root's name, or the whole name of a package that is not ours. */
    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    /** Without this, rules on no classes at all would hold. */
    @ArchTest
    static void theRulesSeeTheProductionClasses(JavaClasses seen) {
        assertTrue(seen.size() >= MIN_CLASSES, () -> "only %d classes".formatted(seen.size()));
        List.of(JdbcStorage.class, SingleCount.class, AssignmentTable.class, Jdbc.class)
                .forEach(each -> assertTrue(seen.contain(each), each::getName));
        assertTrue(!seen.contain(ArchitectureTest.class), "tests are no production classes");
    }

    @Test
    @DisplayName("the module exports the package with the public types, and no other")
    void exportsOnePackage() throws IOException {
        String module = Files.readString(Path.of("src", "main", "java", "module-info.java"));
        assertEquals(
                List.of("exports %s;".formatted(ROOT)),
                module.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("exports") || line.startsWith("opens"))
                        .toList());
    }

    /** A call is counted on its assignment if the number allows it, so statements that read phone_numbers are in several classes. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "FROM|JOIN|UPDATE|INTO, agent_phone_numbers, AssignmentSql",
        "FROM|JOIN|UPDATE|INTO, call_counters, CounterTable",
        "FROM|JOIN|UPDATE|INTO, call_holds, HoldTable",
        "FROM|JOIN|UPDATE|INTO, daily_attribute_usage, AttributeUsageTable",
        "FROM|JOIN|UPDATE|INTO, call_journal, JournalTable",
        "FROM|JOIN|UPDATE|INTO, daily_usage, UsageTable",
        "FROM|JOIN|UPDATE|INTO, daily_refusals, UsageTable",
        "FROM|JOIN|UPDATE|INTO, phone_number_audit, AuditTable",
        "UPDATE|INTO, phone_numbers, NumberInsert NumberTable"
    })
    @DisplayName("all SQL of a table is in one class")
    void oneClassOwnsATable(String keywords, String table, String owners) throws IOException {
        Pattern sql = Pattern.compile("\\b(%s)\\s+%s\\b|\"%2$s\"".formatted(keywords, table));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> found = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (sql.matcher(Files.readString(file)).find()) {
                    found.add(file.getFileName().toString().replace(".java", ""));
                }
            }
            assertEquals(owners, String.join(" ", found));
        }
    }
}
