package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.contract.Fixture;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final int ENTRIES = 5_000;

    /** Returns entries of equal and of different changes, oldest first, and one that names no number. */
    private static List<AuditEntry> entries() {
        List<AuditEntry> all = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            ChangeContext by = new ChangeContext(Fixture.ADMIN, Fixture.NOW.plusMillis(i / 7));
            PhoneNumber number = Fixture.number(ACME, i);
            all.add(i % 100 == 0 ? AuditEntry.deleted(by, number) : AuditEntry.added(by, number));
        }
        all.add(AuditEntry.countsReset(
                new ChangeContext(Fixture.ADMIN, Fixture.NOW.plusSeconds(3_600)),
                ACME,
                Fixture.NOW.atZone(ZoneOffset.UTC).toLocalDate(),
                3));
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, ENTRIES})
    @DisplayName("T1 the trail is listed page by page as it was written, also where entries did not come in order")
    void listsInOrder(int disorder) {
        List<AuditEntry> inOrder = entries();
        List<AuditEntry> coming = new ArrayList<>(inOrder);
        Random random = new Random(disorder);
        for (int i = 0; disorder > 0 && i < coming.size(); i++) {
            AuditEntry moved = coming.remove(i);
            coming.add(Math.min(coming.size(), i + random.nextInt(disorder)), moved);
        }
        AuditTrail trail = new AuditTrail();
        for (AuditEntry each : coming) {
            trail.add(each, each.numberId() == null ? null : slot(each));
        }

        List<AuditEntry> newestFirst = new ArrayList<>(inOrder);
        newestFirst.sort(Comparator.comparing(AuditEntry::id).reversed());
        List<AuditEntry> listed = new ArrayList<>();
        AuditQuery query = AuditQuery.of(ACME).limit(33);
        List<AuditEntry> page = trail.list(query);
        while (!page.isEmpty() && listed.size() <= newestFirst.size()) {
            listed.addAll(page);
            page = trail.list(query.olderThan(page.get(page.size() - 1)));
        }
        assertEquals(newestFirst, listed);
    }

    private static NumberSlot slot(AuditEntry of) {
        return new NumberSlot(
                NumberState.of(Fixture.number(ACME, of.e164().toString()).withId(of.numberId())));
    }
}
