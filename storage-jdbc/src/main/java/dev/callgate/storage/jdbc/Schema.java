package dev.callgate.storage.jdbc;

import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.table.Ids;
import dev.callgate.storage.jdbc.table.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates and validates the tables, and reports rows that need attention. */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private final Migrations migrations;
    private final Tables tables;

    Schema(Jdbc jdbc, Tables tables) {
        this.migrations = new Migrations(jdbc);
        this.tables = tables;
    }

    MigrationReport migrate() {
        return migrations.run(this::report);
    }

    void validate() {
        migrations.validate(connection -> {
            tables.validate(connection);
            return true;
        });
    }

    private MigrationReport report(Connection connection, List<String> applied) throws SQLException {
        if (applied.isEmpty()) {
            return new MigrationReport(applied, List.of(), 0, List.of(), 0);
        }
        Ids withoutCountries = tables.assignments().withoutCountries(connection, MigrationReport.NAMED);
        Ids notInE164 = tables.numbers().notInE164(connection, MigrationReport.NAMED);
        if (withoutCountries.count() > 0) {
            LOG.warn(
                    "{} rows of agent_phone_numbers list no country, so no call is allowed on them; set allowed_countries. First IDs: {}",
                    withoutCountries.count(),
                    withoutCountries.first());
        }
        if (notInE164.count() > 0) {
            LOG.warn(
                    "{} rows of phone_numbers are not in E.164 form and are skipped; write the numbers in E.164 form. First IDs: {}",
                    notInE164.count(),
                    notInE164.first());
        }
        return new MigrationReport(
                applied, withoutCountries.first(), withoutCountries.count(), notInE164.first(), notInE164.count());
    }
}
