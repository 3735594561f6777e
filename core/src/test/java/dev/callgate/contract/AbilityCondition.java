package dev.callgate.contract;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;

/** Injects the store under test into the tests of a suite, and skips tests of abilities that the store does not declare. */
final class AbilityCondition implements ExecutionCondition, BeforeEachCallback {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestInstances()
                .flatMap(instances -> context.getTestMethod()
                        .map(test ->
                                evaluate(test, suite(instances).storeUnderTest().abilities())))
                .orElseGet(() -> enabled("abilities are checked for each test"));
    }

    private static ConditionEvaluationResult evaluate(Method test, Set<Ability> declared) {
        Lacks lacks = test.getAnnotation(Lacks.class);
        if (lacks != null && declared.contains(lacks.value())) {
            return disabled("ability %s is declared".formatted(lacks.value()));
        }
        Set<Ability> missing = needed(test);
        missing.removeAll(declared);
        return missing.isEmpty()
                ? enabled("all abilities are declared")
                : disabled("ability %s is not declared"
                        .formatted(missing.iterator().next()));
    }

    private static Set<Ability> needed(Method test) {
        Set<Ability> needed = EnumSet.noneOf(Ability.class);
        add(test.getAnnotation(Needs.class), needed);
        for (Class<?> each = test.getDeclaringClass(); each != null; each = each.getSuperclass()) {
            add(each.getAnnotation(Needs.class), needed);
        }
        return needed;
    }

    private static void add(Needs needs, Set<Ability> to) {
        if (needs != null) {
            to.addAll(List.of(needs.value()));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        StoreTestSuite suite = suite(context.getRequiredTestInstances());
        if (context.getRequiredTestInstance() instanceof ContractTests tests) {
            tests.suite = suite;
            tests.tested = suite.storeUnderTest();
        }
    }

    /** The outermost suite is that of the store's author; the nested ones are groups of the kit. */
    private static StoreTestSuite suite(TestInstances instances) {
        return instances.getAllInstances().stream()
                .filter(StoreTestSuite.class::isInstance)
                .map(StoreTestSuite.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "run the contracts in a subclass of StoreContract or of another StoreTestSuite"));
    }
}
