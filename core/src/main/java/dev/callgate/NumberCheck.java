package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The checks that each of an agent's numbers has to pass, in the order in which a refusal names them. */
enum NumberCheck {
    INACTIVE {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            return !assignment.number().isActive();
        }

        @Override
        List<Reason> reasons(Eligibility known) {
            return oneReason(known, () -> Reason.NUMBER_INACTIVE, () -> "the number is inactive");
        }
    },

    QUARANTINED {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            return assignment.number().isQuarantinedOn(moment.date());
        }

        @Override
        Instant availableFrom(Eligibility known, Assignment assignment, Moment moment) {
            return known.context()
                    .startOf(Objects.requireNonNull(assignment.number().quarantinedUntil()));
        }

        @Override
        boolean endsWithTime(Assignment assignment, Moment moment) {
            return true;
        }

        @Override
        List<Reason> reasons(Eligibility known) {
            return oneReason(known, () -> Reason.NUMBER_QUARANTINED, () -> "the number is in quarantine");
        }
    },

    COUNTRY {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            E164 to = known.context().to();
            return to != null && !assignment.terms().countries().allows(to.region());
        }

        @Override
        List<Reason> reasons(Eligibility known) {
            return oneReason(known, () -> Reason.COUNTRY_NOT_ALLOWED, () -> "calls to %s are not allowed%s"
                    .formatted(
                            Objects.requireNonNull(known.context().to()).region(),
                            haveNoCountries(known) ? "; the list of countries is empty: add them to the terms" : ""));
        }

        private boolean haveNoCountries(Eligibility known) {
            return known.assignments().stream()
                    .allMatch(each -> each.terms().countries().codes().isEmpty());
        }
    },

    CLASS {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            NumberClass required = known.context().requiredClass();
            return required != null && !assignment.terms().classes().contains(required);
        }

        @Override
        List<Reason> reasons(Eligibility known) {
            return oneReason(
                    known,
                    () -> Reason.classNotAllowed(
                            Objects.requireNonNull(known.context().requiredClass())),
                    () -> "calls to numbers of class %s are not allowed"
                            .formatted(Objects.requireNonNull(known.context().requiredClass())
                                    .code()));
        }
    },

    CALLER_ID {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            return !moment.objectionsTo(assignment.number()).isEmpty();
        }

        @Override
        @Nullable
        Instant availableFrom(Eligibility known, Assignment assignment, Moment moment) {
            Instant end = CallerIdObjections.to(assignment, moment).end();
            return end == null || !end.isAfter(moment.at()) ? null : end;
        }

        @Override
        boolean endsWithTime(Assignment assignment, Moment moment) {
            return CallerIdObjections.to(assignment, moment).areTemporary();
        }

        @Override
        List<Reason> reasons(Eligibility known) {
            return CallerIdObjections.byCode(known);
        }
    },

    DAILY_LIMIT {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            return assignment.remainingOn(moment.date()) == 0;
        }

        @Override
        @Nullable
        Instant availableFrom(Eligibility known, Assignment assignment, Moment moment) {
            return endsWithTime(assignment, moment)
                    ? known.context()
                            .startOf(assignment.countedDay(moment.date()).plusDays(1))
                    : null;
        }

        @Override
        boolean endsWithTime(Assignment assignment, Moment moment) {
            return assignment.terms().dailyLimit() > 0;
        }

        @Override
        List<Reason> reasons(Eligibility known) {
            return oneReason(known, () -> Reason.DAILY_LIMIT_REACHED, () -> "the daily limit for %s has been reached"
                    .formatted(known.date()));
        }
    },

    NUMBER_LIMIT {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            return !reached(known, assignment, moment).isEmpty();
        }

        private static List<AppliedLimit> reached(Eligibility known, Assignment assignment, Moment moment) {
            return moment.ofNumber(assignment.number()).stream()
                    .filter(each -> !each.hasRoom(known.counters()))
                    .toList();
        }

        /** Returns when all limits that are reached may have room; while a number warms up, each day has a limit of its own. */
        @Override
        @Nullable
        Instant availableFrom(Eligibility known, Assignment assignment, Moment moment) {
            Instant latest = moment.at();
            for (AppliedLimit limit : reached(known, assignment, moment)) {
                Instant next = limit.nextRoom(
                        known.counters(), known.context().policy().zone());
                if (next == null) {
                    return null;
                }
                latest = next.isAfter(latest) ? next : latest;
            }
            return latest;
        }

        @Override
        boolean endsWithTime(Assignment assignment, Moment moment) {
            return true;
        }

        @Override
        List<Reason> reasons(Eligibility known) {
            return oneReason(
                    known,
                    () -> Reason.NUMBER_LIMIT_REACHED,
                    () -> "the limit of %s has been reached by all agents combined"
                            .formatted(known.assignments().stream()
                                    .flatMap(each -> reached(known, each, known.moment()).stream())
                                    .map(each -> each.limit().toString())
                                    .distinct()
                                    .collect(Collectors.joining(", "))));
        }
    };

    /** Calls each check by its name, which is many times as fast as a loop. */
    static boolean allPass(Eligibility known, Assignment assignment) {
        Moment moment = known.moment();
        return allPassButLimits(known, assignment)
                && !DAILY_LIMIT.fails(known, assignment, moment)
                && (moment.ofNumbers().isEmpty() || !NUMBER_LIMIT.fails(known, assignment, moment));
    }

    /** Returns whether an assignment passes all checks but those of limits. */
    static boolean allPassButLimits(Eligibility known, Assignment assignment) {
        Moment moment = known.moment();
        return !INACTIVE.fails(known, assignment, moment)
                && !QUARANTINED.fails(known, assignment, moment)
                && !COUNTRY.fails(known, assignment, moment)
                && !CLASS.fails(known, assignment, moment)
                && !CALLER_ID.fails(known, assignment, moment);
    }

    /** Returns whether an assignment fails a check that it will not pass by waiting. */
    static boolean neverPasses(Eligibility known, Assignment assignment) {
        Moment moment = known.moment();
        for (NumberCheck check : values()) {
            if (check.fails(known, assignment, moment) && !check.endsWithTime(assignment, moment)) {
                return true;
            }
        }
        return false;
    }

    abstract boolean fails(Eligibility known, Assignment assignment, Moment moment);

    /** Returns the first time after a moment, at which the number fails, when it may pass; null if none is known. */
    @Nullable
    Instant availableFrom(Eligibility known, Assignment assignment, Moment moment) {
        return null;
    }

    /** Returns whether a number that fails may pass by waiting. */
    boolean endsWithTime(Assignment assignment, Moment moment) {
        return false;
    }

    /** Returns the reasons to refuse the call that concern the numbers that fail now, each with their count; none if all pass. */
    abstract List<Reason> reasons(Eligibility known);

    /** Returns the reason of a check that has the same one for all numbers. */
    List<Reason> oneReason(Eligibility known, Supplier<String> code, Supplier<String> message) {
        List<Assignment> all = known.assignments();
        Moment moment = known.moment();
        List<Assignment> failed =
                all.stream().filter(each -> fails(known, each, moment)).toList();
        if (failed.isEmpty()) {
            return List.of();
        }
        return List.of(new Reason(
                code.get(),
                "%s (%d of %d numbers)".formatted(message.get(), failed.size(), all.size()),
                failed.stream()
                        .map(each -> availableFrom(known, each, moment))
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                failed.stream().anyMatch(each -> endsWithTime(each, moment)),
                failed.size()));
    }
}
