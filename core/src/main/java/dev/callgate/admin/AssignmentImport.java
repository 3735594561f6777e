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
 *   <li>each row of a batch becomes a wish, or a rejection;
 *   <li>the numbers that are wished for are looked up, which tells those that are missing or assigned already;
 *   <li>the others are assigned in one operation; where somebody else was quicker with one of them, each by itself;
 *   <li>the batch's rejections are handed out, in the order of the rows, and the progress is told.
 * </ol>
 */
final class AssignmentImport {
    private static final int BATCH = 500;

    private static final Pattern BETWEEN_CODES = Pattern.compile("[\\s;,|]+");

    /** Names of countries hold spaces. */
    private static final Pattern BETWEEN_COUNTRIES = Pattern.compile("[\r\n;,|]+");

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

    /** What a row asks for. */
    private record Wish(AssignmentRow row, E164 number, AgentId agent, Terms terms) {}

    /** A row of the batch: a wish while nothing stands against it, else what does. */
    private record Line(
            AssignmentRow row,
            @Nullable Wish wish,
            @Nullable RejectedRow rejection) {
        static Line of(Wish wish) {
            return new Line(wish.row(), wish, null);
        }

        static Line rejected(AssignmentRow row, Reason reason, @Nullable String message) {
            return new Line(row, null, new RejectedRow(row.line(), row.text(), reason, String.valueOf(message)));
        }
    }

    ImportReport run(Iterator<AssignmentRow> source) {
        while (source.hasNext()) {
            List<Line> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && source.hasNext()) {
                batch.add(understand(source.next()));
            }
            land(batch);
        }
        return new ImportReport(rows, added, rejected);
    }

    private Line understand(AssignmentRow row) {
        if (row.problem() != null) {
            return Line.rejected(row, Reason.MALFORMED, row.problem());
        }
        try {
            E164 number = options.understand(row.number());
            AgentId agent = new AgentId(row.agent().strip());
            return Line.of(new Wish(row, number, agent, terms(row)));
        } catch (InvalidNumberException e) {
            Reason reason = e.isMalformed() ? Reason.MALFORMED : Reason.INVALID_FOR_COUNTRY;
            return Line.rejected(row, reason, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Line.rejected(row, Reason.MALFORMED, e.getMessage());
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
        return Countries.of(BETWEEN_COUNTRIES
                .splitAsStream(text)
                .map(String::strip)
                .flatMap(AssignmentImport::codes)
                .toList());
    }

    /** Only codes of two letters may stand between spaces, which names have within. */
    private static Stream<String> codes(String nameOrCodes) {
        String known = CountryNames.code(nameOrCodes);
        return known != null
                ? Stream.of(known)
                : BETWEEN_CODES.splitAsStream(nameOrCodes).filter(each -> !each.isEmpty());
    }

    private static Set<NumberClass> classes(String text) {
        return text.isEmpty()
                ? Set.of()
                : BETWEEN_CODES.splitAsStream(text).map(NumberClass::ofCode).collect(Collectors.toSet());
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return Terms.DEFAULT_DAILY_LIMIT;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "a daily limit is 0 to %d calls, not \"%s\""
                            .formatted(Terms.MAX_DAILY_LIMIT, VisibleText.shown(text)),
                    e);
        }
    }

    private void land(List<Line> batch) {
        rows += batch.size();
        Map<E164, PhoneNumber> known = known(batch);
        batch.replaceAll(line -> line.wish() == null ? line : judged(line.wish(), known));
        if (!options.dryRun()) {
            assign(batch, known);
        }
        for (Line line : batch) {
            if (line.rejection() == null) {
                added++;
            } else {
                rejected.merge(line.rejection().reason(), 1L, Long::sum);
                rejections.accept(line.rejection());
            }
        }
        options.progress().accept(new ImportProgress(rows, added, Duration.between(by.at(), clock.instant())));
    }

    private Map<E164, PhoneNumber> known(List<Line> batch) {
        Set<E164> numbers = batch.stream()
                .map(Line::wish)
                .filter(Objects::nonNull)
                .map(Wish::number)
                .collect(Collectors.toSet());
        return inventory.findAll(organization, numbers).stream()
                .collect(Collectors.toMap(PhoneNumber::e164, Function.identity(), (one, same) -> one, HashMap::new));
    }

    private Line judged(Wish wish, Map<E164, PhoneNumber> known) {
        PhoneNumber number = known.get(wish.number());
        if (number == null) {
            return Line.rejected(wish.row(), Reason.NOT_IN_INVENTORY, "the inventory has no " + wish.number());
        }
        if (!seen.add(wish.number().toLong())) {
            return Line.rejected(wish.row(), Reason.DUPLICATE_IN_FILE, "an earlier row has " + wish.number());
        }
        if (number.assignedTo() != null) {
            String message = "%s is assigned to agent %s already".formatted(wish.number(), number.assignedTo());
            return Line.rejected(wish.row(), Reason.ASSIGNED, message);
        }
        return Line.of(wish);
    }

    private void assign(List<Line> batch, Map<E164, PhoneNumber> known) {
        List<AssignmentAdminStore.NewAssignment> wishes = batch.stream()
                .map(Line::wish)
                .filter(Objects::nonNull)
                .map(wish -> assignment(wish, known))
                .toList();
        try {
            assignments.assignAll(organization, wishes, by);
        } catch (InventoryException somebodyWasQuicker) {
            batch.replaceAll(line -> line.wish() == null ? line : assignedAlone(line.wish(), known));
        }
    }

    private Line assignedAlone(Wish wish, Map<E164, PhoneNumber> known) {
        try {
            assignments.assignAll(organization, List.of(assignment(wish, known)), by);
            return Line.of(wish);
        } catch (InventoryException.NoSuchNumber e) {
            return Line.rejected(wish.row(), Reason.NOT_IN_INVENTORY, e.getMessage());
        } catch (InventoryException e) {
            return Line.rejected(wish.row(), Reason.ASSIGNED, e.getMessage());
        }
    }

    private AssignmentAdminStore.NewAssignment assignment(Wish wish, Map<E164, PhoneNumber> known) {
        PhoneNumber number = Objects.requireNonNull(known.get(wish.number()));
        return new AssignmentAdminStore.NewAssignment(
                TimeOrderedId.at(by.at()), number.id(), wish.agent(), wish.terms());
    }
}
