package dev.callgate.examples.console.policy;

import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.ListLookups.Answer;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Do-not-call lists, in console_do_not_call_lists and console_do_not_call_numbers. Thread-safe. */
@Repository
class DoNotCallTable {
    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final Clock clock;

    DoNotCallTable(JdbcClient database, JdbcTemplate batches, Clock clock) {
        this.database = database;
        this.batches = batches;
        this.clock = clock;
    }

    /** The numbers of one upload of a list. */
    record Generation(OrganizationId organization, String list, long number) {}

    /** Returns the lists that were loaded, by name. */
    List<LoadedList> list(OrganizationId organization) {
        return database.sql("""
                SELECT name, numbers, list_date, loaded_at, loaded_by FROM console_do_not_call_lists
                WHERE organization_id = ? AND generation > 0 ORDER BY name""")
                .param(organization.value())
                .query(DoNotCallTable::row)
                .list();
    }

    Optional<LoadedList> find(OrganizationId organization, String list) {
        return database.sql("""
                SELECT name, numbers, list_date, loaded_at, loaded_by FROM console_do_not_call_lists
                WHERE organization_id = ? AND name = ? AND generation > 0""")
                .params(organization.value(), list)
                .query(DoNotCallTable::row)
                .optional();
    }

    /** Returns how many lists there are, including those that were never loaded. */
    int count(OrganizationId organization) {
        return database.sql("SELECT COUNT(*) FROM console_do_not_call_lists WHERE organization_id = ?")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    private static LoadedList row(ResultSet row, int index) throws SQLException {
        return new LoadedList(
                row.getString("name"),
                row.getLong("numbers"),
                row.getObject("list_date", LocalDate.class),
                row.getObject("loaded_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("loaded_by"));
    }

    /** Returns what a list says of a number; empty if there is no such list. */
    Optional<Answer> lookUp(OrganizationId organization, String list, E164 number) {
        return database.sql("""
                SELECT l.list_date, n.e164 FROM console_do_not_call_lists l
                LEFT JOIN console_do_not_call_numbers n ON n.organization_id = l.organization_id AND n.list_name = l.name
                    AND n.generation = l.generation AND n.e164 = ?
                WHERE l.organization_id = ? AND l.name = ? AND l.generation > 0""")
                .params(number.toLong(), organization.value(), list)
                .query((row, index) ->
                        new Answer(row.getObject("e164") != null, row.getObject("list_date", LocalDate.class)))
                .optional();
    }

    /**
     * Adds an empty list that is not loaded yet, unless there is one. Its generations begin with the time, so that no list has a generation
     * of an earlier one of its name.
     */
    void addList(OrganizationId organization, String list) {
        database.sql("""
                INSERT INTO console_do_not_call_lists
                    (organization_id, name, generation, newest_generation, list_date, numbers, loaded_at, loaded_by)
                SELECT id, ?, 0, ?, ?, 0, ?, 'system' FROM console_organizations o
                WHERE id = ? AND NOT EXISTS (
                    SELECT 1 FROM console_do_not_call_lists l WHERE l.organization_id = o.id AND l.name = ?)""")
                .params(list, clock.millis(), LocalDate.EPOCH, Organizations.now(clock), organization.value(), list)
                .update();
    }

    /** Returns the current generation of a list, which cannot change until the end of the transaction; empty if there is no such list. */
    Optional<Generation> lock(OrganizationId organization, String list) {
        return database.sql("""
                SELECT generation FROM console_do_not_call_lists
                WHERE organization_id = ? AND name = ? AND generation > 0 FOR UPDATE""")
                .params(organization.value(), list)
                .query(Long.class)
                .optional()
                .map(number -> new Generation(organization, list, number));
    }

    /** Returns a new generation of a list. */
    Generation begin(OrganizationId organization, String list) {
        database.sql("""
                UPDATE console_do_not_call_lists SET newest_generation = newest_generation + 1
                WHERE organization_id = ? AND name = ?""").params(organization.value(), list).update();
        return newest(organization, list);
    }

    /** Returns the newest generation of a list, which may be an upload in progress. */
    Generation newest(OrganizationId organization, String list) {
        long number = database.sql(
                        "SELECT newest_generation FROM console_do_not_call_lists WHERE organization_id = ? AND name = ?")
                .params(organization.value(), list)
                .query(Long.class)
                .single();
        return new Generation(organization, list, number);
    }

    /**
     * Adds numbers to a generation.
     *
     * @throws org.springframework.dao.DuplicateKeyException if it has one of them
     */
    void add(Generation to, Collection<Long> numbers) {
        batches.batchUpdate(
                "INSERT INTO console_do_not_call_numbers (organization_id, list_name, generation, e164) VALUES (?, ?, ?, ?)",
                numbers.stream()
                        .map(each -> new Object[] {to.organization().value(), to.list(), to.number(), each})
                        .toList());
    }

    /** Adds numbers to a generation that it does not have yet, and returns how many. Each number is looked up by itself. */
    int addMissing(Generation to, Collection<Long> numbers) {
        List<Long> missing = numbers.stream().filter(each -> !has(to, each)).toList();
        add(to, missing);
        return missing.size();
    }

    private boolean has(Generation generation, long number) {
        return database.sql("""
                SELECT 1 FROM console_do_not_call_numbers
                WHERE organization_id = ? AND list_name = ? AND generation = ? AND e164 = ?""")
                .params(generation.organization().value(), generation.list(), generation.number(), number)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Removes a number of a generation, and returns whether it had it. */
    boolean remove(Generation of, E164 number) {
        return database.sql("""
                        DELETE FROM console_do_not_call_numbers
                        WHERE organization_id = ? AND list_name = ? AND generation = ? AND e164 = ?""")
                        .params(of.organization().value(), of.list(), of.number(), number.toLong())
                        .update()
                > 0;
    }

    /** Makes a generation the list, unless a later one is. Returns whether it is. */
    boolean replace(Generation with, LocalDate date, long numbers, String by) {
        return database.sql("""
                        UPDATE console_do_not_call_lists
                        SET generation = ?, list_date = ?, numbers = ?, loaded_at = ?, loaded_by = ?
                        WHERE organization_id = ? AND name = ? AND generation < ?""")
                        .params(with.number(), date, numbers, Organizations.now(clock), by)
                        .params(with.organization().value(), with.list(), with.number())
                        .update()
                > 0;
    }

    void changeCount(OrganizationId organization, String list, int by) {
        database.sql(
                        "UPDATE console_do_not_call_lists SET numbers = numbers + ? WHERE organization_id = ? AND name = ?")
                .params(by, organization.value(), list)
                .update();
    }

    /** Deletes up to so many numbers of the generations from one to before another, except one, and returns how many. */
    int delete(OrganizationId organization, String list, long from, long before, long except, int most) {
        List<Object[]> rows = database.sql("""
                SELECT generation, e164 FROM console_do_not_call_numbers
                WHERE organization_id = ? AND list_name = ? AND generation >= ? AND generation < ? AND generation <> ?
                LIMIT ?""")
                .params(organization.value(), list, from, before, except, most)
                .query((row, index) ->
                        new Object[] {organization.value(), list, row.getLong("generation"), row.getLong("e164")})
                .list();
        if (!rows.isEmpty()) {
            batches.batchUpdate("""
                    DELETE FROM console_do_not_call_numbers
                    WHERE organization_id = ? AND list_name = ? AND generation = ? AND e164 = ?""", rows);
        }
        return rows.size();
    }

    boolean deleteList(OrganizationId organization, String list) {
        return database.sql("DELETE FROM console_do_not_call_lists WHERE organization_id = ? AND name = ?")
                        .params(organization.value(), list)
                        .update()
                > 0;
    }
}
