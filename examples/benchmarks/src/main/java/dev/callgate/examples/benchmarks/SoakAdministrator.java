package dev.callgate.examples.benchmarks;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.E164;
import dev.callgate.model.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Administers an organization while calls are made: changes limits, moves numbers between agents, deactivates and activates them, takes
 * them out of quarantine, and imports and deletes a list of numbers. Each change is expected to have an entry in the audit trail.
 */
final class SoakAdministrator implements Runnable {
    private static final long PAUSE = Duration.ofMillis(500).toNanos();
    private static final int IMPORTED = 20;
    private static final int FIRST_IMPORTED = 3_000_000;

    private final SoakRun run;
    private final SoakTenant tenant;
    private final SplittableRandom random;
    private final boolean[] isLower;
    private final boolean[] isSecondAgent;
    private final boolean[] isInactive;
    private boolean isImported;

    SoakAdministrator(SoakRun run, SoakTenant tenant) {
        this.run = run;
        this.tenant = tenant;
        this.random = new SplittableRandom(tenant.id.value().hashCode());
        this.isLower = new boolean[tenant.numbers.size()];
        this.isSecondAgent = new boolean[tenant.numbers.size()];
        this.isInactive = new boolean[tenant.numbers.size()];
    }

    private NumberInventory inventory() {
        return node().services.inventory();
    }

    private Assignments assignments() {
        return node().services.assignments();
    }

    private SoakNode node() {
        return run.nodes().get(random.nextInt(run.nodes().size()));
    }

    @Override
    public void run() {
        while (!run.clock().isOver()) {
            changeSomething(random.nextInt(tenant.numbers.size()));
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void changeSomething(int n) {
        int kind = random.nextInt(10);
        if (kind < 4) {
            changeLimit(n);
        } else if (kind < 6) {
            move(n);
        } else if (kind < 8) {
            switchActive(n);
        } else if (kind < 9) {
            endQuarantine(n);
        } else {
            importOrDelete();
        }
    }

    /** Makes a change that has so many entries in the audit trail. */
    private void change(int entries, Runnable change) {
        Instant before = run.clock().instant();
        change.run();
        tenant.ledger.changed(entries, before, run.clock().instant());
        run.totals().changes.add(entries);
    }

    private void changeLimit(int n) {
        isLower[n] = !isLower[n];
        change(1, () -> assignments()
                .changeTerms(
                        tenant.id,
                        tenant.numbers.get(n).id(),
                        SoakTenant.terms(isLower[n] ? SoakTenant.LOWER_LIMIT : SoakTenant.HIGHER_LIMIT)));
    }

    private void move(int n) {
        isSecondAgent[n] = !isSecondAgent[n];
        isLower[n] = false;
        change(1, () -> assignments().unassign(tenant.id, tenant.numbers.get(n).id()));
        change(1, () -> assignments()
                .assign(
                        tenant.id,
                        tenant.numbers.get(n).id(),
                        SoakTenant.agentOf(n, isSecondAgent[n]),
                        SoakTenant.terms(SoakTenant.HIGHER_LIMIT)));
    }

    /** Few numbers are inactive at a time. */
    private void switchActive(int n) {
        int number = n % 3;
        isInactive[number] = !isInactive[number];
        change(1, () -> {
            if (isInactive[number]) {
                inventory().deactivate(tenant.id, tenant.numbers.get(number).id());
            } else {
                inventory().activate(tenant.id, tenant.numbers.get(number).id());
            }
        });
    }

    private void endQuarantine(int n) {
        PhoneNumber number =
                inventory().find(tenant.id, tenant.numbers.get(n).id()).orElseThrow();
        if (number.quarantinedUntil() != null) {
            change(1, () -> inventory().endQuarantine(number));
        }
    }

    private void importOrDelete() {
        isImported = !isImported;
        if (isImported) {
            change(IMPORTED, this::importNumbers);
        } else {
            importedNumbers().forEach(each -> change(1, () -> inventory().delete(each)));
        }
    }

    private void importNumbers() {
        List<ImportRow> rows = IntStream.range(0, IMPORTED)
                .mapToObj(n -> new ImportRow(n + 1L, number(n), Map.of(ImportRow.Column.PHONE_NUMBER, number(n)), null))
                .toList();
        long added = inventory()
                .importRows(tenant.id, rows.iterator(), rejected -> run.fault("an import rejected " + rejected))
                .added();
        if (added != IMPORTED) {
            run.fault("an import added %d of %d numbers".formatted(added, IMPORTED));
        }
    }

    private List<PhoneNumber> importedNumbers() {
        return inventory()
                .findAll(
                        tenant.id,
                        IntStream.range(0, IMPORTED)
                                .mapToObj(n -> E164.of(number(n)))
                                .toList());
    }

    private static String number(int n) {
        return "+1202" + (FIRST_IMPORTED + n);
    }
}
