package dev.callgate.contract;

import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.ActorId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each change of an assignment is noted in the audit trail. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.AUDIT})
abstract class AssignmentAuditContract extends AuditTests {
    private static final Map<String, String> OTHER_TERMS_TEXT = Map.of("daily_limit", "7", "allowed_countries", "DE");

    @Test
    @DisplayName("T1 an assignment is recorded with its agent and terms")
    void recordsAnAssignmentWithAgentAndTerms() {
        assertRecords(at(1), Action.NUMBER_ASSIGNED, ANNA, Map.of(), TERMS_TEXT, () -> assign(number, ANNA, at(1)));
    }

    @Test
    @DisplayName("T1 each step of an assignments life is recorded")
    void recordsEachStepOfAnAssignment() {
        assertRecords(at(1), Action.NUMBER_ASSIGNED, ANNA, Map.of(), TERMS_TEXT, () -> assignments(at(1))
                .assign(number, ANNA, TERMS));
        assertRecords(
                at(2),
                Action.TERMS_CHANGED,
                ANNA,
                Map.of("daily_limit", "3"),
                Map.of("daily_limit", "0"),
                () -> assignments(at(2)).changeTerms(number, Terms.dailyLimit(0).countries("US", "CA")));
        assertRecords(
                at(3),
                Action.TERMS_CHANGED,
                ANNA,
                Map.of("allowed_countries", "CA US"),
                Map.of("allowed_countries", ""),
                () -> assignments(at(3)).changeTerms(number, Terms.dailyLimit(0)));
        assertRecords(
                at(4),
                Action.TERMS_CHANGED,
                ANNA,
                Map.of("daily_limit", "0", "allowed_countries", ""),
                OTHER_TERMS_TEXT,
                () -> assignments(at(4)).changeTerms(number, OTHER_TERMS));
        assertRecordsNothing(() -> assignments(at(5)).changeTerms(number, OTHER_TERMS));
        assertRecords(at(6), Action.NUMBER_UNASSIGNED, ANNA, OTHER_TERMS_TEXT, Map.of(), () -> assignments(at(6))
                .unassign(number));
        assertRecords(at(7), Action.NUMBER_ASSIGNED, ANNA, Map.of(), TERMS_TEXT, () -> assignments(at(7))
                .assign(number, ANNA, TERMS));
        assertRecords(at(8), Action.NUMBER_UNASSIGNED, ANNA, TERMS_TEXT, Map.of(), () -> storage()
                .unassign(organization, number.id(), at(8)));
        assertRecords(at(9), Action.NUMBER_ASSIGNED, BERT, Map.of(), TERMS_TEXT, () -> assign(number, BERT, at(9)));
        AuditEntry nobodys = onlyEntryOf(() -> Assignments.over(storage()).unassign(number));
        assertEquals(ActorId.SYSTEM, nobodys.actor());
    }

    @Test
    @DisplayName("T1 a change of an assigned number names no agent")
    void changeOfAnAssignedNumberHasNoAgent() {
        assign(number, ANNA, at(1));
        assertRecords(
                at(2),
                Action.NUMBER_CHANGED,
                null,
                Map.of("status", "active"),
                Map.of("status", "inactive"),
                () -> inventory(at(2)).deactivate(organization, number.id()));
    }

    @Test
    @DisplayName("T1 numbers that move are recorded as unassigned and assigned")
    void recordsMovesAsUnassignedAndAssigned() {
        List<PhoneNumber> many = addMany(3);
        assignments(at(1)).distribute(many, List.of(ANNA), TERMS);
        storage().changeTerms(organization, many.get(1).id(), OTHER_TERMS, at(2));
        assign(number, BERT, at(2));

        List<AuditEntry> made = entriesOf(() -> assignments(at(3)).moveAll(organization, ANNA, BERT));

        assertEquals(6, made.size());
        for (PhoneNumber each : many) {
            Map<String, String> terms = each.equals(many.get(1)) ? OTHER_TERMS_TEXT : TERMS_TEXT;
            List<AuditEntry> two = of(each, made);
            assertEquals(2, two.size());
            assertEntry(at(3), Action.NUMBER_UNASSIGNED, each, ANNA, terms, Map.of(), two.get(0));
            assertEntry(at(3), Action.NUMBER_ASSIGNED, each, BERT, Map.of(), terms, two.get(1));
        }
        assertRecordsNothing(() -> assignments(at(4)).moveAll(organization, ANNA, BERT));
    }

    @Test
    @DisplayName("T1 numbers that are unassigned in one step are recorded")
    void recordsUnassignedNumbers() {
        List<PhoneNumber> many = addMany(3);
        assignments(at(1)).distribute(many, List.of(ANNA), TERMS);
        assign(number, BERT, at(2));

        List<AuditEntry> made = entriesOf(() -> assignments(at(3)).unassignAll(organization, ANNA));

        assertEquals(3, made.size());
        for (PhoneNumber each : many) {
            assertEntry(
                    at(3),
                    Action.NUMBER_UNASSIGNED,
                    each,
                    ANNA,
                    TERMS_TEXT,
                    Map.of(),
                    of(each, made).get(0));
        }
        assertRecordsNothing(() -> assignments(at(4)).unassignAll(organization, ANNA));
    }

    @Test
    @DisplayName("T1 numbers that are distributed are recorded")
    void recordsDistributedNumbers() {
        List<PhoneNumber> many = addMany(5);
        List<AuditEntry> made = entriesOf(() -> assignments(at(1)).distribute(many, List.of(ANNA, BERT), TERMS));
        assertEquals(5, made.size());
        for (int n = 0; n < 5; n++) {
            assertEntry(
                    at(1),
                    Action.NUMBER_ASSIGNED,
                    many.get(n),
                    n % 2 == 0 ? ANNA : BERT,
                    Map.of(),
                    TERMS_TEXT,
                    of(many.get(n), made).get(0));
        }
    }

    @Test
    @DisplayName("K3 an import of assignments records each one that was made; a repeated run or a dry run records none")
    void recordsEachImportedAssignment() {
        List<PhoneNumber> many = addMany(600);
        List<AssignmentRow> rows = many.stream()
                .map(each ->
                        new AssignmentRow(1, "as written", each.e164().toString(), "anna", "3", "US CA", null, null))
                .toList();
        assertRecordsNothing(
                () -> importAssignments(at(1), rows, ImportOptions.defaults().asDryRun()));
        List<AuditEntry> made = entriesOf(() -> importAssignments(at(1), rows, ImportOptions.defaults()));
        assertEquals(600, made.size());
        for (PhoneNumber each : many) {
            assertEntry(
                    at(1),
                    Action.NUMBER_ASSIGNED,
                    each,
                    ANNA,
                    Map.of(),
                    TERMS_TEXT,
                    of(each, made).get(0));
        }
        assertRecordsNothing(() -> importAssignments(at(2), rows, ImportOptions.defaults()));
    }

    private void importAssignments(ChangeContext by, List<AssignmentRow> rows, ImportOptions options) {
        assignments(by).importRows(NumberInventory.over(storage()), organization, rows.iterator(), row -> {}, options);
    }
}
