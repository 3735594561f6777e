package dev.callgate.examples.dialer;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = Dialer.class, importOptions = ImportOption.DoNotIncludeTests.class)
class DialerArchitectureTest {
    private static final String ROOT = "dev.callgate.examples.dialer";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)").should().beFreeOfCycles();

    /** A package is used only by those that are named here; the program uses them all, and none uses it. */
    @ArchTest
    static final ArchRule packagesAreUsedFromAbove = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("program")
            .definedBy(ROOT)
            .layer("report")
            .definedBy(ROOT + ".report")
            .layer("gate")
            .definedBy(ROOT + ".gate")
            .layer("lead")
            .definedBy(ROOT + ".lead")
            .layer("sipp")
            .definedBy(ROOT + ".sipp")
            .layer("sip")
            .definedBy(ROOT + ".sip")
            .whereLayer("program")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("program")
            .whereLayer("gate")
            .mayOnlyBeAccessedByLayers("program", "report")
            .whereLayer("sipp")
            .mayOnlyBeAccessedByLayers("program", "report")
            .whereLayer("lead")
            .mayOnlyBeAccessedByLayers("program", "report", "gate")
            .whereLayer("sip")
            .mayOnlyBeAccessedByLayers("program", "sipp");
}
