package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of the row that a result set stands on, or null to pass it over. */
public interface RowReader<T> {
    @Nullable
    T read(ResultSet row) throws SQLException;
}
