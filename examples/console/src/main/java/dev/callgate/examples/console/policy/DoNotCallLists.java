package dev.callgate.examples.console.policy;

import dev.callgate.PolicyDocument;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.DoNotCallTable.Generation;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.OrganizationId;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The do-not-call lists of organizations. An upload is written beside the list that it replaces, and becomes the list in one step: until
 * then, and if it ends early, calls are decided by the former one. Thread-safe.
 */
@Service
public class DoNotCallLists {
    /** The most rejected lines: a file with more is not a list of numbers, and the rest of it is not read. */
    static final long MAX_REJECTED = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(DoNotCallLists.class);

    /** No generation has this number. */
    private static final long NONE = -1;

    private static final int MAX_LISTS = 50;
    private static final int BATCH = 1_000;

    private final DoNotCallTable table;
    private final PolicyTable policies;
    private final Organizations organizations;
    private final TransactionOperations transactions;
    private final AccessLog log;

    /** The organizations with a running upload on this node. */
    private final Set<OrganizationId> running = ConcurrentHashMap.newKeySet();

    DoNotCallLists(
            DoNotCallTable table,
            PolicyTable policies,
            Organizations organizations,
            TransactionOperations transactions,
            AccessLog log) {
        this.table = table;
        this.policies = policies;
        this.organizations = organizations;
        this.transactions = transactions;
        this.log = log;
    }

    /** Returns the lists of an organization, by name. */
    public List<LoadedList> list(OrganizationId organization) {
        return table.list(organization);
    }

    /** Returns a list, or nothing. */
    public Optional<LoadedList> find(OrganizationId organization, String name) {
        return table.find(organization, name);
    }

    Set<String> names(OrganizationId organization) {
        return list(organization).stream().map(LoadedList::name).collect(Collectors.toSet());
    }

    /**
     * Replaces a list by the numbers of a file, in the thread of the caller. Adds the list if there is none.
     *
     * @param date of which date the file is
     * @param in one number in each line, in its first column; the first line may be a header
     * @param progress called after each batch; an exception from it ends the upload, and the former list stays
     * @throws Problem if another upload of the organization is running on this node, a later one of the same list has finished, the file
     *     has no numbers, or more than 100,000 lines are rejected
     */
    public ListUpload load(
            Member by, String name, LocalDate date, InputStream in, Consumer<? super ListUpload> progress) {
        String list = ListName.require(name);
        requirePast(by, date);
        if (!running.add(by.organization())) {
            throw Problem.conflict(
                    "upload_running", "another upload of your organization is running: wait until it ends");
        }
        try {
            return loadAlone(by, list, date, in, progress);
        } finally {
            running.remove(by.organization());
        }
    }

    private void requirePast(Member by, LocalDate date) {
        // A list of a country where the next day has begun may be of tomorrow.
        LocalDate latest = organizations.today(by.organization()).plusDays(1);
        if (date.isAfter(latest)) {
            throw Problem.invalid("date", "%s is in the future: enter the date of the list".formatted(date));
        }
    }

    private ListUpload loadAlone(
            Member by, String list, LocalDate date, InputStream in, Consumer<? super ListUpload> progress) {
        Generation generation = transactions.execute(begun -> begin(by.organization(), list));
        ListUpload upload = new ListUpload();
        try {
            read(generation, organizations.get(by.organization()).region(), new ListLines(in), upload, progress);
            transactions.executeWithoutResult(begun -> finish(by, generation, date, upload));
        } catch (RuntimeException e) {
            deleteIfPossible(generation, generation.number(), generation.number() + 1);
            throw e;
        }
        deleteIfPossible(generation, 0, generation.number());
        return upload;
    }

