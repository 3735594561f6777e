package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.BulkChange;
import dev.callgate.admin.BulkReport;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.request.NumberFilter;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The numbers that a request chooses.
 *
 * @param filter null if they are listed
 * @param numbers the listed numbers; empty if they are filtered
 */
record BulkSelection(@Nullable NumberFilter filter, List<E164> numbers) {
    /** The most numbers on a list: more are better chosen by a filter. */
    static final int MAX_LISTED = 10_000;

    /**
     * Reads a selection.
     *
     * @throws Problem if the request has both a filter and a list, none of them, or a list without a number or with too many
     */
    static BulkSelection of(@Nullable BulkFilter filter, @Nullable List<String> phoneNumbers) {
        if (filter != null && phoneNumbers == null) {
            return new BulkSelection(filter.toFilter(), List.of());
        }
        if (filter == null && phoneNumbers != null) {
            return new BulkSelection(null, parsed(phoneNumbers));
        }
        throw Problem.invalid(
                "phone_numbers", "choose the numbers by either filter or phone_numbers: send exactly one of them");
    }

    private static List<E164> parsed(List<String> phoneNumbers) {
        if (phoneNumbers.isEmpty() || phoneNumbers.size() > MAX_LISTED) {
            throw Problem.invalid(
                    "phone_numbers",
                    "phone_numbers must list 1 to %d numbers, not %d: choose more by a filter"
                            .formatted(MAX_LISTED, phoneNumbers.size()));
        }
        List<E164> all = new ArrayList<>(phoneNumbers.size());
        for (String each : phoneNumbers) {
            all.add(E164.parse(each));
        }
        return all;
    }

    BulkReport run(
            BulkChange change,
            NumberInventory inventory,
            Assignments assignments,
            OrganizationId organization,
            Consumer<? super BulkReport.Skipped> skipped) {
        return filter == null
                ? change.run(inventory, assignments, organization, numbers, skipped)
                : change.run(inventory, assignments, filter.query(organization), skipped);
    }

    /** Returns those of the chosen numbers that the organization has. Those of a filter are read while they are used. */
    Stream<PhoneNumber> stream(NumberInventory inventory, OrganizationId organization) {
        return filter == null
                ? inventory.findAll(organization, numbers).stream()
                        .sorted((one, other) -> one.e164().compareTo(other.e164()))
                : inventory.stream(filter.query(organization));
    }

    /** Returns how the numbers were chosen, for the audit trail. */
    String description() {
        if (filter == null) {
            return "a list";
        }
        return filter.description();
    }
}
