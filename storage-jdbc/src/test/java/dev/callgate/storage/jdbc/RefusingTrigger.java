package dev.callgate.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.tools.TriggerAdapter;

/** A host's trigger on H2, which refuses every row. */
public final class RefusingTrigger extends TriggerAdapter {
    /** For H2, which makes it by name. */
    public RefusingTrigger() {}

    @Override
    public void fire(Connection connection, ResultSet before, ResultSet after) throws SQLException {
        throw new SQLException("no calls during the audit", "45000");
    }
}
