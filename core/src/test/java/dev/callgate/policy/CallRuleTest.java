package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallRuleTest {
    private static final String LISTED = "+12025550123";
    private static final String OTHER = "+12025550124";
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    static Stream<Arguments> lists() {
        Function<Predicate<? super E164>, CallRule> doNotCall = CallRule::doNotCall;
        Function<Predicate<? super E164>, CallRule> blocked = CallRule::blocked;
        return Stream.of(
                Arguments.of(Named.of("doNotCall", doNotCall), "do_not_call"),
                Arguments.of(Named.of("blocked", blocked), "callee_blocked"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    @DisplayName("D9 a number on a list is refused with its code, whatever the time")
    void refusesListedNumbers(Function<Predicate<? super E164>, CallRule> list, String code) {
        CallRule rule = list.apply(Set.of(E164.of(LISTED))::contains);
        Reason reason = Calls.ask(rule, LISTED, NOW).orElseThrow();
        assertEquals(code, reason.code());
        assertNull(reason.until());
        assertEquals(Optional.empty(), Calls.ask(rule, OTHER, NOW));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void masksTheNumberInTheMessage(Function<Predicate<? super E164>, CallRule> list, String code) {
        String message =
                Calls.ask(list.apply(number -> true), LISTED, NOW).orElseThrow().message();
        assertTrue(message.contains("+12*******23"), message);
        assertFalse(message.contains(LISTED), message);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void acceptsAnyPredicate(Function<Predicate<? super E164>, CallRule> list, String code) {
        Predicate<Object> lookUp = number -> number.toString().endsWith("3");
        assertTrue(Calls.ask(list.apply(lookUp), LISTED, NOW).isPresent());
        assertTrue(Calls.ask(list.apply(lookUp), OTHER, NOW).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("lists")
    @DisplayName("D4 a look-up that fails allows nothing")
    void propagatesFailures(Function<Predicate<? super E164>, CallRule> list, String code) {
        IllegalStateException failure = new IllegalStateException("the list cannot be read");
        CallRule rule = list.apply(number -> {
            throw failure;
        });
        assertSame(failure, assertThrows(IllegalStateException.class, () -> Calls.ask(rule, LISTED, NOW)));
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> CallRule.doNotCall(null), "list");
        assertThrowsNaming(NullPointerException.class, () -> CallRule.blocked(null), "list");
    }
}
