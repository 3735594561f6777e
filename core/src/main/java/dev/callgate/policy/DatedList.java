package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses calls to the numbers on a do-not-call list, and to the countries of the list while it is too old.
 *
 * @param countries the ISO 3166-1 codes of the countries of the list; empty if it has numbers of all countries
 */
record DatedList(String name, DoNotCallList list, int maxAgeDays, Set<String> countries) implements CallRule {
    DatedList {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(list, "list");
        countries = Set.copyOf(countries);
        if (maxAgeDays < 0) {
            throw new IllegalArgumentException(
                    "a do-not-call list may be used for 0 or more days, not %d".formatted(maxAgeDays));
        }
    }

    @Override
    public Optional<Reason> objectionTo(CallFacts call) {
        if (call.to().sameLine().stream().anyMatch(list::contains)) {
            return Optional.of(new Reason(
                    Reason.DO_NOT_CALL,
                    "%s is on the do-not-call list \"%s\"".formatted(call.to().masked(), name)));
        }
        return isAbout(call) ? tooOld(list.date(), call.day().date()) : Optional.empty();
    }

    private boolean isAbout(CallFacts call) {
        return countries.isEmpty()
                || countries.contains(call.to().region())
                || (call.knownPlace() != null
                        && countries.contains(call.knownPlace().country()));
    }

    private Optional<Reason> tooOld(LocalDate obtained, LocalDate today) {
        return today.isAfter(obtained.plusDays(maxAgeDays))
                ? Optional.of(Reason.untilUnknown(
                        Reason.DO_NOT_CALL_LIST_TOO_OLD,
                        "the do-not-call list \"%s\" was obtained on %s and may be used for %d days: load a newer one"
                                .formatted(name, obtained, maxAgeDays)))
                : Optional.empty();
    }
}
