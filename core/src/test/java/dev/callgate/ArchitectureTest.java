package dev.callgate;

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
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Destination;
import dev.callgate.model.E164;
import dev.callgate.model.StoreException;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.CountRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "dev.callgate";

    private static final int MIN_CLASSES = 40;

    /** Each package is a slice, the root too, which a pattern for slices would leave out. */
    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + ROOT;
        }
    };

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().assignedFrom(PACKAGES).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreKnowsNoDatabase =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..");

    /** From the bottom up: a package uses only those before it. */
    private static final List<String> ORDER =
            List.of(".internal", ".model", ".report", ".spi", ".call", ".policy", ".admin", "", ".services");

    /** The packages of hosts that only ask the gate. */
    private static final Set<String> ASKING = Set.of("", ".call", ".policy");

    private static final int MAX_TYPES_OF_ASKING_HOSTS = 40;

    /** The most public top-level types of each exported package: growth is a decision, made here. */
    private static final Map<String, Integer> BUDGET = Map.of(
            "", 5, ".call", 7, ".policy", 10, ".model", 35, ".report", 11, ".spi", 11, ".admin", 17, ".services", 1);

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
    static void packagesStayWithinTheirBudgets(JavaClasses seen) {
        Map<String, List<String>> found = seen.stream()
                .filter(each -> each.isTopLevelClass() && each.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(each -> !".internal".equals(name(each)))
                .collect(Collectors.groupingBy(
                        ArchitectureTest::name,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
        assertEquals(BUDGET.keySet(), found.keySet());
        String over = found.entrySet().stream()
                .filter(each -> each.getValue().size() > BUDGET.get(each.getKey()))
                .map(each -> "%s%s has %d public types, %d more than its budget: %s"
                        .formatted(
                                ROOT,
                                each.getKey(),
                                each.getValue().size(),
                                each.getValue().size() - BUDGET.get(each.getKey()),
                                each.getValue()))
                .collect(Collectors.joining("; "));
        assertEquals("", over);
    }

    /** Counts the types of every public signature in the packages of hosts that ask, and those packages' own types. */
    @ArchTest
    static void hostsThatOnlyAskMeetFewerThan40Types(JavaClasses seen) {
        Set<String> met = new TreeSet<>();
        seen.stream()
                .filter(each -> ASKING.contains(name(each)) && isVisible(each))
                .forEach(each -> {
                    met.add(topLevel(each));
                    each.getMethods().stream()
                            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                            .flatMap(method -> Stream.concat(
                                    Stream.of(method.getReturnType()), method.getParameterTypes().stream()))
                            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                            .filter(type -> type.getPackageName().startsWith(ROOT))
                            .forEach(type -> met.add(topLevel(type)));
                });
        assertTrue(met.size() < MAX_TYPES_OF_ASKING_HOSTS, () -> met.size() + " types: " + met);
        assertTrue(met.containsAll(List.of(CallGate.class.getName(), E164.class.getName())), met::toString);
    }

    /** Returns whether hosts can name a type: it and all types around it are public. Types in a hidden interface are public, too. */
    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    /** Returns the package behind the root's name, or the whole name of a package that is not ours. */
    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    /** Without this, rules on no classes at all would hold. */
    @ArchTest
    static void theRulesSeeTheProductionClasses(JavaClasses seen) {
        assertTrue(seen.size() >= MIN_CLASSES, () -> "only %d classes".formatted(seen.size()));
        List.of(
                        CallGate.class,
                        Eligibility.class,
                        CountRequest.class,
                        Destination.class,
                        TimeOrderedId.class,
                        NumberInventory.class,
                        StoreException.class)
                .forEach(each -> assertTrue(seen.contain(each), each::getName));
        assertTrue(!seen.contain(ArchitectureTest.class), "tests are no production classes");
    }
}
