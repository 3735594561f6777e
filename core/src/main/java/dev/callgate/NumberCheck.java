package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.spi.CounterSnapshot;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;

/** What is asked of each of an agent's numbers, in the order in which a refusal names it. */
enum NumberCheck {
    INACTIVE(Reason.NUMBER_INACTIVE) {
        @Override
        boolean fails(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return !assignment.number().isActive();
        }

        @Override
        String message(DecisionContext context, LocalDate date) {
            return "the number is inactive";
        }
    },

    QUARANTINED(Reason.NUMBER_QUARANTINED) {
        @Override
        boolean fails(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return assignment.number().isQuarantinedOn(date);
        }

        @Override
        LocalDate back(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return Objects.requireNonNull(assignment.number().quarantinedUntil());
        }

        @Override
        String message(DecisionContext context, LocalDate date) {
            return "the number is in quarantine";
        }
    },

    COUNTRY(Reason.COUNTRY_NOT_ALLOWED) {
        @Override
        boolean fails(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            E164 to = context.to();
            return to != null && !assignment.terms().countries().allows(to.region());
        }

        @Override
        String message(DecisionContext context, LocalDate date) {
            return "calls to %s are not allowed"
                    .formatted(Objects.requireNonNull(context.to()).region());
        }
    },

    /** Each class has a code of its own. */
    CLASS("") {
        @Override
        boolean fails(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return context.requiredClass() != null
                    && !assignment.terms().classes().contains(context.requiredClass());
        }

        @Override
        String code(DecisionContext context) {
            return Reason.classNotAllowed(Objects.requireNonNull(context.requiredClass()));
        }

        @Override
        String message(DecisionContext context, LocalDate date) {
            return "calls to numbers of class %s are not allowed"
                    .formatted(Objects.requireNonNull(context.requiredClass()).code());
        }
    },

    DAILY_LIMIT(Reason.DAILY_LIMIT_REACHED) {
        @Override
        boolean fails(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return assignment.remainingOn(date) == 0;
        }

        @Override
        @Nullable
        LocalDate back(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return assignment.terms().dailyLimit() == 0
                    ? null
                    : assignment.countedDay(date).plusDays(1);
        }

        @Override
        String message(DecisionContext context, LocalDate date) {
            return "all calls of %s are made".formatted(date);
        }
    },

    NUMBER_CAP(Reason.NUMBER_CAP_REACHED) {
        @Override
        boolean fails(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return !context.policy().caps().isNone()
                    && context.numberCap(assignment, date)
                            .filter(cap -> cap.remainingOn(date, usage) == 0)
                            .isPresent();
        }

        /** The next day's cap may be another, while a number warms up. */
        @Override
        LocalDate back(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
            return context.numberCap(assignment, date)
                    .map(cap -> usage.dailyCount(cap.counter()).countedDay(date))
                    .orElse(date)
                    .plusDays(1);
        }

        @Override
        String message(DecisionContext context, LocalDate date) {
            return "all calls that the number may make on %s, in whoever's hands, are made".formatted(date);
        }
    };

    private final String code;

    NumberCheck(String code) {
        this.code = code;
    }

    /** Asks each by its name, which is many times as fast as a loop. */
    static boolean allPass(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
        return !INACTIVE.fails(context, assignment, date, usage)
                && !QUARANTINED.fails(context, assignment, date, usage)
                && !COUNTRY.fails(context, assignment, date, usage)
                && !CLASS.fails(context, assignment, date, usage)
                && !DAILY_LIMIT.fails(context, assignment, date, usage)
                && !NUMBER_CAP.fails(context, assignment, date, usage);
    }

    abstract boolean fails(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage);

    /** Returns the first day on which it may pass; null where no day helps. Only where it fails. */
    @Nullable
    LocalDate back(DecisionContext context, Assignment assignment, LocalDate date, CounterSnapshot usage) {
        return null;
    }

    String code(DecisionContext context) {
        return code;
    }

    abstract String message(DecisionContext context, LocalDate date);
}
