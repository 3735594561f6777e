package dev.callgate.admin;

import dev.callgate.admin.BulkReport.Reason;
import dev.callgate.admin.BulkReport.Skipped;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One run of a {@link BulkChange}. Not thread-safe; used once. */
final class BulkRun {
    /** The number of numbers that are changed in one transaction. */
    static final int BATCH = 500;

    private final OrganizationId organization;
    private final NumberInventory inventory;
    private final BulkStep step;
    private final boolean dryRun;
    private final Consumer<? super BulkReport> progress;
    private final Consumer<? super Skipped> receiver;
    private final Map<Reason, Long> skipped = new EnumMap<>(Reason.class);
    private long total;
    private long changed;
    private long unchanged;

    BulkRun(
            OrganizationId organization,
            NumberInventory inventory,
            BulkStep step,
            boolean dryRun,
            Consumer<? super BulkReport> progress,
            Consumer<? super Skipped> receiver) {
        this.organization = organization;
        this.inventory = inventory;
        this.step = step;
        this.dryRun = dryRun;
        this.progress = progress;
        this.receiver = receiver;
    }

    BulkReport matching(NumberQuery query) {
        total = inventory.count(query);
        NumberQuery first = new NumberQuery(
                query.organization(),
                query.status(),
                query.assigned(),
                query.provider(),
                query.country(),
                query.digits(),
                null,
                BATCH);
        List<PhoneNumber> page = inventory.list(first);
        while (!page.isEmpty()) {
            change(page);
            page = inventory.list(first.after(page.get(page.size() - 1).e164()));
        }
        return report();
    }

    BulkReport of(List<E164> numbers) {
        total = numbers.size();
        for (int from = 0; from < numbers.size(); from += BATCH) {
            change(found(numbers.subList(from, Math.min(numbers.size(), from + BATCH))));
        }
        return report();
    }

    private List<PhoneNumber> found(List<E164> numbers) {
        Map<E164, PhoneNumber> known = inventory.findAll(organization, numbers).stream()
                .collect(Collectors.toMap(PhoneNumber::e164, Function.identity()));
        List<PhoneNumber> found = new ArrayList<>();
        for (E164 number : numbers) {
            PhoneNumber stored = known.get(number);
            if (stored == null) {
                skip(
                        number,
                        Reason.NOT_IN_INVENTORY,
                        "%s is not in the inventory: it was never added, or it was deleted".formatted(number));
            } else {
                found.add(stored);
            }
        }
        return found;
    }

    private void change(List<PhoneNumber> batch) {
        List<PhoneNumber> changeable = new ArrayList<>(batch.size());
        for (PhoneNumber number : batch) {
            Reason obstacle = step.obstacle(number);
            if (obstacle != null) {
                skip(number.e164(), obstacle, message(number, obstacle));
            } else if (step.isDone(number)) {
                unchanged++;
            } else {
                changeable.add(number);
            }
        }
        if (dryRun) {
            changed += changeable.size();
        } else if (!changeable.isEmpty()) {
            apply(changeable);
        }
        progress.accept(report());
    }

    private static String message(PhoneNumber number, Reason obstacle) {
        return obstacle == Reason.ASSIGNED
                ? "%s is assigned to agent %s: unassign it first".formatted(number.e164(), number.assignedTo())
                : "%s is not assigned to an agent: assign it first".formatted(number.e164());
    }

    private void apply(List<PhoneNumber> changeable) {
        try {
            step.apply(organization, changeable);
            changed += changeable.size();
        } catch (InventoryException conflict) {
            changeable.forEach(this::applyToOne);
        }
    }

    /** Another administrator changed one of the batch since it was read: finds out which one. */
    private void applyToOne(PhoneNumber number) {
        try {
            step.apply(organization, List.of(number));
            changed++;
        } catch (InventoryException e) {
            skip(number.e164(), reason(e), String.valueOf(e.getMessage()));
        }
    }

    private static Reason reason(InventoryException conflict) {
        if (conflict instanceof InventoryException.NoSuchNumber) {
            return Reason.NOT_IN_INVENTORY;
        }
        return conflict instanceof InventoryException.NotAssigned ? Reason.NOT_ASSIGNED : Reason.ASSIGNED;
    }

    private void skip(E164 number, Reason reason, String message) {
        skipped.merge(reason, 1L, Long::sum);
        receiver.accept(new Skipped(number, reason, message));
    }

    private BulkReport report() {
        return new BulkReport(
                total,
                changed,
                unchanged,
                skipped,
                Duration.between(step.by().at(), step.clock().instant()));
    }
}