    /** Deletes numbers that no decision reads. If that fails, the next upload of the list deletes them. */
    private void deleteIfPossible(Generation of, long from, long before) {
        try {
            delete(of, from, before);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "former numbers of list {} of organization {} are not deleted yet",
                    of.list(),
                    of.organization(),
                    e);
        }
    }

    private Generation begin(OrganizationId organization, String list) {
        if (table.find(organization, list).isEmpty() && table.count(organization) >= MAX_LISTS) {
            throw Problem.conflict(
                    "too_many_lists",
                    "an organization has at most %d do-not-call lists: delete one first".formatted(MAX_LISTS));
        }
        table.addList(organization, list);
        return table.begin(organization, list);
    }

    private void read(
            Generation to, String region, ListLines lines, ListUpload upload, Consumer<? super ListUpload> progress) {
        Set<Long> batch = new TreeSet<>();
        for (String text = lines.next(); text != null; text = lines.next()) {
            if (text.isEmpty() || isHeader(lines.number(), text)) {
                continue;
            }
            upload.readLine();
            try {
                batch.add(E164.parse(text, region).toLong());
            } catch (InvalidNumberException e) {
                reject(lines.number(), text, upload);
            }
            if (batch.size() == BATCH) {
                add(to, batch, upload);
                progress.accept(upload);
            }
        }
        add(to, batch, upload);
    }

    private static boolean isHeader(long line, String text) {
        return line == 1 && text.chars().noneMatch(Character::isDigit);
    }

    private static void reject(long line, String text, ListUpload upload) {
        upload.reject(line, text);
        if (upload.rejected() > MAX_REJECTED) {
            throw Problem.tooManyRejected(line, MAX_REJECTED);
        }
    }

    private void add(Generation to, Set<Long> batch, ListUpload upload) {
        if (!batch.isEmpty()) {
            upload.added(added(to, batch));
            batch.clear();
        }
    }

    /** Adds the numbers at once, and looks them up only if one of them was in the file before. */
    private int added(Generation to, Set<Long> batch) {
        try {
            transactions.executeWithoutResult(begun -> table.add(to, batch));
            return batch.size();
        } catch (DuplicateKeyException e) {
            return transactions.execute(begun -> table.addMissing(to, batch));
        }
    }

    private void finish(Member by, Generation generation, LocalDate date, ListUpload upload) {
        boolean isEmptied = upload.numbers() == 0
                && table.find(by.organization(), generation.list())
                        .filter(each -> each.numbers() > 0)
                        .isPresent();
        if (isEmptied || (upload.numbers() == 0 && upload.rejected() > 0)) {
            throw Problem.invalid(
                    "file",
                    "no line of the file is a number, so the list stays as it was: send one number in each line, first in the line");
        }
        if (!table.replace(generation, date, upload.numbers(), by.actor().value())) {
            throw Problem.conflict(
                    "list_changed",
                    "a later upload of list %s has finished, or it was deleted: upload it again if this file is the newer one"
                            .formatted(generation.list()));
        }
        log.doNotCallListLoaded(by.accessActor(), generation.list(), date, upload.numbers());
    }

    /**
     * Deletes the numbers of the generations of a list from one to before another, except those of the list itself: if the connection was
     * lost while an upload ended, it may be the list.
     */
    private void delete(Generation of, long from, long before) {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = transactions.execute(begun -> {
                long kept = table.lock(of.organization(), of.list())
                        .map(Generation::number)
                        .orElse(NONE);
                return table.delete(of.organization(), of.list(), from, before, kept, BATCH);
            });
        }
    }

    /**
     * Deletes a list.
     *
     * @throws Problem if there is no such list, or the policy names it
     */
    public void delete(Member by, String name) {
        String list = ListName.require(name);
        Generation newest = transactions.execute(begun -> deleteUnlessNamed(by, list));
        delete(newest, 0, newest.number() + 1);
    }

    private Generation deleteUnlessNamed(Member by, String list) {
        OrganizationId organization = by.organization();
        int version = policies.lockCurrentVersion(organization);
        if (find(organization, list).isEmpty()) {
            throw Problem.notFound("do-not-call list", list);
        }
        PolicyDocument policy = PolicyDocument.of(
                policies.find(organization, version).orElseThrow().document());
        if (policy.doNotCallLists().contains(list)) {
            throw Problem.conflict(
                    "list_in_use",
                    "the policy refuses calls to the numbers of list %s: take it out of the policy first"
                            .formatted(list));
        }
        Generation newest = table.newest(organization, list);
        table.deleteList(organization, list);
        log.doNotCallListDeleted(by.accessActor(), list);
        return newest;
    }

    /**
     * Adds a number to a list. An upload that replaces the list replaces the number too.
     *
     * @return whether the list did not have it
     * @throws Problem if there is no such list
     */
    public boolean addNumber(Member by, String name, E164 number) {
        return Boolean.TRUE.equals(transactions.execute(begun -> {
            Generation current = locked(by, name);
            boolean added = table.addMissing(current, Set.of(number.toLong())) > 0;
            if (added) {
                table.changeCount(by.organization(), current.list(), 1);
                log.doNotCallNumberAdded(by.accessActor(), current.list(), number);
            }
            return added;
        }));
    }

    /**
     * Removes a number from a list, in all forms that reach the same line.
     *
     * @return whether the list had it
     * @throws Problem if there is no such list
     */
    public boolean removeNumber(Member by, String name, E164 number) {
        return Boolean.TRUE.equals(transactions.execute(begun -> {
            Generation current = locked(by, name);
            int removed = (int) number.sameLine().stream()
                    .filter(each -> table.remove(current, each))
                    .count();
            if (removed > 0) {
                table.changeCount(by.organization(), current.list(), -removed);
                log.doNotCallNumberRemoved(by.accessActor(), current.list(), number);
            }
            return removed > 0;
        }));
    }

    private Generation locked(Member by, String name) {
        String list = ListName.require(name);
        return table.lock(by.organization(), list).orElseThrow(() -> Problem.notFound("do-not-call list", list));
    }
}
