package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.sql.Catalog.Relation;
import dev.callgate.storage.jdbc.sql.TableCheck.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares the objects of a database with those that the migrations create: before the migrations run, so that they
 * change nothing that is not the library's, and afterwards. Reads the catalog only.
 */
public final class SchemaCheck {
    private final OwnSchema own;
    private final Catalog catalog;
    private final List<Relation> relations;

    public SchemaCheck(OwnSchema own, Jdbc jdbc, Connection connection) throws SQLException {
        this.own = own;
        this.catalog = new Catalog(jdbc, connection);
        Set<String> names = new TreeSet<>();
        own.tables().forEach(table -> {
            names.add(table.name());
            names.addAll(table.constraints());
        });
        own.indexes().forEach(index -> names.add(index.name()));
        this.relations = catalog.relations(names);
    }

    /** Returns whether the history table of the migrations exists and is the library's. */
    public boolean hasHistory() throws SQLException {
        Optional<Relation> history = first(SchemaHistory.TABLE);
        return history.isPresent()
                && history.get().isTable()
                && differences(own.table(SchemaHistory.TABLE), history.get(), Stage.UNLOCKED)
                        .isEmpty();
    }

    /**
     * Verifies that all objects that have a name of the library are the library's.
     *
     * @throws StoreException.Permanent if some are not, which the message lists
     */
    public void requireNothingForeign(Stage stage) throws SQLException {
        List<String> foreign = new ArrayList<>();
        for (OwnTable table : own.tables()) {
            foreign.addAll(foreign(table, stage));
            for (String constraint : table.constraints()) {
                foreign.addAll(namedByOthers(constraint, "constraint", table.name()));
            }
        }
        for (OwnSchema.Index index : own.indexes()) {
            foreign.addAll(foreign(index, stage));
        }
        catalog.foreignFunctions().forEach(function -> foreign.add(function + " is a function of another purpose"));
        if (!foreign.isEmpty()) {
            throw new StoreException.Permanent(
                    ("nothing was changed, because these objects have names of the library but are not the library's: %s."
                                    + " Rename them, or give the library a schema of its own (on MariaDB a database): open the"
                                    + " store on a data source whose connections use it by default")
                            .formatted(String.join("; ", foreign)),
                    null);
        }
    }

    private List<String> foreign(OwnTable table, Stage stage) throws SQLException {
        Optional<Relation> here = current(table.name());
        Optional<Relation> elsewhere = first(table.name());
        if (here.isPresent()) {
            return describe(here.get(), table, stage).stream().toList();
        } else if (elsewhere.isPresent()
                && describe(elsewhere.get(), table, stage).isEmpty()) {
            return List.of(
                    ("%s is the library's, but not in the schema that comes first in the search path, where migrating"
                                    + " would create another one that hides it: put its schema first in the search path, or remove it from the path")
                            .formatted(elsewhere.get()));
        }
        return List.of();
    }

    private List<String> foreign(OwnSchema.Index index, Stage stage) throws SQLException {
        List<String> others = namedByOthers(index.name(), "index", index.table());
        Optional<Relation> table = current(index.table());
        if (stage == Stage.LOCKED
                && others.isEmpty()
                && index.unique()
                && current(index.name()).isPresent()
                && table.isPresent()) {
            if (!isUnique(index.columns(), own.table(index.table()), table.get())) {
                return List.of("the index %s is not a unique index on %s"
                        .formatted(current(index.name()).get(), String.join(", ", new TreeSet<>(index.columns()))));
            }
        }
        return others;
    }

    private List<String> namedByOthers(String name, String kind, String table) {
        return current(name)
                .filter(there -> !there.kind().equals(kind) || !table.equals(there.table()))
                .map(Relation::described)
                .stream()
                .toList();
    }

    /**
     * Verifies that the tables have everything that the library needs.
     *
     * @param advice what to do otherwise, as a sentence
     * @throws StoreException.Permanent if something is missing or different, which the message lists
     */
    public void requireComplete(String advice) throws SQLException {
        List<String> lacking = new ArrayList<>();
        for (OwnTable table : own.tables()) {
            Optional<Relation> there = first(table.name());
            if (there.isPresent()) {
                describe(there.get(), table, Stage.MIGRATED).ifPresent(lacking::add);
            } else if (!table.isHousekeeping()) {
                lacking.add(table.name() + " is missing");
            }
        }
        if (!lacking.isEmpty()) {
            throw new StoreException.Permanent(
                    "the tables do not match the schema that the library needs: %s. %s"
                            .formatted(String.join("; ", lacking), advice),
                    null);
        }
    }

    private Optional<String> describe(Relation there, OwnTable table, Stage stage) throws SQLException {
        if (!there.isTable()) {
            return Optional.of(there.described());
        }
        List<String> differences = differences(table, there, stage);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("the table %s: %s".formatted(there, String.join(", ", differences)));
    }

    private List<String> differences(OwnTable table, Relation there, Stage stage) throws SQLException {
        List<String> differences = new ArrayList<>(check(table, there, stage).differences());
        if (stage == Stage.MIGRATED && differences.isEmpty()) {
            for (OwnSchema.Index index : own.indexes()) {
                if (index.unique() && index.table().equals(table.name()) && !isUnique(index.columns(), table, there)) {
                    differences.add(TableCheck.noKey(index.columns()));
                }
            }
        }
        return differences;
    }

    private boolean isUnique(Set<String> columns, OwnTable table, Relation there) throws SQLException {
        return check(table, there, Stage.MIGRATED).isUnique(columns);
    }

    private TableCheck check(OwnTable table, Relation there, Stage stage) throws SQLException {
        return new TableCheck(table, catalog.columns(there), catalog.keys(there), stage);
    }

    /** Returns the object that a statement would resolve a name to. */
    private Optional<Relation> first(String name) {
        return named(name).findFirst();
    }

    /** Returns the object that would conflict with a new table or index of that name. */
    private Optional<Relation> current(String name) {
        return named(name).filter(Relation::current).findFirst();
    }

    private Stream<Relation> named(String name) {
        return relations.stream().filter(each -> each.name().equals(name));
    }
}
