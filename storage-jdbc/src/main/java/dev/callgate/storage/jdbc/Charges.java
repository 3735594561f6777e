package dev.callgate.storage.jdbc;

import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.GrantedCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.spi.Charge;
import dev.callgate.spi.ChargeResult;
import dev.callgate.spi.Usage;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks and counts calls:
 *
 * <ol>
 *   <li>on the assignment alone, by one statement; where there are caps, or the call has an id, on everything that is capped
 *       too, in one transaction that is rolled back unless all of it was counted, and the call was not there yet; PostgreSQL
 *       does that in one statement where there are no caps;
 *   <li>where nothing was counted, all of it is read once more, to say why.
 * </ol>
 *
 * <p>Everybody locks in the same order: an assignment, a callee, a number, an agent, the organization, the call. So nobody deadlocks,
 * and what most calls share is locked for the shortest time.
 */
final class Charges {
    /** Once for rows that were not there yet, once more for good measure. */
    private static final int MAX_ATTEMPTS = 3;

    private final Jdbc jdbc;
    private final ChargeStatement onAssignment;
    private final JournaledCharge inJournal;
    private final SharedCounts shared;
    private final JournalTable journal;
    private final String readAgain;

    Charges(Jdbc jdbc, SharedCounts shared, JournalTable journal, UsageTable usage) {
        this.jdbc = jdbc;
        this.onAssignment = new ChargeStatement(jdbc);
        this.inJournal = new JournaledCharge(jdbc, onAssignment, usage);
        this.shared = shared;
        this.journal = journal;
        this.readAgain = AssignmentTable.select(
                        ", %s AS store_time".formatted(jdbc.database().clock()))
                + "WHERE a.organization_id = ? AND a.id = ?";
    }

    ChargeResult run(Charge asked) {
        Charge charge = asked;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<Assignment> counted = count(charge);
            if (counted.isPresent()) {
                return new ChargeResult.Granted(counted.get());
            }
            Found found = found(charge);
            ChargeResult why = found.why(charge);
            if (!(why instanceof ChargeResult.Granted)) {
                return why;
            }
            charge = found.inStep(charge);
            if (!charge.limits().isNone()) {
                insertMissing(charge);
            }
        }
        // Room again by now: it was full, or changed, a moment ago.
        return new ChargeResult.Changed();
    }

    private Optional<Assignment> count(Charge charge) {
        if (charge.countsOnAssignmentOnly()) {
            return jdbc.statement("counting a call", connection -> onAssignment.count(connection, charge));
        }
        return inJournal.canCount(charge)
                ? jdbc.statement("counting a call", connection -> inJournal.count(connection, charge))
                : jdbc.transactionOrUndo("counting a call", connection -> countEverywhere(connection, charge));
    }

    private Optional<Assignment> countEverywhere(Connection connection, Charge charge) throws SQLException {
        Optional<Assignment> counted = onAssignment.count(connection, charge);
        boolean everywhere = counted.isPresent()
                && shared.count(
                        connection, charge, Objects.requireNonNull(counted.get().lastResetDate()))
                && (charge.callId() == null || journal.insert(connection, charge.grantedCall(counted.get())));
        return everywhere ? counted : Optional.empty();
    }

    /** In statements of their own, so that nobody waits for a row that may be rolled back. Nothing is counted by them. */
    private void insertMissing(Charge charge) {
        try {
            jdbc.statement("preparing to count a call", connection -> {
                shared.insertMissing(connection, charge);
                return true;
            });
        } catch (StoreException.OutcomeUnknown e) {
            throw new StoreException.NotApplied("no call was counted; " + e.getMessage(), e);
        }
    }

    /** An assignment, and the time by the database's clock when it was read. */
    private record Read(Assignment assignment, Instant at) {}

    /** All that a charge depends on, as it was read. */
    private record Found(
            @Nullable GrantedCall earlier, @Nullable Read read, Usage usage) {
        ChargeResult why(Charge charge) {
            if (earlier != null) {
                return new ChargeResult.Repeated(earlier);
            }
            return read == null ? new ChargeResult.Changed() : charge.on(read.assignment(), usage, read.at());
        }

        Charge inStep(Charge charge) {
            return read == null ? charge : charge.onNewestDay(read.assignment(), usage);
        }
    }

    @Nullable
    private Read read(ResultSet row) throws SQLException {
        Assignment assignment = Rows.assignment(row);
        return assignment == null ? null : new Read(assignment, jdbc.database().readClock(row, "store_time"));
    }

    private Found found(Charge charge) {
        OrganizationId organization = charge.seen().organization();
        CallId callId = charge.callId();
        return jdbc.read("reading why a call was not counted", connection -> {
            Optional<GrantedCall> earlier = callId == null
                    ? Optional.empty()
                    : journal.find(connection, organization, callId).map(CallRecord::call);
            Optional<Read> read = jdbc.queryOne(
                    connection,
                    this::read,
                    readAgain,
                    organization,
                    charge.seen().id());
            Usage usage = charge.limits().isNone() ? Usage.NONE : shared.usage(connection, charge);
            return new Found(earlier.orElse(null), read.orElse(null), usage);
        });
    }
}
