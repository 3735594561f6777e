package dev.callgate.admin;

import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.internal.CountryNames;
import dev.callgate.internal.OffHeapLongSet;
import dev.callgate.internal.VisibleText;
import dev.callgate.model.AgentId;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AssignmentAdminStore;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of an import of assignments:
 *
 * <ol>
 *   <li>Each row of a batch becomes a request or a rejection.
 *   <li>The requested numbers are looked up, which shows which of them are missing or already assigned.
 *   <li>The others are assigned in one operation. If it fails because one of them was assigned or deleted in the meantime, they are
 *       assigned one by one.
 *   <li>The rejections of the batch are handed out, in the order of the rows, and the progress is reported.
 * </ol>
 */
final class AssignmentImport {
    private static final int BATCH = 500;

    private static final Pattern CODE_SEPARATORS = Pattern.compile("[\\s;,|]+");

    /** Does not include spaces, because names of countries contain them. */
    private static final Pattern COUNTRY_SEPARATORS = Pattern.compile("[\r\n;,|]+");

    private final OrganizationId organization;
    private final Assignments assignments;
    private final NumberInventory inventory;
    private final Clock clock;
    private final ChangeContext by;
    private final Consumer<? super RejectedRow> rejections;
    private final ImportOptions options;
    private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    private final OffHeapLongSet seen = new OffHeapLongSet();
    private long rows;
    private long added;

    AssignmentImport(
            OrganizationId organization,
            Assignments assignments,
            NumberInventory inventory,
            Clock clock,
            ChangeContext by,
            Consumer<? super RejectedRow> rejections,
            ImportOptions options) {
        this.organization = organization;
        this.assignments = assignments;
        this.inventory = inventory;
        this.clock = clock;
        this.by = by;
        this.rejections = rejections;
        this.options = options;
    }

    /** The assignment that a row asks for. */
    private record Request(AssignmentRow row, E164 number, AgentId agent, Terms terms) {}

    /** A row of the batch, with either the request or the reason why it was rejected. */
    private record Outcome(
            AssignmentRow row,
            @Nullable Request request,
            @Nullable RejectedRow rejection) {
        static Outcome of(Request request) {
            return new Outcome(request.row(), request, null);
        }

        static Outcome rejected(AssignmentRow row, Reason reason, @Nullable String message) {
            return new Outcome(row, null, new RejectedRow(row.line(), row.text(), reason, String.valueOf(message)));
        }
    }

