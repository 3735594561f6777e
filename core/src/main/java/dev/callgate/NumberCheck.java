package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.spi.Usage;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;

/** What is asked of each of an agent's numbers, in the order in which a refusal names it. */
enum NumberCheck {
    INACTIVE(Reason.NUMBER_INACTIVE) {
        @Override
        boolean fails(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return !assignment.number().isActive();
        }

        @Override
        String message(Call call, LocalDate date) {
            return "the number is inactive";
        }
    },

    QUARANTINED(Reason.NUMBER_QUARANTINED) {
        @Override
        boolean fails(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return assignment.number().isQuarantinedOn(date);
        }

        @Override
        LocalDate back(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return Objects.requireNonNull(assignment.number().quarantinedUntil());
        }

        @Override
        String message(Call call, LocalDate date) {
            return "the number is in quarantine";
        }
    },

    COUNTRY(Reason.COUNTRY_NOT_ALLOWED) {
        @Override
        boolean fails(Call call, Assignment assignment, LocalDate date, Usage usage) {
            E164 to = call.to();
            return to != null && !assignment.terms().countries().allows(to.region());
        }

        @Override
        String message(Call call, LocalDate date) {
            return "calls to %s are not allowed"
                    .formatted(Objects.requireNonNull(call.to()).region());
        }
    },

    /** Each class has a code of its own. */
    CLASS("") {
        @Override
        boolean fails(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return call.permit() != null && !assignment.terms().classes().contains(call.permit());
        }

        @Override
        String code(Call call) {
            return Reason.classNotAllowed(Objects.requireNonNull(call.permit()));
        }

        @Override
        String message(Call call, LocalDate date) {
            return "calls to numbers of class %s are not allowed"
                    .formatted(Objects.requireNonNull(call.permit()).code());
        }
    },

    DAILY_LIMIT(Reason.DAILY_LIMIT_REACHED) {
        @Override
        boolean fails(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return assignment.remainingOn(date) == 0;
        }

        @Override
        @Nullable
        LocalDate back(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return assignment.terms().dailyLimit() == 0
                    ? null
                    : assignment.chargedDay(date).plusDays(1);
        }

        @Override
        String message(Call call, LocalDate date) {
            return "all calls of %s are made".formatted(date);
        }
    },

    NUMBER_CAP(Reason.NUMBER_CAP_REACHED) {
        @Override
        boolean fails(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return !call.policy().caps().isNone()
                    && call.numberCap(assignment, date)
                            .filter(cap -> cap.remainingOn(date, usage) == 0)
                            .isPresent();
        }

        /** The next day's cap may be another, while a number warms up. */
        @Override
        LocalDate back(Call call, Assignment assignment, LocalDate date, Usage usage) {
            return call.numberCap(assignment, date)
                    .map(cap -> usage.tally(cap.counter()).chargedDay(date))
                    .orElse(date)
                    .plusDays(1);
        }

        @Override
        String message(Call call, LocalDate date) {
            return "all calls that the number may make on %s, in whoever's hands, are made".formatted(date);
        }
    };

    private final String code;

    NumberCheck(String code) {
        this.code = code;
    }

    /** Asks each by its name, which is many times as fast as a loop. */
    static boolean allPass(Call call, Assignment assignment, LocalDate date, Usage usage) {
        return !INACTIVE.fails(call, assignment, date, usage)
                && !QUARANTINED.fails(call, assignment, date, usage)
                && !COUNTRY.fails(call, assignment, date, usage)
                && !CLASS.fails(call, assignment, date, usage)
                && !DAILY_LIMIT.fails(call, assignment, date, usage)
                && !NUMBER_CAP.fails(call, assignment, date, usage);
    }

    abstract boolean fails(Call call, Assignment assignment, LocalDate date, Usage usage);

    /** Returns the first day on which it may pass; null where no day helps. Only where it fails. */
    @Nullable
    LocalDate back(Call call, Assignment assignment, LocalDate date, Usage usage) {
        return null;
    }

    String code(Call call) {
        return code;
    }

    abstract String message(Call call, LocalDate date);
}
