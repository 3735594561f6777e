package dev.callgate.storage.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.SearchPathResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tools that a host may migrate with, as the documentation sets them up, on migrations of the host's own. */
enum Tool {
    FLYWAY {
        @Override
        int migrate(DataSource pool, Host host) throws Exception {
            return flyway(pool, host).load().migrate().migrationsExecuted;
        }
    },
    LIQUIBASE {
        @Override
        int migrate(DataSource pool, Host host) throws Exception {
            Path changelog = host.folder.resolve("host-changelog.xml");
            Files.writeString(changelog, changelog(host));
            Map<String, Object> quiet = Map.of("liquibase.analytics.enabled", false);
            return Scope.child(quiet, () -> {
                try (Connection connection = pool.getConnection();
                        Liquibase liquibase = new Liquibase(
                                changelog.getFileName().toString(),
                                new SearchPathResourceAccessor(
                                        new DirectoryResourceAccessor(host.folder), new ClassLoaderResourceAccessor()),
                                new JdbcConnection(connection))) {
                    int before = liquibase.listUnrunChangeSets(null, null).size();
                    liquibase.update();
                    liquibase.validate();
                    return before;
                }
            });
        }

        private String changelog(Host host) {
            Stream<String> own = host.versions.stream()
                    .map(version ->
                            "<changeSet id=\"%1$s\" author=\"host\"><sqlFile path=\"V%1$s__host.sql\"/></changeSet>"
                                    .formatted(version));
            Stream<String> included = host.libraryChangelogs().map("<include file=\"%s\"/>"::formatted);
            return """
                    <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                        xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                            http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                    %s
                    </databaseChangeLog>""".formatted(Stream.concat(included, own).collect(Collectors.joining("\n")));
        }
    };

    /** Runs what was not run yet, and returns how many that were. */
    abstract int migrate(DataSource pool, Host host) throws Exception;

    /** Flyway as the host sets it up, with its checks as strict as they can be. */
    static FluentConfiguration flyway(DataSource pool, Host host) {
        return Flyway.configure()
                .dataSource(pool)
                .validateMigrationNaming(true)
                .failOnMissingLocations(true)
                .baselineOnMigrate(host.baseline)
                .baselineVersion("0")
                .locations(host.locations().toArray(String[]::new));
    }

    /** A host: its own migrations, and whether the library's are among them. */
    static final class Host {
        private final Path folder;
        private final Database database;
        private final List<String> versions;
        private final boolean baseline;
        private final boolean library;
        private final boolean later;

        private Host(
                Path folder,
                Database database,
                List<String> versions,
                boolean baseline,
                boolean library,
                boolean later) {
            this.folder = folder;
            this.database = database;
            this.versions = versions;
            this.baseline = baseline;
            this.library = library;
            this.later = later;
        }

        static Host on(Database database, Path folder) {
            return new Host(folder, database, List.of(), false, false, false);
        }

        /** Has these versions, each of which makes a table of its name. */
        Host versions(String... all) throws IOException {
            for (String version : all) {
                Files.writeString(
                        folder.resolve("V" + version + "__host.sql"),
                        "CREATE TABLE host_%s (id INTEGER PRIMARY KEY);".formatted(version));
            }
            return new Host(folder, database, List.of(all), baseline, library, later);
        }

        Host withLibrary() {
            return new Host(folder, database, versions, baseline, true, later);
        }

        /** Uses a later version of the library, with one more migration. */
        Host withLaterLibrary() {
            return new Host(folder, database, versions, baseline, true, true);
        }

        Host withBaseline() {
            return new Host(folder, database, versions, true, library, later);
        }

        private List<String> locations() {
            Stream<String> own = Stream.of("filesystem:" + folder);
            Stream<String> shipped = library
                    ? Stream.of("classpath:callgate/db-migration/"
                            + database.dialect().folder())
                    : Stream.empty();
            return Stream.of(own, shipped, later ? Stream.of("classpath:later") : Stream.<String>empty())
                    .flatMap(each -> each)
                    .toList();
        }

        private Stream<String> libraryChangelogs() {
            Stream<String> shipped = library ? Stream.of("callgate/db-migration/changelog.xml") : Stream.empty();
            return Stream.concat(shipped, later ? Stream.of("later/changelog.xml") : Stream.empty());
        }
    }
}