    ImportReport run(Iterator<AssignmentRow> source) {
        while (source.hasNext()) {
            List<Outcome> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && source.hasNext()) {
                batch.add(parse(source.next()));
            }
            finish(batch);
        }
        return report();
    }

    private Outcome parse(AssignmentRow row) {
        if (row.problem() != null) {
            return Outcome.rejected(row, Reason.MALFORMED, row.problem());
        }
        try {
            E164 number = options.parse(row.number());
            AgentId agent = new AgentId(row.agent().strip());
            return Outcome.of(new Request(row, number, agent, terms(row)));
        } catch (InvalidNumberException e) {
            Reason reason = e.isMalformed() ? Reason.MALFORMED : Reason.INVALID_FOR_COUNTRY;
            return Outcome.rejected(row, reason, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Outcome.rejected(row, Reason.MALFORMED, e.getMessage());
        }
    }

    private static Terms terms(AssignmentRow row) {
        return new Terms(limit(cell(row.dailyLimit())), countries(cell(row.countries())), classes(cell(row.classes())));
    }

    private static String cell(@Nullable String text) {
        return text == null ? "" : VisibleText.clean(text);
    }

    private static Countries countries(String text) {
        if (text.isEmpty()) {
            return Countries.none();
        }
        return Countries.of(COUNTRY_SEPARATORS
                .splitAsStream(text)
                .map(String::strip)
                .flatMap(AssignmentImport::codes)
                .toList());
    }

    /** Splits a text at spaces only if it is not the name of a country. So only codes of two letters can be separated by spaces. */
    private static Stream<String> codes(String nameOrCodes) {
        String known = CountryNames.code(nameOrCodes);
        return known != null
                ? Stream.of(known)
                : CODE_SEPARATORS.splitAsStream(nameOrCodes).filter(each -> !each.isEmpty());
    }

    private static Set<NumberClass> classes(String text) {
        return text.isEmpty()
                ? Set.of()
                : CODE_SEPARATORS.splitAsStream(text).map(NumberClass::ofCode).collect(Collectors.toSet());
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return Terms.DEFAULT_DAILY_LIMIT;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the daily limit must be a whole number from 0 to %d, not \"%s\""
                            .formatted(Terms.MAX_DAILY_LIMIT, VisibleText.shown(text)),
                    e);
        }
    }

    private void finish(List<Outcome> batch) {
        rows += batch.size();
        Map<E164, PhoneNumber> known = requestedNumbers(batch);
        batch.replaceAll(outcome -> outcome.request() == null ? outcome : checked(outcome.request(), known));
        if (!options.dryRun()) {
            assign(batch, known);
        }
        for (Outcome outcome : batch) {
            if (outcome.rejection() == null) {
                added++;
            } else {
                rejected.merge(outcome.rejection().reason(), 1L, Long::sum);
                rejections.accept(outcome.rejection());
            }
        }
        options.progress().accept(report());
    }

    private ImportReport report() {
        return new ImportReport(rows, added, rejected, Duration.between(by.at(), clock.instant()));
    }

    private Map<E164, PhoneNumber> requestedNumbers(List<Outcome> batch) {
        Set<E164> numbers = batch.stream()
                .map(Outcome::request)
                .filter(Objects::nonNull)
                .map(Request::number)
                .collect(Collectors.toSet());
        return inventory.findAll(organization, numbers).stream()
                .collect(Collectors.toMap(PhoneNumber::e164, Function.identity(), (one, same) -> one, HashMap::new));
    }

    private Outcome checked(Request request, Map<E164, PhoneNumber> known) {
        PhoneNumber number = known.get(request.number());
        if (number == null) {
            return Outcome.rejected(
                    request.row(),
                    Reason.NOT_IN_INVENTORY,
                    "%s is not in the inventory: add it before you assign it".formatted(request.number()));
        }
        if (!seen.add(request.number().toLong())) {
            return Outcome.rejected(
                    request.row(),
                    Reason.DUPLICATE_IN_FILE,
                    "an earlier row already lists %s: remove one of the rows".formatted(request.number()));
        }
        if (number.assignedTo() != null) {
            String message = "%s is already assigned to agent %s: unassign it first"
                    .formatted(request.number(), number.assignedTo());
            return Outcome.rejected(request.row(), Reason.ASSIGNED, message);
        }
        return Outcome.of(request);
    }

    private void assign(List<Outcome> batch, Map<E164, PhoneNumber> known) {
        List<AssignmentAdminStore.NewAssignment> requests = batch.stream()
                .map(Outcome::request)
                .filter(Objects::nonNull)
                .map(request -> assignment(request, known))
                .toList();
        try {
            assignments.assignAll(organization, requests, by);
        } catch (InventoryException conflict) {
            batch.replaceAll(outcome -> outcome.request() == null ? outcome : assignOne(outcome.request(), known));
        }
    }

    private Outcome assignOne(Request request, Map<E164, PhoneNumber> known) {
        try {
            assignments.assignAll(organization, List.of(assignment(request, known)), by);
            return Outcome.of(request);
        } catch (InventoryException.NoSuchNumber e) {
            return Outcome.rejected(request.row(), Reason.NOT_IN_INVENTORY, e.getMessage());
        } catch (InventoryException e) {
            return Outcome.rejected(request.row(), Reason.ASSIGNED, e.getMessage());
        }
    }

    private AssignmentAdminStore.NewAssignment assignment(Request request, Map<E164, PhoneNumber> known) {
        PhoneNumber number = Objects.requireNonNull(known.get(request.number()));
        return new AssignmentAdminStore.NewAssignment(
                TimeOrderedId.at(by.at()), number.id(), request.agent(), request.terms());
    }
}
