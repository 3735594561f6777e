package dev.callgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.callgate.assignment.Charge;
import dev.callgate.call.Destination;
import dev.callgate.id.TimeOrderedId;
import dev.callgate.number.NumberInventory;
import dev.callgate.store.StoreException;
import java.util.List;

@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "dev.callgate";

    private static final int FEWEST_CLASSES = 40;

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

    @ArchTest
    static final ArchRule nothingDependsOnTheRoot = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage(ROOT);

    /** Without this, rules on no classes at all would hold. */
    @ArchTest
    static void theRulesSeeTheProductionClasses(JavaClasses seen) {
        assertTrue(seen.size() >= FEWEST_CLASSES, () -> "only %d classes".formatted(seen.size()));
        List.of(
                        CallGate.class,
                        Eligibility.class,
                        Charge.class,
                        Destination.class,
                        TimeOrderedId.class,
                        NumberInventory.class,
                        StoreException.class)
                .forEach(each -> assertTrue(seen.contain(each), each::getName));
        assertTrue(!seen.contain(ArchitectureTest.class), "tests are no production classes");
    }
}
