package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** The checks that each of an agent's numbers has to pass, in the order in which a refusal names them. */
enum NumberCheck {
    INACTIVE {
        @Override
        boolean fails(Eligibility known, Assignment assignment, LocalDate date) {
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
        boolean fails(Eligibility known, Assignment assignment, LocalDate date) {
            return assignment.number().isQuarantinedOn(date);
        }

        @Override
        LocalDate availableAgainOn(Eligibility known, Assignment assignment, LocalDate date) {
            return Objects.requireNonNull(assignment.number().quarantinedUntil());
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
        boolean fails(Eligibility known, Assignment assignment, LocalDate date) {
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
        boolean fails(Eligibility known, Assignment assignment, LocalDate date) {
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
        boolean fails(Eligibility known, Assignment assignment, LocalDate date) {
            return assignment.remainingOn(date) == 0;
        }

        @Override
        @Nullable
        LocalDate availableAgainOn(Eligibility known, Assignment assignment, LocalDate date) {
            return assignment.terms().dailyLimit() == 0
                    ? null
                    : assignment.countedDay(date).plusDays(1);
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

    NUMBER_CAP {
        @Override
        boolean fails(Eligibility known, Assignment assignment, LocalDate date) {
            Optional<Limits.Cap> cap = known.context().numberCap(assignment, date);
            return cap.isPresent() && cap.get().remainingOn(date, known.counters()) == 0;
        }

        /** Returns the next day: while a number warms up, each day has a cap of its own. */
        @Override
        LocalDate availableAgainOn(Eligibility known, Assignment assignment, LocalDate date) {
            return known.context()
                    .numberCap(assignment, date)
                    .map(cap -> known.counters().dailyCount(cap.counter()).countedDay(date))
                    .orElse(date)
                    .plusDays(1);
        }

        @Override
        String code(DecisionContext context) {
            return Reason.NUMBER_CAP_REACHED;
        }

        @Override
        String message(Eligibility known) {
            return "the number's daily cap for %s has been reached by all agents combined".formatted(known.date());
        }
    };

    /** Calls each check by its name, which is many times as fast as a loop. */
    static boolean allPass(Eligibility known, Assignment assignment) {
        LocalDate date = known.date();
        return !INACTIVE.fails(known, assignment, date)
                && !QUARANTINED.fails(known, assignment, date)
                && !COUNTRY.fails(known, assignment, date)
                && !CLASS.fails(known, assignment, date)
                && !DAILY_LIMIT.fails(known, assignment, date)
                && (known.context().policy().caps().isNone() || !NUMBER_CAP.fails(known, assignment, date));
    }

    abstract boolean fails(Eligibility known, Assignment assignment, LocalDate date);

    /** Returns the first day on which a number that fails on a date may pass; null if no day is known. */
    @Nullable
    LocalDate availableAgainOn(Eligibility known, Assignment assignment, LocalDate date) {
        return null;
    }

    abstract String code(DecisionContext context);

    abstract String message(Eligibility known);
}
