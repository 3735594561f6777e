package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The checks that each of an agent's numbers has to pass, in the order in which a refusal names them. */
enum NumberCheck {
    INACTIVE {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            return !assignment.number().isActive();
        }

        @Override
        String code(DecisionContext context) {
            return Reason.NUMBER_INACTIVE;
        }

        @Override
        String message(Eligibility known) {
            return "the number is inactive";
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
        boolean endsWithTime(Assignment assignment) {
            return true;
        }

        @Override
        String code(DecisionContext context) {
            return Reason.NUMBER_QUARANTINED;
        }

        @Override
        String message(Eligibility known) {
            return "the number is in quarantine";
        }
    },

    COUNTRY {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            E164 to = known.context().to();
            return to != null && !assignment.terms().countries().allows(to.region());
        }

        @Override
        String code(DecisionContext context) {
            return Reason.COUNTRY_NOT_ALLOWED;
        }

        @Override
        String message(Eligibility known) {
            return "calls to %s are not allowed"
                    .formatted(Objects.requireNonNull(known.context().to()).region());
        }
    },

    CLASS {
        @Override
        boolean fails(Eligibility known, Assignment assignment, Moment moment) {
            NumberClass required = known.context().requiredClass();
            return required != null && !assignment.terms().classes().contains(required);
        }

        @Override
        String code(DecisionContext context) {
            return Reason.classNotAllowed(Objects.requireNonNull(context.requiredClass()));
        }

        @Override
        String message(Eligibility known) {
            return "calls to numbers of class %s are not allowed"
                    .formatted(Objects.requireNonNull(known.context().requiredClass())
                            .code());
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
            return endsWithTime(assignment)
                    ? known.context()
                            .startOf(assignment.countedDay(moment.date()).plusDays(1))
                    : null;
        }

        @Override
        boolean endsWithTime(Assignment assignment) {
            return assignment.terms().dailyLimit() > 0;
        }

        @Override
        String code(DecisionContext context) {
            return Reason.DAILY_LIMIT_REACHED;
        }

        @Override
        String message(Eligibility known) {
            return "the daily limit for %s has been reached".formatted(known.date());
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
        boolean endsWithTime(Assignment assignment) {
            return true;
        }

        @Override
        String code(DecisionContext context) {
            return Reason.NUMBER_LIMIT_REACHED;
        }

        @Override
        String message(Eligibility known) {
            return "the limit of %s has been reached by all agents combined"
                    .formatted(known.assignments().stream()
                            .flatMap(each -> reached(known, each, known.moment()).stream())
                            .map(each -> each.limit().toString())
                            .distinct()
                            .collect(Collectors.joining(", ")));
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
                && !CLASS.fails(known, assignment, moment);
    }

    abstract boolean fails(Eligibility known, Assignment assignment, Moment moment);

    /** Returns the first time after a moment, at which the number fails, when it may pass; null if none is known. */
    @Nullable
    Instant availableFrom(Eligibility known, Assignment assignment, Moment moment) {
        return null;
    }

    /** Returns whether a number that fails may pass by waiting. */
    boolean endsWithTime(Assignment assignment) {
        return false;
    }

    abstract String code(DecisionContext context);

    abstract String message(Eligibility known);
}
