package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Refuses calls to the numbers on a list, which may contain any of the numbers of a line. */
record ListedNumbers(Predicate<? super E164> list, String code, String message) implements CallRule {
    ListedNumbers {
        Objects.requireNonNull(list, "list");
    }

    @Override
    public Optional<Reason> objectionTo(CallFacts call) {
        return call.to().sameLine().stream().anyMatch(list)
                ? Optional.of(new Reason(code, message.formatted(call.to().masked())))
                : Optional.empty();
    }
}
